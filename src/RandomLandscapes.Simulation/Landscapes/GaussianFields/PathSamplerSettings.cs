namespace RandomLandscapes.Simulation.Landscapes.GaussianFields;

/// <summary>The limits of a <see cref="PathSampler"/>.</summary>
/// <param name="MemoryLimit">The most bytes; an observation that would need more is refused before anything is allocated.</param>
/// <param name="Threshold">
/// A number whose variance given all before is at most this times its prior variance takes its conditional mean, see <see cref="LawError"/>; in [1e-14, 1e-2]. Numbers that say little but are kept make the
/// extrapolation from them to far points lose digits, until far points are ignored too: on converging paths in smooth fields 1e-6 keeps all deviations below 1e-3, 1e-8 and less often do not. On paths whose points keep apart it is of no consequence.
/// </param>
public sealed record PathSamplerSettings(long MemoryLimit = 4L << 30, double Threshold = 1e-6);
