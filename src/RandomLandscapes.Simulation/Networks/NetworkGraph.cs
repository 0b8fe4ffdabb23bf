using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Simulation.Networks.Graphs;

namespace RandomLandscapes.Simulation.Networks;

/// <summary>A differentiable network of any of the families, from inputs to loss; immutable, without data and without parameters.</summary>
/// <remarks>Made by the factories in this namespace; a <see cref="NetworkObjective"/> joins it with samples.</remarks>
public sealed class NetworkGraph
{
    internal NetworkGraph(GraphBuilder builder, GraphNode outputs, int targetCount, int labelClasses, MultilayerPerceptron? multilayer = null, LossKind loss = LossKind.CrossEntropy)
    {
        (Operations, Length, NodeCount) = ([.. builder.Operations], builder.Length, builder.NodeCount);
        (ParameterCount, Blocks, InputCount, Outputs) = (builder.ParameterCount, builder.Blocks, builder.InputCount, outputs);
        (TargetCount, LabelClasses, Multilayer, Loss) = (targetCount, labelClasses, multilayer, loss);
        FirstParameterEnds = new int[Operations.Length];
        for (var k = 0; k < Operations.Length; k++)
            FirstParameterEnds[k] = Math.Max(k == 0 ? 0 : FirstParameterEnds[k - 1], Operations[k].ParameterEnd);
    }

    /// <summary>The length of the flat parameter vector.</summary>
    public int ParameterCount { get; }

    /// <summary>The matrices and vectors that it consists of, in order.</summary>
    public IReadOnlyList<ParameterBlock> Blocks { get; }

    /// <summary>The inputs that each sample must have.</summary>
    public int InputCount { get; }

    /// <summary>The targets that each sample must have.</summary>
    public int TargetCount { get; }

    /// <summary>Where targets are class labels, the number of classes: they must be whole numbers below it. 0 where targets are numbers.</summary>
    public int LabelClasses { get; }

    /// <summary>The number of outputs.</summary>
    public int OutputCount => Outputs.Length;

    internal GraphNode Outputs { get; }

    internal GraphOperation[] Operations { get; }

    /// <summary>One more than the last parameter that operation k or an earlier one uses.</summary>
    internal int[] FirstParameterEnds { get; }

    /// <summary>Numbers per sample.</summary>
    internal int Length { get; }

    internal int NodeCount { get; }

    /// <summary>Set when the closed form of the Hessian applies.</summary>
    internal MultilayerPerceptron? Multilayer { get; }

    /// <summary>The loss of a perceptron.</summary>
    internal LossKind Loss { get; }

    /// <summary>Draws a random start: weights are normal with mean 0 and variance gain^2 2 / (rows + columns) of their matrix, biases zero.</summary>
    /// <remarks>Source: X. Glorot, Y. Bengio, AISTATS 2010, equation 12 (there uniform with the same variance in equation 16); a filter's rows and columns are its channel and its patch.</remarks>
    /// <param name="stream">Advanced by one normal deviate per weight, block by block.</param>
    /// <param name="destination">The parameters, fully overwritten.</param>
    /// <param name="gain">The gain, positive.</param>
    /// <exception cref="ArgumentException">The length is not <see cref="ParameterCount"/>, or the gain is not positive.</exception>
    public void DrawInitialParameters(RandomStream stream, Span<double> destination, double gain = 1)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!(gain > 0) || double.IsInfinity(gain))
            throw new ArgumentOutOfRangeException(nameof(gain), gain, "Expected a finite positive gain.");
        if (destination.Length != ParameterCount)
            throw new ArgumentException($"Expected {ParameterCount} numbers, one per parameter, was {destination.Length}.", nameof(destination));
        destination.Clear();
        foreach (var block in Blocks)
        {
            if (block.IsBias)
                continue;
            var deviation = gain * Math.Sqrt(2.0 / (block.Rows + block.Columns));
            foreach (ref var weight in destination.Slice(block.Offset, block.Length))
                weight = deviation * stream.NextNormal();
        }
    }
}
