using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Runs;
using RandomLandscapes.Simulation.RandomMatrices;

namespace RandomLandscapes.Experiments.CoinFlips;

/// <summary>The Hessian of an isotropic field at a fixed point: is GOE(n) plus a common normal shift of variance 1/2 positive definite?</summary>
internal sealed class RandomPointCell(int dimension) : ICellSampler
{
    private readonly GoeIndexSampler _sampler = new(dimension);

    public void AddSample(RandomStream stream, ulong sample, Tally tally)
    {
        var level = Math.Sqrt(0.5) * stream.NextNormal();
        tally.Counts[0] += _sampler.Next(stream, level) == 0 ? 1 : 0;
    }
}
