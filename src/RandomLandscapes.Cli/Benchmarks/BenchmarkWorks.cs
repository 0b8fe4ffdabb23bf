namespace RandomLandscapes.Cli.Benchmarks;

/// <summary>The works that <c>landscapes bench</c> knows.</summary>
internal static class BenchmarkWorks
{
    /// <summary>All of them, in the order in which they are listed.</summary>
    public static IReadOnlyList<IBenchmarkWork> All { get; } =
    [
        new GoeIndexWork(),
        new NormalsWork(),
        new DenseInertiaWork(),
        new EigenvaluesWork(),
        new GemmWork(),
        new PSpinCensusWork(),
        new Tensor3Work(),
        new FieldWork(),
        new TorusCensusWork(),
        .. NetworkWork.All(),
        new SpectralDensityWork(64, 192, 180, 16, 10),
    ];
}
