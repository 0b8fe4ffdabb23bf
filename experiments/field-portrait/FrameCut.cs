using RandomLandscapes.Figures;

namespace RandomLandscapes.Experiments.FieldPortrait;

/// <summary>Brings an unwrapped path into one period [0, 2 pi)^2: cut where it crosses the frame, so that no line jumps across the picture.</summary>
internal static class FrameCut
{
    private const double TwoPi = 2 * Math.PI;

    public static IEnumerable<IReadOnlyList<CurvePoint>> Cut(IReadOnlyList<(double X, double Y)> path)
    {
        var piece = new List<CurvePoint>();
        var (column, row) = (0.0, 0.0);
        for (var i = 1; i < path.Count; i++)
        {
            var (a, b) = (path[i - 1], path[i]);
            double[] cuts = [0, .. Crossings(a.X, b.X).Concat(Crossings(a.Y, b.Y)).Order(), 1];
            for (var c = 1; c < cuts.Length; c++)
            {
                if (cuts[c] <= cuts[c - 1])
                    continue;
                var middle = 0.5 * (cuts[c - 1] + cuts[c]);
                var (ownColumn, ownRow) = (Math.Floor(At(a.X, b.X, middle) / TwoPi), Math.Floor(At(a.Y, b.Y, middle) / TwoPi));
                if (piece.Count == 0 || ownColumn != column || ownRow != row)
                {
                    if (piece.Count > 1)
                        yield return piece;
                    (column, row) = (ownColumn, ownRow);
                    piece = [Place(a, b, cuts[c - 1], column, row)];
                }

                piece.Add(Place(a, b, cuts[c], column, row));
            }
        }

        if (piece.Count > 1)
            yield return piece;
    }

    private static CurvePoint Place((double X, double Y) a, (double X, double Y) b, double part, double column, double row) =>
        new(Math.Clamp(At(a.X, b.X, part) - (TwoPi * column), 0, TwoPi), Math.Clamp(At(a.Y, b.Y, part) - (TwoPi * row), 0, TwoPi));

    private static IEnumerable<double> Crossings(double from, double to)
    {
        var (low, high) = (Math.Min(from, to), Math.Max(from, to));
        for (var line = Math.Floor(low / TwoPi) + 1; line * TwoPi < high; line++)
            yield return ((line * TwoPi) - from) / (to - from);
    }

    private static double At(double a, double b, double part) => part == 1 ? b : a + (part * (b - a));
}
