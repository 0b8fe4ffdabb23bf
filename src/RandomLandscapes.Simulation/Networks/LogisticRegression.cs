using RandomLandscapes.Simulation.Networks.Data;
using RandomLandscapes.Simulation.Networks.Graphs;

namespace RandomLandscapes.Simulation.Networks;

/// <summary>Logistic regression: one output o = w x + b and the loss ln(1 + e^o) - t o, the mean over samples with targets t in [0, 1].</summary>
/// <remarks>
/// <para>Parameters: w, then b. The Hessian is the mean of s (1 - s) (x, 1) (x, 1)^T with s = 1 / (1 + e^-o): never negative. Where a plane divides the classes the loss
/// has no minimum without a regulariser.</para>
/// <para>Source: D. R. Cox, J. R. Stat. Soc. B 20 (1958) 215. More classes: a <see cref="MultilayerPerceptron"/> without hidden layers, which is softmax regression.</para>
/// </remarks>
public static class LogisticRegression
{
    /// <summary>Makes the network; its samples are those of <see cref="Samples"/>.</summary>
    /// <param name="inputs">Numbers in x, at least 1.</param>
    public static NetworkGraph ToGraph(int inputs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        var builder = new GraphBuilder(checked(inputs + 1));
        var output = builder.Affine(builder.Inputs.Slice(0, inputs), builder.Weights("w", 1, inputs), builder.Bias("b", 1));
        builder.Entries(EntryLossKind.Bernoulli, output, 0, builder.Inputs.Slice(inputs, 1));
        return new NetworkGraph(builder, output, 1, labelClasses: 0);
    }

    /// <summary>Data as samples.</summary>
    /// <param name="inputs">samples x numbers in x, row-major.</param>
    /// <param name="targets">t of each sample, from 0 to 1.</param>
    /// <exception cref="ArgumentException">A length does not fit, or a target is out of range.</exception>
    public static NetworkSamples Samples(ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets)
    {
        if (targets.IsEmpty || inputs.IsEmpty || inputs.Length % targets.Length != 0)
            throw new ArgumentException($"Expected as many inputs for each target, was {inputs.Length} inputs and {targets.Length} targets.", nameof(inputs));
        var width = inputs.Length / targets.Length;
        var rows = new double[targets.Length * (width + 1)];
        for (var n = 0; n < targets.Length; n++)
        {
            if (!(targets[n] >= 0 && targets[n] <= 1))
                throw new ArgumentException($"Sample {n}: expected a target from 0 to 1, was {targets[n]}.", nameof(targets));
            inputs.Slice(n * width, width).CopyTo(rows.AsSpan(n * (width + 1)));
            rows[(n * (width + 1)) + width] = 1; // every target counts
        }

        return new NetworkSamples(targets.Length, rows, targets);
    }
}
