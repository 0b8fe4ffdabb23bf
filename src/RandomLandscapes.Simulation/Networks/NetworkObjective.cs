using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Simulation.CriticalPoints.Searches;
using RandomLandscapes.Simulation.Networks.Data;
using RandomLandscapes.Simulation.Networks.Graphs;

namespace RandomLandscapes.Simulation.Networks;

/// <summary>The training loss of a network on samples, with exact derivatives; owns its buffers, one object per thread.</summary>
/// <remarks>
/// <para>f(theta) = (sum of all loss terms) / (number of terms) + (l2 / 2) |theta|^2, over all parameters, biases included.</para>
/// <para>Samples go in blocks of equal width, at most 128, with fixed orders of summation, so results have the same bits for every vector width.</para>
/// <para>Where the network has kinks (ReLU, maxima, hinge), derivatives are those of the smooth piece at the point: ReLU has slope 0 at 0, of equal candidates for a maximum the first wins, a hinge term at its kink
/// counts as zero. There the Hessian is the generalised one.</para>
/// </remarks>
public sealed class NetworkObjective : IObjective
{
    private const double LongestArray = 1.9e9; // numbers in all arrays of the closed form, so in any of them

    private readonly SampleLanes _lanes;
    private readonly GraphState _state;
    private HessianAssembler? _assembler;
    private double[]? _batchInputs;
    private double[]? _batchTargets;

    /// <summary>Joins a network and its samples.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="samples">As many inputs and targets as the network has.</param>
    /// <param name="l2">The strength of the regulariser, at least 0.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, a label is not a class, or l2 is negative or not finite.</exception>
    public NetworkObjective(NetworkGraph graph, NetworkSamples samples, double l2)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(samples);
        if (graph.InputCount != samples.InputCount || graph.TargetCount != samples.TargetCount)
        {
            throw new ArgumentException(
                $"Expected samples of {graph.InputCount} inputs and {graph.TargetCount} targets, was {samples.InputCount} and {samples.TargetCount}.", nameof(samples));
        }

