namespace RandomLandscapes.Simulation.Networks.Graphs;

/// <summary>The unrolled cell of an LSTM: one set of parameters, a new set of nodes at every step.</summary>
internal sealed class LstmCell
{
    private readonly GraphBuilder _builder;
    private readonly ParameterBlock _inputWeights;
    private readonly ParameterBlock _stateWeights;
    private readonly ParameterBlock _bias;
    private readonly int _hidden;
    private readonly string _gates;
    private GraphNode? _cell;
    private GraphNode? _state;

    public LstmCell(GraphBuilder builder, int inputs, int hidden, string gates)
    {
        if (!string.Equals(string.Concat(gates.Order()), "fgio", StringComparison.Ordinal))
            throw new ArgumentException($"Expected each of i, f, g, o once, was '{gates}'.", nameof(gates));
        (_builder, _hidden, _gates) = (builder, hidden, gates);
        _inputWeights = builder.Weights("Wx", 4 * hidden, inputs);
        _stateWeights = builder.Weights("Wh", 4 * hidden, hidden);
        _bias = builder.Bias("b", 4 * hidden);
    }

    /// <summary>h after the last step.</summary>
    public GraphNode State => _state ?? throw new InvalidOperationException("Expected at least one step.");

    public void Step(GraphNode x)
    {
        var z = _builder.Affine(x, _inputWeights, _bias);
        if (_state is { } h)
            z = _builder.Sum(z, _builder.Affine(h, _stateWeights, bias: null));
        var written = _builder.Product(Gate(z, 'i', Activation.Sigmoid), Gate(z, 'g', Activation.Tanh));
        var cell = _cell is { } c ? _builder.Sum(_builder.Product(Gate(z, 'f', Activation.Sigmoid), c), written) : written;
        _cell = cell;
        _state = _builder.Product(Gate(z, 'o', Activation.Sigmoid), _builder.Activate(cell, Activation.Tanh));
    }

    private GraphNode Gate(GraphNode z, char name, Activation activation) =>
        _builder.Activate(z.Slice(_gates.IndexOf(name, StringComparison.Ordinal) * _hidden, _hidden), activation);
}
