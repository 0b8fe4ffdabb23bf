namespace RandomLandscapes.Simulation.CriticalPoints.Fields;

/// <summary>A cube that is proved to hold exactly one zero of the gradient.</summary>
/// <param name="Centre">t, in units of U.</param>
/// <param name="Radius">Half its side, in x; infinite where nothing is proved.</param>
/// <param name="MorseIndex">The index all over the cube, or -1.</param>
internal sealed record Enclosure(double[] Centre, double Radius, int MorseIndex);
