namespace RandomLandscapes.Cli.Benchmarks;

/// <summary>The sizes that a work accepts, both ends included.</summary>
/// <param name="Minimum">The smallest.</param>
/// <param name="Maximum">The largest.</param>
internal readonly record struct SizeRange(int Minimum, int Maximum);
