using RandomLandscapes.Figures;
using RandomLandscapes.Simulation.CriticalPoints.Fields;

namespace RandomLandscapes.Experiments.FieldPortrait;

/// <summary>How the basins of the minima merge as a level rises: the tree of the sublevel sets, its leaves the minima, its forks the saddles that join two parts.</summary>
/// <remarks>Source: O. M. Becker and M. Karplus, J. Chem. Phys. 106 (1997) 1495 (disconnectivity graph).</remarks>
internal sealed class MergeTree
{
    private readonly List<IReadOnlyList<CurvePoint>> _lines = [];
    private readonly List<CurvePoint> _leaves = [];
    private readonly List<CurvePoint> _forks = [];

    private MergeTree()
    {
    }

    /// <summary>Poly-lines: one from each part over its fork to the other.</summary>
    public IReadOnlyList<IReadOnlyList<CurvePoint>> Lines => _lines;

    public IReadOnlyList<CurvePoint> Leaves => _leaves;

    public IReadOnlyList<CurvePoint> Forks => _forks;

    /// <summary>Builds the tree from the lines downhill; saddles that join a part to itself make no fork.</summary>
    public static MergeTree Build(IReadOnlyList<FieldPoint> points, IReadOnlyList<FlowLine> lines, double unit)
    {
        var part = new Dictionary<int, Node>();
        for (var i = 0; i < points.Count; i++)
        {
            if (points[i].MorseIndex == 0)
                part.Add(i, new Node(points[i].Value / unit, null, null));
        }

        var saddles = lines.Where(l => !l.IsUphill && l.End >= 0).GroupBy(l => l.Saddle).Where(g => g.Count() == 2).OrderBy(g => points[g.Key].Value);
        foreach (var saddle in saddles)
        {
            var ends = saddle.Select(l => part[l.End]).ToArray();
            if (ReferenceEquals(ends[0], ends[1]))
                continue;
            var fork = new Node(points[saddle.Key].Value / unit, ends[0].Lowest <= ends[1].Lowest ? ends[0] : ends[1], ends[0].Lowest <= ends[1].Lowest ? ends[1] : ends[0]);
            foreach (var minimum in part.Keys.Where(m => ends.Contains(part[m])).ToArray())
                part[minimum] = fork;
        }

        var tree = new MergeTree();
        foreach (var root in part.Values.Distinct())
            tree.Place(root);
        return tree;
    }

    private double Place(Node node)
    {
        if (node.Left is null || node.Right is null)
        {
            _leaves.Add(new CurvePoint(_leaves.Count + 1, node.Height));
            return _leaves.Count;
        }

        var (left, right) = (Place(node.Left), Place(node.Right));
        _lines.Add([new(left, node.Left.Height), new(left, node.Height), new(right, node.Height), new(right, node.Right.Height)]);
        var middle = 0.5 * (left + right);
        _forks.Add(new CurvePoint(middle, node.Height));
        return middle;
    }

    private sealed record Node(double Height, Node? Left, Node? Right)
    {
        public double Lowest { get; } = Left is null || Right is null ? Height : Math.Min(Left.Lowest, Right.Lowest);
    }
}
