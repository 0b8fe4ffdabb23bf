using RandomLandscapes.Figures;
using RandomLandscapes.Runs;

namespace RandomLandscapes.Experiments.SaddlesDominate;

/// <summary>The four figures, drawn from the stored summary alone.</summary>
internal static class SaddlesDominateFigures
{
    private const string ClopperPearson95 = "95 % Clopper-Pearson";
    private const string Jackknife95 = "95 % jackknife";

    // One colour for each notion of random function, in every figure.
    private static readonly (string Ensemble, RichText Label, SeriesStyle Style)[] Notions =
    [
        (Ensembles.CoinFlip, "coin flips", new SeriesStyle(0, MarkerShape.Circle, Dash: DashPattern.Solid)),
        (Ensembles.Goe, "GOE", new SeriesStyle(1, MarkerShape.Square, Dash: DashPattern.Dashed)),
        (Ensembles.Field, "isotropic field", new SeriesStyle(2, MarkerShape.TriangleUp, Dash: DashPattern.LongDashed)),
        (Ensembles.PSpin, "spherical 3-spin", new SeriesStyle(3, MarkerShape.Diamond, Dash: DashPattern.DashDotted)),
    ];

    private static readonly MarkerShape[] Markers = [MarkerShape.TriangleDown, MarkerShape.Pentagon, MarkerShape.Square, MarkerShape.TriangleUp];

    public static IReadOnlyList<Figure> Draw(IReadOnlyList<SummaryRow> rows)
    {
        var figures = new List<Figure?> { Minimum(rows), Law(rows), Variance(rows), Networks(rows) };
        return [.. figures.OfType<Figure>()];
    }

    private static Figure? Minimum(IReadOnlyList<SummaryRow> rows)
    {
        var chosen = Select(rows, Quantities.Minimum);
        if (chosen.Count == 0)
            return null;
        var near = Panel("(a) small dimensions", chosen.Where(r => r.Dimension <= 12), Axis.Log10("*P*(minimum)", -9, 0));
        // Upper limits would hide the curves there and say nothing that panel (a) does not.
        var far = Panel("(b) to *n* = 100", chosen.Where(r => r.Dimension <= 100 && (r.Value is not 0 || r.LogValue is not null)), Axis.Log10("*P*(minimum)", -42, 0));
        Panel[] panels = [.. new[] { near, far }.OfType<Panel>()];
        return panels.Length == 0 ? null : new Figure(
            "p-minimum",
            null,
            "Probability that a critical point is a minimum against the dimension *n* of the Hessian. Lines: exact laws and, past their range, "
            + "asymptotic forms (dotted). Points: samples with 95 % intervals; arrows in (a): upper limits where no minimum was found; open markers: enumeration of every "
            + "critical point. Cells with fewer than 400 effective samples show only their curve.",
            panels,
            columnCount: 2);

        static Panel? Panel(RichText title, IEnumerable<SummaryRow> rows, Axis y)
        {
            var list = rows.ToList();
            var series = new List<Series>();
            foreach (var (ensemble, label, style) in Notions)
            {
                var own = list.Where(r => Is(r, ensemble)).ToList();
                var exact = own.Where(r => r.Kind == SummaryKind.Exact && r.LogValue is not null).OrderBy(r => r.Dimension).ToList();
                if (exact.Count > 0)
                    series.Add(Logarithms(label, exact, style));
                var last = exact.Count == 0 ? 0 : exact[^1].Dimension;
                var beyond = own.Where(r => r.Kind == SummaryKind.Asymptotic && r.LogValue is not null && r.Dimension >= last).OrderBy(r => r.Dimension).ToList();
                if (beyond.Count > 1)
                    series.Add(Logarithms($"{label.Markup}, asymptotic", beyond, style with { Dash = DashPattern.Dotted }));
                series.AddRange(Points(own.Where(r => r.Kind == SummaryKind.MonteCarlo), $"{label.Markup}, sampled", style));
            }

            series.AddRange(Points(list.Where(r => Is(r, Ensembles.Enumeration)), "spherical 3-spin, enumerated", new SeriesStyle(4, MarkerShape.Diamond, OpenMarker: true)));
            return series.Count == 0 ? null : new Panel(title, Axis.Linear("dimension *n*"), y, series);
        }
    }

