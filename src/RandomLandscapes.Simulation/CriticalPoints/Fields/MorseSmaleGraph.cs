namespace RandomLandscapes.Simulation.CriticalPoints.Fields;

/// <summary>The graph on the torus whose vertices are the minima and whose edges are the saddles, with its dual on the maxima: what the gradient lines of all saddles amount to.</summary>
/// <remarks>
/// <para>
/// The numbers of critical points satisfy V - E + F = 0 wherever the lines lead. The lines themselves are tested twice. First by pairs: the lines cut the torus into quadrangles with the corners minimum, saddle,
/// maximum, saddle. Each saddle has four corners, one for each of its lines down with each of its lines up, and the two corners of a quadrangle see the same images of one minimum and one maximum; so of the corners
/// that see the same two, displaced alike, there is an even number. A line with a wrong end changes two corners.
/// </para>
/// <para>
/// Second by the split into tree and cotree: saddles of a spanning tree of the minima are set aside; across the others
/// all maxima are still joined, because a tree does not part the torus; and of a spanning tree of the maxima among these two saddles remain, each of which closes a loop of the minima's tree. The two loops must wind
/// around the torus as a basis of the lattice: the determinant of their winding numbers is 1 or -1.
/// </para>
/// <para>Source: D. Eppstein, Dynamic generators of topologically embedded graphs, SODA 2003, lemma 3.1 (tree-cotree decomposition).</para>
/// </remarks>
/// <param name="Minima">V.</param>
/// <param name="Saddles">E.</param>
/// <param name="Maxima">F.</param>
/// <param name="Components">Connected parts of the graph of minima and saddles.</param>
/// <param name="DualComponents">Connected parts of the maxima, joined by the saddles outside a spanning tree of the minima.</param>
/// <param name="OddCorners">Pairs of a minimum and an image of a maximum that an odd number of corners of saddles see.</param>
/// <param name="Loops">Saddles that join a minimum to itself, around the torus.</param>
/// <param name="DualLoops">Saddles that join a maximum to itself.</param>
/// <param name="Determinant">Of the winding numbers of the two loops that remain; zero when not two remain.</param>
public sealed record MorseSmaleGraph(int Minima, int Saddles, int Maxima, int Components, int DualComponents, int OddCorners, int Loops, int DualLoops, int Determinant)
{
    /// <summary>V - E + F.</summary>
    public int Euler => Minima - Saddles + Maxima;

    /// <summary>Whether everything is as on the torus it must be.</summary>
    public bool IsSound => Euler == 0 && Components == 1 && DualComponents == 1 && OddCorners == 0 && Math.Abs(Determinant) == 1;

    /// <summary>Builds the graph of a field.</summary>
    /// <param name="points">All critical points.</param>
    /// <param name="lines">Four lines of each saddle, as <see cref="GradientFlow.FromSaddles"/> gives them.</param>
    /// <returns>The graph, or null when a line has no end.</returns>
    public static MorseSmaleGraph? Build(IReadOnlyList<FieldPoint> points, IReadOnlyList<FlowLine> lines)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(lines);
        if (lines.Any(l => l.End < 0))
            return null;
        var (down, up) = (Edges(lines, isUphill: false), Edges(lines, isUphill: true));
        if (down.Count != up.Count || down.Count != points.Count(p => p.MorseIndex == 1))
            throw new ArgumentException($"Expected two lines in each direction for each of {points.Count(p => p.MorseIndex == 1)} saddles, were {lines.Count} lines.", nameof(lines));
        var all = Enumerable.Range(0, down.Count).ToList();
        var minima = new Parts(points, morseIndex: 0);
        var tree = all.Where(e => minima.Join(down[e].From, down[e].To)).ToHashSet();
        var maxima = new Parts(points, morseIndex: 2);
        var left = all.Where(e => !tree.Contains(e) && !maxima.Join(up[e].From, up[e].To)).ToList();
        var lifts = Lifts(tree.Select(e => down[e]).ToList());
        var windings = left.Select(e => Winding(down[e], lifts)).ToList();
        return new MorseSmaleGraph(
            minima.Vertices,
            down.Count,
            maxima.Vertices,
            minima.Count,
            maxima.Count,
            OddPairs(lines),
            down.Count(e => e.From == e.To),
            up.Count(e => e.From == e.To),
            windings.Count == 2 && minima.Count == 1 ? (windings[0].X * windings[1].Y) - (windings[0].Y * windings[1].X) : 0);
    }

    private static int OddPairs(IReadOnlyList<FlowLine> lines) => lines.GroupBy(l => l.Saddle)
        .SelectMany(g => g.Where(l => !l.IsUphill).SelectMany(_ => g.Where(l => l.IsUphill), (low, high) => (low.End, high.End, high.Turns.X - low.Turns.X, high.Turns.Y - low.Turns.Y)))
        .GroupBy(corner => corner)
        .Count(g => g.Count() % 2 == 1);

    private static List<Edge> Edges(IReadOnlyList<FlowLine> lines, bool isUphill) => [.. lines.Where(l => l.IsUphill == isUphill).GroupBy(l => l.Saddle).Select(g => g.ToArray()).Where(g => g.Length == 2)
        .Select(g => new Edge(g[0].End, g[1].End, g[1].Turns.X - g[0].Turns.X, g[1].Turns.Y - g[0].Turns.Y))];

    /// <summary>The periods by which each vertex of a tree is displaced when the tree is laid out in the plane; the first vertex met is not.</summary>
    private static Dictionary<int, (int X, int Y)> Lifts(List<Edge> tree)
    {
        var lifts = new Dictionary<int, (int X, int Y)>();
        if (tree.Count > 0)
            lifts.Add(tree[0].From, (0, 0));
        for (var round = 0; round < tree.Count; round++)
        {
            foreach (var edge in tree)
            {
                if (lifts.TryGetValue(edge.From, out var from))
                    lifts.TryAdd(edge.To, (from.X + edge.X, from.Y + edge.Y));
                else if (lifts.TryGetValue(edge.To, out var to))
                    lifts.TryAdd(edge.From, (to.X - edge.X, to.Y - edge.Y));
            }
        }

        return lifts;
    }

    private static (int X, int Y) Winding(Edge edge, Dictionary<int, (int X, int Y)> lifts)
    {
        var (from, to) = (lifts.GetValueOrDefault(edge.From), lifts.GetValueOrDefault(edge.To));
        return (from.X + edge.X - to.X, from.Y + edge.Y - to.Y);
    }

    /// <summary>A saddle with the two extrema that its lines of one direction end at, and by how many periods the second end is displaced against the first.</summary>
    private sealed record Edge(int From, int To, int X, int Y);

    private sealed class Parts
    {
        private readonly Dictionary<int, int> _part;

        public Parts(IReadOnlyList<FieldPoint> points, int morseIndex)
        {
            _part = Enumerable.Range(0, points.Count).Where(i => points[i].MorseIndex == morseIndex).ToDictionary(i => i, i => i);
            Vertices = _part.Count;
        }

        public int Vertices { get; }

        public int Count => _part.Values.Distinct().Count();

        /// <summary>Joins two parts; false when they are one already.</summary>
        public bool Join(int a, int b)
        {
            var (from, to) = (_part[a], _part[b]);
            if (from == to)
                return false;
            foreach (var vertex in _part.Keys.Where(v => _part[v] == from).ToArray())
                _part[vertex] = to;
            return true;
        }
    }
}
