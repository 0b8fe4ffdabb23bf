namespace RandomLandscapes.Simulation.Networks.Graphs;

/// <summary>Collects the operations of a network in the order of its computation, and its parameters in the order of their vector.</summary>
internal sealed class GraphBuilder
{
    private readonly List<ParameterBlock> _blocks = [];

    /// <summary>Begins with the inputs.</summary>
    public GraphBuilder(int inputs)
    {
        (InputCount, NodeCount) = (inputs, 1);
        Inputs = new GraphNode(0, 0, inputs, 1, IsInput: true);
    }

    public List<GraphOperation> Operations { get; } = [];

    public IReadOnlyList<ParameterBlock> Blocks => _blocks;

    public int ParameterCount { get; private set; }

    public int InputCount { get; }

    public int Length { get; private set; }

    public int NodeCount { get; private set; }

    public GraphNode Inputs { get; }

    public ParameterBlock Weights(string name, int rows, int columns) => Block(name, rows, columns, isBias: false);

    public ParameterBlock Bias(string name, int rows) => Block(name, rows, 1, isBias: true);

    public GraphNode Affine(GraphNode x, ParameterBlock weights, ParameterBlock? bias, bool transposed = false)
    {
        var (rows, columns) = transposed ? (weights.Columns, weights.Rows) : (weights.Rows, weights.Columns);
        if (x.Rows != columns)
            throw new ArgumentException($"Expected {columns} inputs of {weights.Name}, was {x.Rows}.", nameof(x));
        var y = NewNode(rows, x.Positions);
        Operations.Add(new AffineOperation(x, y, weights.Offset, weights.Columns, transposed, bias?.Offset ?? -1));
        return y;
    }

    /// <summary>A bias alone, as a vector.</summary>
    public GraphNode Constant(ParameterBlock bias)
    {
        var y = NewNode(bias.Rows, 1);
        Operations.Add(new BiasOperation(y, bias.Offset));
        return y;
    }

    public GraphNode Activate(GraphNode z, Activation activation)
    {
        if (activation == Activation.Identity)
            return z;
        var y = NewNode(z.Rows, z.Positions);
        Operations.Add(new ActivationOperation(activation, z, y));
        return y;
    }

    public GraphNode Product(GraphNode a, GraphNode b)
    {
        var y = NewNode(a.Rows, a.Positions);
        Operations.Add(new ProductOperation(a, b, y));
        return y;
    }

    public GraphNode Sum(GraphNode a, GraphNode b)
    {
        var y = NewNode(a.Rows, a.Positions);
        Operations.Add(new SumOperation(a, b, y));
        return y;
    }

    /// <summary>The largest of the pieces of each unit: rows unit * pieces + piece.</summary>
    public GraphNode Maxout(GraphNode z, int pieces)
    {
        var y = NewNode(z.Rows / pieces, z.Positions);
        Operations.Add(new MaximumOperation(z, y, Entries(y, (unit, position) => [.. Enumerable.Range(0, pieces).Select(p => (((unit * pieces) + p) * z.Positions) + position)])));
        return y;
    }

    public GraphNode Maximum(GraphNode x, int rows, int positions, int[][] candidates)
    {
        var y = NewNode(rows, positions);
        Operations.Add(new MaximumOperation(x, y, candidates));
        return y;
    }

    public GraphNode Gather(GraphNode x, int rows, int positions, int[][] sources, double weight)
    {
        var y = NewNode(rows, positions);
        Operations.Add(new GatherOperation(x, y, sources, weight));
        return y;
    }

    public void Softmax(GraphNode outputs, int target) => Operations.Add(new SoftmaxLoss(outputs, target, NewNode(outputs.Rows, outputs.Positions)));

    public void Entries(EntryLossKind kind, GraphNode outputs, int target, GraphNode? mask = null) => Operations.Add(new EntryLoss(kind, outputs, target, NewNode(outputs.Rows, outputs.Positions), mask));

    /// <summary>A classifier's loss against one label.</summary>
    public void LabelLoss(LossKind loss, GraphNode outputs)
    {
        if (loss == LossKind.CrossEntropy)
            Softmax(outputs, 0);
        else
            Entries(loss == LossKind.Hinge ? EntryLossKind.Hinge : EntryLossKind.SquaredToLabel, outputs, 0);
    }

    private static int[][] Entries(GraphNode y, Func<int, int, int[]> sources) =>
        [.. Enumerable.Range(0, y.Length).Select(i => sources(i / y.Positions, i % y.Positions))];

    private GraphNode NewNode(int rows, int positions)
    {
        var node = new GraphNode(NodeCount++, Length, rows, positions, IsInput: false);
        Length = checked(Length + node.Length);
        return node;
    }

    private ParameterBlock Block(string name, int rows, int columns, bool isBias)
    {
        var block = new ParameterBlock(name, ParameterCount, rows, columns, isBias);
        _blocks.Add(block);
        ParameterCount = checked(ParameterCount + block.Length);
        return block;
    }
}
