namespace RandomLandscapes.Figures;

/// <summary>Level lines by marching squares: linear interpolation on the edges of the grid, cells with two lines resolved by the mean of their corners.</summary>
/// <remarks>Source: W. E. Lorensen and H. E. Cline, Marching cubes, Computer Graphics 21 (1987) 163, in two dimensions.</remarks>
internal sealed class MarchingSquares
{
    private readonly SampledGrid _grid;
    private readonly double _level;
    private readonly int _pad;
    private readonly int _columns;
    private readonly int _rows;
    private readonly Dictionary<int, int> _next = [];

    private MarchingSquares(SampledGrid grid, double level, int pad)
    {
        (_grid, _level, _pad) = (grid, level, pad);
        (_columns, _rows) = (grid.Columns + (2 * pad), grid.Rows + (2 * pad));
        for (var row = 0; row + 1 < _rows; row++)
        {
            for (var column = 0; column + 1 < _columns; column++)
                AddCell(column, row);
        }
    }

    /// <summary>Finds the lines of a level; lines that reach the edge of the grid are open.</summary>
    public static IReadOnlyList<LevelLine> Lines(SampledGrid grid, double level) => new MarchingSquares(grid, level, pad: 0).Link();

    /// <summary>Finds the outlines of the part of the rectangle where the function is at least a level: all closed, along the edge of the grid where need be; to be filled by the even-odd rule.</summary>
    public static IReadOnlyList<LevelLine> Outlines(SampledGrid grid, double level) => new MarchingSquares(grid, level, pad: 1).Link();

    /// <summary>The nodes of the ring outside the grid lie below every level, and at the places of the outermost nodes.</summary>
    private double Value(int column, int row)
    {
        var (c, r) = (column - _pad, row - _pad);
        return c < 0 || r < 0 || c >= _grid.Columns || r >= _grid.Rows ? double.NegativeInfinity : _grid[c, r];
    }

    // Around the cell, counter-clockwise, the part above the level is left where an edge leads from high to low; the line goes to an edge that leads from low to high.
    private void AddCell(int column, int row)
    {
        Span<double> corners = [Value(column, row), Value(column + 1, row), Value(column + 1, row + 1), Value(column, row + 1)];
        Span<int> edges = [Edge(column, row, false), Edge(column + 1, row, true), Edge(column, row + 1, false), Edge(column, row, true)];
        Span<bool> high = stackalloc bool[4];
        for (var k = 0; k < 4; k++)
            high[k] = corners[k] >= _level;
        var isAmbiguous = high[0] == high[2] && high[1] == high[3] && high[0] != high[1];
        var centre = 0.25 * (corners[0] + corners[1] + corners[2] + corners[3]);
        for (var k = 0; k < 4; k++)
        {
            if (!high[k] || high[(k + 1) % 4])
                continue;
            var end = k;
            if (isAmbiguous)
                end = centre >= _level ? (k + 1) % 4 : (k + 3) % 4;
            else
                while (high[end] || !high[(end + 1) % 4])
                    end = (end + 1) % 4;
            _next.Add(edges[k], edges[end]);
        }
    }

    private int Edge(int column, int row, bool isUpright) => (2 * ((row * _columns) + column)) + (isUpright ? 1 : 0);

    private List<LevelLine> Link()
    {
        var lines = new List<LevelLine>();
        var ends = _next.Values.ToHashSet();
        foreach (var start in _next.Keys.Where(e => !ends.Contains(e)).Order().ToArray())
            lines.Add(new LevelLine(Follow(start), IsClosed: false));
        while (_next.Count > 0)
            lines.Add(new LevelLine(Follow(_next.Keys.Min()), IsClosed: true));
        return lines;
    }

    private List<CurvePoint> Follow(int start)
    {
        var points = new List<CurvePoint> { Crossing(start) };
        for (var edge = start; _next.Remove(edge, out var next) && next != start; edge = next)
        {
            // A value that equals the level puts several crossings on one node.
            var point = Crossing(next);
            if (point != points[^1])
                points.Add(point);
        }

        return points;
    }

    private CurvePoint Crossing(int edge)
    {
        var (column, row, isUpright) = (edge / 2 % _columns, edge / 2 / _columns, edge % 2 == 1);
        var (a, b) = (Value(column, row), isUpright ? Value(column, row + 1) : Value(column + 1, row));
        var part = double.IsInfinity(a) || double.IsInfinity(b) ? 0 : (_level - a) / (b - a);
        var (x, y) = (X(column), Y(row));
        return isUpright ? new CurvePoint(x, y + (part * (Y(row + 1) - y))) : new CurvePoint(x + (part * (X(column + 1) - x)), y);
    }

    private double X(int column) => _grid.X(Math.Clamp(column - _pad, 0, _grid.Columns - 1));

    private double Y(int row) => _grid.Y(Math.Clamp(row - _pad, 0, _grid.Rows - 1));
}