    private static Figure? Law(IReadOnlyList<SummaryRow> rows)
    {
        var chosen = Select(rows, Quantities.Probability);
        if (chosen.Count == 0)
            return null;
        var dimension = chosen[0].Dimension;
        var series = new List<Series>();
        var shift = -0.12;
        foreach (var (ensemble, label, style) in Notions)
        {
            var own = chosen.Where(r => Is(r, ensemble)).ToList();
            var exact = own.Where(r => r.Kind == SummaryKind.Exact).OrderBy(K).ToList();
            if (exact.Count > 0)
                series.Add(new LineSeries(label, exact[0].Source, exact.Select(r => new CurvePoint(K(r), r.LogValue!.Value))) { YIsNaturalLog = true, Style = style });
            var sampled = own.Where(r => r is { Kind: SummaryKind.MonteCarlo, Value: not null, Low: not null }).ToList();
            if (sampled.Count > 0)
            {
                series.Add(new PointSeries($"{label.Markup}, sampled", sampled[0].Source, sampled.Select(r => new DataPoint(K(r), r.Value!.Value, r.Low!.Value, r.High!.Value, r.Samples)))
                {
                    Style = style,
                    Shift = shift,
                });
            }

            shift += 0.08;
        }

        var linear = series.Select(s => s is LineSeries line
            ? new LineSeries(line.Label, line.Source, line.Points.Select(p => new CurvePoint(p.X, Math.Exp(p.Y)))) { Style = line.Style } : s);
        return new Figure(
            "index-law",
            null,
            $"The law of the Morse index in dimension *n* = {dimension} (the 3-spin with {dimension + 1} spins): lines exact, points sampled with 95 % intervals, set beside each other; arrows: upper limits of zero counts. "
            + $"Index variances: {string.Join(", ", Variances(rows, dimension))}.",
            [
                new Panel("(a)", Axis.Linear("index *k*"), Axis.Linear("*P*(index = *k*)"), linear),
                new Panel("(b)", Axis.Linear("index *k*"), Axis.Log10("*P*(index = *k*)", -15, 0), series),
            ],
            columnCount: 2);

        static IEnumerable<string> Variances(IReadOnlyList<SummaryRow> rows, int dimension) =>
            from notion in Notions
            from row in Select(rows, Quantities.Variance)
            where Is(row, notion.Ensemble) && row.Dimension == dimension && row is { Kind: SummaryKind.Exact, Value: not null }
            select string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{notion.Label.Markup} {row.Value:F3}");

        static double K(SummaryRow row) => int.Parse(row.Argument, System.Globalization.CultureInfo.InvariantCulture);
    }

    private static Figure? Variance(IReadOnlyList<SummaryRow> rows)
    {
        var chosen = Select(rows, Quantities.Variance);
        if (chosen.Count == 0)
            return null;
        var series = new List<Series>();
        var inset = new List<Series>();
        foreach (var (ensemble, label, style) in Notions)
        {
            var own = chosen.Where(r => Is(r, ensemble)).ToList();
            // Exact where it reaches, the asymptotic form beyond: one curve, because they join within their line width.
            var curve = own.Where(r => r.Kind is SummaryKind.Exact or SummaryKind.Asymptotic).GroupBy(r => r.Dimension)
                .Select(g => g.MinBy(r => r.Kind)!).OrderBy(r => r.Dimension).ToList();
            if (curve.Count > 0)
            {
                var line = new LineSeries(label, string.Join("; ", curve.Select(r => r.Source).Distinct(StringComparer.Ordinal)), curve.Select(r => new CurvePoint(r.Dimension, r.Value!.Value)))
                {
                    Style = style,
                };
                series.Add(line);
                if (Is(ensemble, Ensembles.Goe))
                    inset.Add(line);
            }

            var points = Points(own.Where(r => r is { Kind: SummaryKind.MonteCarlo, Value: > 0 }), $"{label.Markup}, sampled", style).ToList();
            series.AddRange(points);
            if (Is(ensemble, Ensembles.Goe))
                inset.AddRange(points);
        }

        series.AddRange(Points(chosen.Where(r => Is(r, Ensembles.Enumeration) && r.Value > 0), "spherical 3-spin, enumerated", new SeriesStyle(4, MarkerShape.Diamond, OpenMarker: true)));
        var panel = new Panel("", Axis.Log10("dimension *n*"), Axis.Log10("Var(index)", maximumExponent: 3), series);
        if (inset.Count > 0)
            panel = panel with { Inset = Inset.InCorner(new Panel("GOE against ln *n*", Axis.Log10("*n*"), Axis.Linear("Var"), inset), Corner.TopLeft, 0.46, 0.42) };
        return new Figure(
            "index-variance",
            null,
            "Variance of the Morse index against the dimension. Coin flips: *n*/4. Critical points of fields: 2*n*/\\pi^2 + (ln *n*)/\\pi^2 + 0.06. "
            + "Bare GOE: logarithmic (inset). Curves are exact laws where these reach (GOE to *n* = 12, fields to *n* = 50, the 3-spin and coin flips everywhere) and asymptotic forms beyond. Points: samples with 95 % jackknife intervals.",
            [panel])
        {
            Aspect = 0.7,
        };
    }

