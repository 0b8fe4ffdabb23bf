using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Simulation.RandomMatrices;

namespace RandomLandscapes.Cli.Benchmarks;

/// <summary>All eigenvalues of one dense symmetric matrix.</summary>
internal sealed class EigenvaluesWork : IBenchmarkWork
{
    public string Name => "eigenvalues";

    public string Description => "all eigenvalues of a dense symmetric matrix of order N";

    public IReadOnlyList<SizeRange> Sizes { get; } = [new SizeRange(1, 10_000)];

    public BenchmarkBatch Prepare(IReadOnlyList<int> sizes, int worker)
    {
        var size = sizes[0];
        var matrix = new double[size * size];
        WignerEnsemble.Goe(size).Draw(new StreamKey((ulong)worker), 0, matrix);
        var eigenvalues = new double[size];
        var solver = new SymmetricEigenvalues(size);
        return new BenchmarkBatch($"eigenvalues n={size}", 1, () => solver.Compute(matrix, eigenvalues));
    }
}
