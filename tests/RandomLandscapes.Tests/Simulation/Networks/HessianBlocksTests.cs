using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Simulation.Networks;

namespace RandomLandscapes.Tests.Simulation.Networks;

/// <summary>The blocks of a network's Hessian against what is known of them.</summary>
public sealed class HessianBlocksTests
{
    [Fact] // traces add up, interlacing holds, and the last layer's block has no negative eigenvalue: the loss is convex in it
    public void Blocks_interlace_and_add_up()
    {
        var (loss, theta, _) = NetworkCases.Random(14, 60, 0, 6, 4, 10);
        var p = theta.Length;
        double[] hessian = new double[p * p], all = new double[p];
        loss.Hessian(theta, hessian);
        Assert.Equal(EigenvalueOutcome.Converged, new SymmetricEigenvalues(p).Compute(hessian, all));
        Assert.Equal(p, loss.Graph.Blocks.Sum(b => b.Length));
        var trace = 0.0;
        foreach (var block in loss.Graph.Blocks)
        {
            var part = new double[block.Length];
            Assert.Equal(EigenvalueOutcome.Converged, HessianBlocks.Eigenvalues(hessian, block, part));
            trace += part.Sum();
            for (var i = 0; i < part.Length; i++)
                Assert.InRange(part[i], all[i] - 1e-12, all[i + p - part.Length] + 1e-12);
            if (block.Name is "W2" or "b2")
                Assert.InRange(part[0], -1e-14, double.MaxValue);
        }

        Assert.Equal(all.Sum(), trace, 1e-12);
        Assert.InRange(HessianBlocks.Share(hessian, loss.Graph.Blocks), 0.1, 0.99);
        Assert.Equal(1, HessianBlocks.Share([2.0, 0, 0, 3], [new ParameterBlock("a", 0, 1, 1, false), new ParameterBlock("b", 1, 1, 1, true)]));
        Assert.Equal(13.0 / 15, HessianBlocks.Share([2.0, 1, 1, 3], [new ParameterBlock("a", 0, 1, 1, false), new ParameterBlock("b", 1, 1, 1, true)]), 1e-15);
    }

    [Fact]
    public void Blocks_outside_are_refused()
    {
        Assert.Throws<ArgumentException>(() => HessianBlocks.Share([1.0, 2, 3], []));
        Assert.Throws<ArgumentException>(() => HessianBlocks.Share([1.0], [new ParameterBlock("a", 0, 2, 1, false)]));
        Assert.Throws<ArgumentException>(() => HessianBlocks.Eigenvalues([1.0], new ParameterBlock("a", 0, 1, 1, false), new double[2]));
    }
}