    private static Figure? Networks(IReadOnlyList<SummaryRow> rows)
    {
        var network = rows.Where(r => Is(r, Ensembles.Network)).ToList();
        if (network.Count == 0)
            return null;
        var loss = network.Where(r => Is(r.Quantity, Quantities.Loss)).ToDictionary(r => r.Argument, r => r.Value!.Value, StringComparer.Ordinal);
        var critical = network.Where(r => Is(r.Quantity, Quantities.GradientNorm) && r.Source.StartsWith("critical", StringComparison.Ordinal))
            .Select(r => r.Argument).ToHashSet(StringComparer.Ordinal);
        var fractions = network.Where(r => Is(r.Quantity, Quantities.IndexFraction)).ToList();
        var series = new List<Series>();
        var left = loss.Values.Min() / 1.3;
        var right = loss.Values.Max() * 1.3;
        // The three laws nearly coincide in the middle, so each has a third of the width to itself.
        var ranges = Notions.Select(notion => (notion, Row: rows.FirstOrDefault(r => Is(r, notion.Ensemble) && Is(r.Quantity, Quantities.LawRange))))
            .Where(pair => pair.Row is { Low: not null, High: not null }).ToList();
        for (var lane = 0; lane < ranges.Count; lane++)
        {
            var (notion, law) = ranges[lane];
            var from = left * Math.Pow(right / left, (lane + 0.04) / ranges.Count);
            var to = left * Math.Pow(right / left, (lane + 0.96) / ranges.Count);
            series.Add(new BandSeries(
                $"{notion.Label.Markup}, central 95 %", law!.Source, [new BandPoint(from, law.Low!.Value, law.High!.Value), new BandPoint(to, law.Low!.Value, law.High!.Value)])
            {
                Style = notion.Style,
            });
        }


        var markers = 0;
        foreach (var seed in fractions.GroupBy(r => r.Argument.Split(' ')[1], StringComparer.Ordinal))
        {
            series.AddRange(Measured(seed.Where(r => !critical.Contains(r.Argument)), $"network, seed {seed.Key}", new SeriesStyle(4 + markers, Markers[markers % Markers.Length])));
            markers++;
        }

        series.AddRange(Measured(fractions.Where(r => critical.Contains(r.Argument)), "networks, critical point", new SeriesStyle(0, MarkerShape.Circle, OpenMarker: true)));

        return new Figure(
            "network-index",
            null,
            $"Fraction of negative Hessian eigenvalues of small trained networks ({fractions[0].Dimension} parameters) against the loss, from initialisation (right) to the end of training (left). "
            + "Ranges: eigenvalues within the error bound of zero, narrower than the markers where there are none. Open markers: gradient norm below 10^{-8}, the only points that are critical. "
            + "Bands, side by side: where the three index laws of the same dimension would put every point, whatever its loss.",
            [new Panel("", Axis.Log10("loss"), Axis.Linear("index fraction", -0.02, 0.6), series)],
            legend: LegendPlacement.Right);

        IEnumerable<Series> Measured(IEnumerable<SummaryRow> part, RichText label, SeriesStyle style)
        {
            var points = part.Select(r => new DataPoint(loss[r.Argument], r.Value!.Value, r.Low!.Value, r.High!.Value, r.Samples)).ToList();
            if (points.Count > 0)
            {
                yield return new PointSeries(label, "exact Hessian; range of the undecided eigenvalues", points)
                {
                    Interval = IntervalShape.Range,
                    Style = style,
                };
            }
        }
    }

    private static List<SummaryRow> Select(IReadOnlyList<SummaryRow> rows, string quantity) =>
        [.. rows.Where(r => Is(r.Quantity, quantity))];

    private static LineSeries Logarithms(RichText label, List<SummaryRow> rows, SeriesStyle style) =>
        new(label, rows[0].Source, rows.Select(r => new CurvePoint(r.Dimension, r.LogValue!.Value))) { YIsNaturalLog = true, Style = style };

    private static IEnumerable<Series> Points(IEnumerable<SummaryRow> rows, RichText label, SeriesStyle style)
    {
        var points = rows.Where(r => r is { Value: not null, Low: not null, High: not null }).OrderBy(r => r.Dimension).ToList();
        if (points.Count == 0)
            yield break;
        // Probabilities and variances are not negative; the symmetric interval of a few samples may say otherwise.
        var kind = Is(points[0], Ensembles.Goe) && Is(points[0].Quantity, Quantities.Minimum) ? ClopperPearson95 : Jackknife95;
        yield return new PointSeries(
            label, $"{points[0].Source}; {kind}", points.Select(r => new DataPoint(r.Dimension, r.Value!.Value, Math.Max(0, r.Low!.Value), r.High!.Value, r.Samples)))
        {
            Style = style,
        };
    }

    private static bool Is(SummaryRow row, string ensemble) => Is(row.Ensemble, ensemble);

    private static bool Is(string text, string other) => string.Equals(text, other, StringComparison.Ordinal);
}
