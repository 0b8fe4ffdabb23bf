namespace RandomLandscapes.Runs;

/// <summary>One point of the parameter grid: its randomness, its number of samples, the shape of its tally.</summary>
/// <param name="Name">Canonical text, for example <c>goe n=10</c>; with experiment and root seed it decides all randomness.</param>
/// <param name="Samples">The number of samples, at least 1.</param>
/// <param name="SamplesPerChunk">How many samples one journal line holds, at least 1.</param>
/// <param name="CountLength">The number of integer tallies.</param>
/// <param name="SumLength">The number of floating sums.</param>
/// <param name="SecondsPerSample">A rough forecast of one sample's cost on one core, for ordering and for the forecast only.</param>
/// <param name="WorkspaceBytes">What one thread's sampler of this cell needs in memory, roughly; zero for a few megabytes at most.</param>
public sealed record Cell(string Name, long Samples, int SamplesPerChunk, int CountLength, int SumLength, double SecondsPerSample, long WorkspaceBytes = 0);
