namespace RandomLandscapes.Cli.Benchmarks;

/// <summary>The values that one size of a work accepts, both ends included.</summary>
/// <param name="Minimum">The smallest.</param>
/// <param name="Maximum">The largest.</param>
/// <param name="Name">What the command line calls it.</param>
internal readonly record struct SizeRange(int Minimum, int Maximum, string Name = "N");
