using System.Numerics;

namespace RandomLandscapes.Simulation.CriticalPoints.Homotopy;

/// <summary>Takes what a path arrived at: its number, x and the multiplier; an empty point for a lost path.</summary>
internal delegate void PathVisitor(long path, ReadOnlySpan<Complex> point);