        if (!(l2 >= 0) || double.IsInfinity(l2))
            throw new ArgumentOutOfRangeException(nameof(l2), l2, "Expected a finite number of at least 0.");
        CheckLabels(graph, samples);
        (Graph, Samples, L2) = (graph, samples, l2);
        _lanes = new SampleLanes(samples);
        _state = NewState();
    }

    private NetworkObjective(NetworkObjective other)
    {
        (Graph, Samples, L2) = (other.Graph, other.Samples, other.L2);
        _lanes = other._lanes;
        _state = NewState();
    }

    /// <summary>The network.</summary>
    public NetworkGraph Graph { get; }

    /// <summary>The samples.</summary>
    public NetworkSamples Samples { get; }

    /// <summary>The strength of the regulariser.</summary>
    public double L2 { get; }

    /// <inheritdoc/>
    public int Dimension => Graph.ParameterCount;

    /// <inheritdoc/>
    public IObjective Copy() => new NetworkObjective(this);

    /// <inheritdoc/>
    public double Value(ReadOnlySpan<double> parameters)
    {
        Begin(parameters);
        for (var block = 0; block < _lanes.BlockCount; block++)
            Forward(block);
        return Total(parameters);
    }

    /// <summary>Counts the kinks at which the loss lies: zero inputs of rectifiers, maxima that two entries share, hinges of margin zero, over all samples.</summary>
    /// <remarks>Elsewhere, so almost everywhere, all derivatives are exact. At a tie they are those of one side: zero for rectifiers and hinges, the first entry for maxima.
    /// The Hessian is the generalised one, without what the kinks themselves would add.</remarks>
    /// <param name="parameters">P numbers.</param>
    public long Ties(ReadOnlySpan<double> parameters)
    {
        Begin(parameters);
        var ties = 0L;
        for (var block = 0; block < _lanes.BlockCount; block++)
        {
            Forward(block);
            foreach (var operation in Graph.Operations)
                ties += operation.Ties(_state);
        }

        return ties;
    }

    /// <inheritdoc/>
    public double Gradient(ReadOnlySpan<double> parameters, Span<double> gradient)
    {
        Check(gradient, nameof(gradient));
        Begin(parameters);
        _state.Gradient.AsSpan().Clear();
        _state.SkipsGradient = false;
        for (var block = 0; block < _lanes.BlockCount; block++)
        {
            Forward(block);
            Reverse();
        }

        _state.Gradient.CopyTo(gradient);
        VectorOperations.AddScaled(L2, parameters, gradient);
        return Total(parameters);
    }

    /// <summary>Computes an unbiased estimate of f and its gradient from some samples: their sum of loss terms, times samples / batch size, over the number of terms.</summary>
    /// <param name="parameters">P numbers.</param>
    /// <param name="batch">The samples' numbers, at least one, in any order.</param>
    /// <param name="gradient">P numbers, overwritten.</param>
    /// <returns>The estimate of f.</returns>
    /// <exception cref="ArgumentException">The batch is empty, or a length does not fit.</exception>
    public double Gradient(ReadOnlySpan<double> parameters, ReadOnlySpan<int> batch, Span<double> gradient)
    {
        Check(gradient, nameof(gradient));
        if (batch.IsEmpty)
            throw new ArgumentException("Expected at least one sample.", nameof(batch));
        foreach (var sample in batch)
        {
            if (sample < 0 || sample >= Samples.Count)
                throw new ArgumentException($"Expected samples from 0 to {Samples.Count - 1}, was {sample}.", nameof(batch));
        }

        Begin(parameters);
        _state.Gradient.AsSpan().Clear();
        _state.SkipsGradient = false;
        var width = _state.Width;
        _batchInputs ??= new double[_lanes.InputLength];
        _batchTargets ??= new double[_lanes.TargetLength];
        var whole = _state.Weight;
        _state.Weight = whole * Samples.Count / batch.Length;
        for (var start = 0; start < batch.Length; start += width)
        {
            var used = Math.Min(width, batch.Length - start);
            _lanes.Gather(batch.Slice(start, used), _batchInputs, _batchTargets);
            (_state.Inputs, _state.Targets, _state.Used) = (_batchInputs, _batchTargets, used);
            foreach (var operation in Graph.Operations)
                operation.Forward(_state);
            Reverse();
        }

        _state.Gradient.CopyTo(gradient);
        VectorOperations.AddScaled(L2, parameters, gradient);
        var total = Total(parameters);
        _state.Weight = whole;
        return total;
    }

    /// <summary>Computes the Hessian times a vector, without forming the Hessian: the directional derivative of the gradient, forward over reverse.</summary>
    /// <remarks>Source: B. A. Pearlmutter, Neural Computation 6 (1994) 147, section 4. Cost: two to three gradients.</remarks>
    /// <param name="parameters">P numbers.</param>
    /// <param name="direction">P numbers.</param>
    /// <param name="product">P numbers, overwritten.</param>
    public void HessianVectorProduct(ReadOnlySpan<double> parameters, ReadOnlySpan<double> direction, Span<double> product) =>
        CurvatureProduct(parameters, direction, product, gaussNewton: false);

    /// <summary>Computes the Gauss-Newton matrix times a vector: J^T (second derivative of the losses by the outputs) J + l2, J the outputs' derivative by the parameters.</summary>
    /// <remarks>The rest of the Hessian, sum of (loss derivative by an output) times (that output's Hessian), vanishes where all samples are fitted exactly. Source: N. N. Schraudolph, Neural Computation 14 (2002) 1723.</remarks>
    /// <param name="parameters">P numbers.</param>
    /// <param name="direction">P numbers.</param>
    /// <param name="product">P numbers, overwritten.</param>
    public void GaussNewtonProduct(ReadOnlySpan<double> parameters, ReadOnlySpan<double> direction, Span<double> product) =>
        CurvatureProduct(parameters, direction, product, gaussNewton: true);

    /// <summary>The bytes that <see cref="Hessian"/> takes beside its destination; about.</summary>
    public double HessianBytes => HasClosedForm ? 8 * (HessianAssembler.Numbers(Graph.Multilayer!) + HessianAssembler.SampleNumbers(Graph.Multilayer!, Samples.Count)) : 0;

    // The closed form works on pairs of inputs: where a layer is so wide that they are more than the matrix, products are the better way.
    private bool HasClosedForm => Graph.Multilayer is { } network && HessianAssembler.Numbers(network) <= Math.Min(LongestArray, Math.Max(1 << 24, 2.0 * Dimension * Dimension));

    /// <summary>Computes the exact dense Hessian: for perceptrons by the closed form over blocks of layers, unless a layer is very wide, else as <see cref="HessianByProducts"/>.</summary>
    /// <param name="parameters">P numbers.</param>
    /// <param name="hessian">P x P, row-major, overwritten; symmetric to the bit.</param>
    public void Hessian(ReadOnlySpan<double> parameters, Span<double> hessian)
    {
        if (!HasClosedForm)
        {
            HessianByProducts(parameters, hessian);
            return;
        }

        Check(parameters, nameof(parameters));
        CheckMatrix(hessian);
        _assembler ??= new HessianAssembler(Graph.Multilayer!, Graph.Loss, Graph.LabelClasses == 0);
        _assembler.Compute(Samples, parameters, hessian);
        for (var i = 0; i < Dimension; i++)
            hessian[(i * Dimension) + i] += L2;
    }

    /// <summary>Computes the dense Hessian by one product for each parameter, all of a block of samples on one pass through the values; for every network.</summary>
    /// <param name="parameters">P numbers.</param>
    /// <param name="hessian">P x P, row-major, overwritten; symmetric to the bit, since only one of each pair of entries is computed.</param>
    public void HessianByProducts(ReadOnlySpan<double> parameters, Span<double> hessian) => Curvature(parameters, hessian, gaussNewton: false);

    /// <summary>Computes the dense Gauss-Newton matrix, see <see cref="GaussNewtonProduct"/>.</summary>
    /// <param name="parameters">P numbers.</param>
    /// <param name="matrix">P x P, row-major, overwritten; symmetric to the bit.</param>
    public void GaussNewton(ReadOnlySpan<double> parameters, Span<double> matrix) => Curvature(parameters, matrix, gaussNewton: true);

    /// <summary>Computes the outputs of the first samples.</summary>
    /// <param name="parameters">P numbers.</param>
    /// <param name="outputs">Some samples x outputs, row-major, overwritten.</param>
    public void Outputs(ReadOnlySpan<double> parameters, Span<double> outputs)
    {
        var count = outputs.Length / Graph.OutputCount;
        if (count * Graph.OutputCount != outputs.Length || count > Samples.Count)
            throw new ArgumentException($"Expected a multiple of {Graph.OutputCount} numbers for up to {Samples.Count} samples, was {outputs.Length}.", nameof(outputs));
        Begin(parameters);
        for (var sample = 0; sample < count; sample++)
        {
            var (block, lane) = Math.DivRem(sample, _state.Width);
            if (lane == 0)
                Forward(block);
            var values = _state.Values(Graph.Outputs);
            for (var k = 0; k < Graph.OutputCount; k++)
                outputs[(sample * Graph.OutputCount) + k] = values[(k * _state.Width) + lane];
        }
    }

    /// <summary>Computes the fraction of samples whose largest output (the first, if several) is the label's.</summary>
    /// <param name="parameters">P numbers.</param>
    /// <exception cref="InvalidOperationException">The network is not a classifier with one label.</exception>
    public double Accuracy(ReadOnlySpan<double> parameters)
    {
        if (Graph.LabelClasses != Graph.OutputCount || Graph.TargetCount != 1)
            throw new InvalidOperationException("Expected a classifier with one label for each sample.");
        var outputs = new double[Samples.Count * Graph.OutputCount];
        Outputs(parameters, outputs);
        var right = 0;
        for (var sample = 0; sample < Samples.Count; sample++)
        {
            var row = outputs.AsSpan(sample * Graph.OutputCount, Graph.OutputCount);
            var best = 0;
            for (var k = 1; k < row.Length; k++)
                best = row[k] > row[best] ? k : best;
            right += best == (int)Samples.Targets(sample)[0] ? 1 : 0;
        }

        return (double)right / Samples.Count;
    }

    private static void CheckLabels(NetworkGraph graph, NetworkSamples samples)
    {
        for (var sample = 0; graph.LabelClasses > 0 && sample < samples.Count; sample++)
        {
            foreach (var label in samples.Targets(sample))
            {
                if (!(label >= 0 && label < graph.LabelClasses) || label != Math.Floor(label))
                    throw new ArgumentException($"Sample {sample}: expected a label from 0 to {graph.LabelClasses - 1}, was {label}.", nameof(samples));
            }
        }
    }

    private GraphState NewState() => new(Graph.Length, Graph.NodeCount, Dimension, _lanes.Width) { Weight = 1.0 / Samples.TermCount };

    private void Check(ReadOnlySpan<double> vector, string name)
    {
        if (vector.Length != Dimension)
            throw new ArgumentException($"Expected {Dimension} numbers, one per parameter, was {vector.Length}.", name);
    }

    private void CheckMatrix(ReadOnlySpan<double> matrix)
    {
        if (matrix.Length != (long)Dimension * Dimension)
            throw new ArgumentException($"Expected {Dimension} x {Dimension} numbers, was {matrix.Length}.", nameof(matrix));
    }

    private void Begin(ReadOnlySpan<double> parameters)
    {
        Check(parameters, nameof(parameters));
        parameters.CopyTo(_state.Parameters);
        _state.Loss = 0;
    }

    private double Total(ReadOnlySpan<double> parameters) =>
        (_state.Loss * _state.Weight) + (L2 > 0 ? 0.5 * L2 * VectorOperations.Dot(parameters, parameters) : 0);

    private void Forward(int block)
    {
        _lanes.Load(_state, block);
        foreach (var operation in Graph.Operations)
            operation.Forward(_state);
    }

    private void Reverse()
    {
        _state.ClearBars();
        for (var k = Graph.Operations.Length - 1; k >= 0; k--)
            Graph.Operations[k].Reverse(_state);
    }

    private void CurvatureProduct(ReadOnlySpan<double> parameters, ReadOnlySpan<double> direction, Span<double> product, bool gaussNewton)
    {
        Check(direction, nameof(direction));
        Check(product, nameof(product));
        Begin(parameters);
        direction.CopyTo(_state.Direction);
        _state.Product.AsSpan().Clear();
        _state.IsUnitDirection = false;
        for (var block = 0; block < _lanes.BlockCount; block++)
        {
            Linearise(block, gaussNewton);
            Change(0);
        }

        _state.Product.CopyTo(product);
        VectorOperations.AddScaled(L2, direction, product);
    }

    private void Curvature(ReadOnlySpan<double> parameters, Span<double> matrix, bool gaussNewton)
    {
        CheckMatrix(matrix);
        Begin(parameters);
        matrix.Clear();
        _state.Direction.AsSpan().Clear();
        _state.IsUnitDirection = true;
        for (var block = 0; block < _lanes.BlockCount; block++)
        {
            Linearise(block, gaussNewton);
            for (var i = 0; i < Dimension; i++)
            {
                (_state.Entry, _state.Direction[i]) = (i, 1);
                _state.Product.AsSpan(i).Clear();
                Change(i);
                VectorOperations.AddScaled(1, _state.Product.AsSpan(i), matrix.Slice((i * Dimension) + i, Dimension - i));
                _state.Direction[i] = 0;
            }
        }

        UpperTriangle.Mirror(matrix, Dimension);
        for (var i = 0; i < Dimension; i++)
            matrix[(i * Dimension) + i] += L2;
    }

    /// <summary>The values of a block and, for the Hessian, the bars that its second part needs.</summary>
    private void Linearise(int block, bool gaussNewton)
    {
        Forward(block);
        _state.SkipsGradient = true;
        if (gaussNewton)
            _state.ClearBars();
        else
            Reverse();
    }

    /// <summary>Adds to the product, at least from one parameter on.</summary>
    private void Change(int first)
    {
        foreach (var operation in Graph.Operations)
            operation.ForwardChange(_state);
        _state.ClearBarDots();
        for (var k = Graph.Operations.Length - 1; k >= 0 && Graph.FirstParameterEnds[k] > first; k--)
            Graph.Operations[k].ReverseChange(_state);
    }
}
