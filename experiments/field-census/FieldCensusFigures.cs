using System.Globalization;
using RandomLandscapes.Experiments.Shared;
using RandomLandscapes.Figures;
using RandomLandscapes.Runs;

namespace RandomLandscapes.Experiments.FieldCensus;

/// <summary>Fractions by index, and what the covariance changes; drawn from the stored summary alone.</summary>
internal static class FieldCensusFigures
{
    private static readonly MarkerShape[] Markers = [MarkerShape.Circle, MarkerShape.Square, MarkerShape.TriangleUp, MarkerShape.Diamond];

    public static IReadOnlyList<Figure> Draw(IReadOnlyList<SummaryRow> rows)
    {
        List<Panel> panels = [.. new[]
        {
            ByIndex(rows),
            AgainstKappa(rows, "(b) minima, isotropic to fourth order", FieldCensusRun.Fraction, "0", FieldCensusRun.IsotropicFraction, "fraction of minima / theory"),
            AgainstKappa(rows, "(c) all points, isotropic to fourth order", FieldCensusRun.MeanCount, "", FieldCensusRun.MeanCount, "mean number / theory"),
            Anisotropic(rows),
        }.OfType<Panel>()];
        return panels.Count == 0 ? [] :
        [
            new Figure(
                "fractions",
                null,
                @"Critical points of Gaussian fields on the torus, each field's set proved complete. (a) Fractions by index, all spectra that are isotropic to fourth order; lines: theory. (b), (c) Fraction of minima and mean "
                + @"number over their exact values, against \kappa, the one parameter of the covariance that heights depend on; from *d* = 3 on the fraction could have depended on it. (d) Spectra that are not isotropic: "
                + "fraction of each index over that of isotropic fields. 95 % intervals.",
                panels,
                columnCount: 2),
        ];
    }

    private static Panel? ByIndex(IReadOnlyList<SummaryRow> rows)
    {
        var series = new List<Series>();
        foreach (var group in Isotropic(rows).GroupBy(s => s.Dimension).OrderBy(g => g.Key))
        {
            var style = new SeriesStyle(group.Key - 1, Markers[(group.Key - 1) % Markers.Length]);
            var exact = Of(rows, group.First().Ensemble, FieldCensusRun.IsotropicFraction, SummaryKind.Exact).OrderBy(X).ToList();
            series.Add(new LineSeries($"*d* = {group.Key}, theory", exact[0].Source, exact.Select(r => new CurvePoint(X(r) / group.Key, r.Value!.Value))) { Style = style });
            var own = group.SelectMany(s => Of(rows, s.Ensemble, FieldCensusRun.Fraction, SummaryKind.Enumeration)).ToList();
            series.Add(new PointSeries($"*d* = {group.Key}, fields", own[0].Source, own.Select(r => new DataPoint(X(r) / group.Key, r.Value!.Value, r.Low!.Value, r.High!.Value, r.Samples))) { Style = style });
        }

        return series.Count == 0 ? null : new Panel("(a) fractions by index", Axis.Linear("index fraction *k*/*d*"), Axis.Linear("fraction of critical points", 0, null), series);
    }

    private static Panel? AgainstKappa(IReadOnlyList<SummaryRow> rows, RichText title, string quantity, string argument, string theory, RichText label)
    {
        var series = new List<Series>();
        foreach (var group in Isotropic(rows).GroupBy(s => s.Dimension).OrderBy(g => g.Key))
        {
            var points = new List<DataPoint>();
            foreach (var spectrum in group)
            {
                var sampled = Of(rows, spectrum.Ensemble, quantity, SummaryKind.Enumeration).FirstOrDefault(r => string.Equals(r.Argument, argument, StringComparison.Ordinal));
                var exact = Of(rows, spectrum.Ensemble, theory, SummaryKind.Exact).FirstOrDefault(r => string.Equals(r.Argument, argument, StringComparison.Ordinal));
                if (sampled is not null && exact is not null)
                    points.Add(new DataPoint(spectrum.Kappa, sampled.Value!.Value / exact.Value!.Value, sampled.Low!.Value / exact.Value!.Value, sampled.High!.Value / exact.Value!.Value, sampled.Samples));
            }

            if (points.Count > 0)
                series.Add(new PointSeries($"*d* = {group.Key}, fields", TorusCensusCell.Source, points) { Style = new SeriesStyle(group.Key - 1, Markers[(group.Key - 1) % Markers.Length]), Shift = 0.006 * (group.Key - 2) });
        }

        if (series.Count == 0)
            return null;
        var all = series.OfType<PointSeries>().SelectMany(s => s.Points).ToList();
        series.Insert(0, new LineSeries("ratio 1", "agreement with theory", [new CurvePoint(all.Min(p => p.X) - 0.02, 1), new CurvePoint(all.Max(p => p.X) + 0.02, 1)]) { Style = new SeriesStyle(7, Dash: DashPattern.Dotted) });
        return new Panel(title, Axis.Linear(@"\kappa"), Axis.Linear(label), series);
    }

    private static Panel? Anisotropic(IReadOnlyList<SummaryRow> rows)
    {
        var series = new List<Series>();
        var isotropic = Isotropic(rows).Select(s => s.Ensemble).ToHashSet(StringComparer.Ordinal);
        var number = 0;
        foreach (var own in rows.Where(r => r.Dimension > 1 && !isotropic.Contains(r.Ensemble)).GroupBy(r => r.Ensemble, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var exact = Of(rows, own.Key, FieldCensusRun.IsotropicFraction, SummaryKind.Exact).ToDictionary(r => r.Argument, r => r.Value!.Value, StringComparer.Ordinal);
            var points = Of(rows, own.Key, FieldCensusRun.Fraction, SummaryKind.Enumeration)
                .Select(r => new DataPoint(X(r), r.Value!.Value / exact[r.Argument], r.Low!.Value / exact[r.Argument], r.High!.Value / exact[r.Argument], r.Samples)).ToList();
            if (points.Count == 0)
                continue;
            series.Add(new PointSeries(own.Key, TorusCensusCell.Source, points) { Style = new SeriesStyle(4 + number, Markers[(number + 1) % Markers.Length], OpenMarker: true), Shift = 0.06 * number });
            number++;
        }

        if (series.Count == 0)
            return null;
        var last = series.OfType<PointSeries>().SelectMany(s => s.Points).Max(p => p.X);
        series.Insert(0, new LineSeries("ratio 1", "agreement with theory", [new CurvePoint(-0.2, 1), new CurvePoint(last + 0.2, 1)]) { Style = new SeriesStyle(7, Dash: DashPattern.Dotted) });
        return new Panel("(d) not isotropic", Axis.Linear("index *k*"), Axis.Linear("fraction / isotropic theory"), series);
    }

    private static List<(string Ensemble, int Dimension, double Kappa)> Isotropic(IReadOnlyList<SummaryRow> rows) =>
        [.. rows.Where(r => string.Equals(r.Quantity, FieldCensusRun.KappaOf, StringComparison.Ordinal) && Of(rows, r.Ensemble, FieldCensusRun.Fraction, SummaryKind.Enumeration).Any())
            .Select(r => (r.Ensemble, r.Dimension, r.Value!.Value))];

    private static IEnumerable<SummaryRow> Of(IReadOnlyList<SummaryRow> rows, string ensemble, string quantity, SummaryKind kind) =>
        rows.Where(r => r.Kind == kind && string.Equals(r.Ensemble, ensemble, StringComparison.Ordinal) && string.Equals(r.Quantity, quantity, StringComparison.Ordinal));

    private static double X(SummaryRow row) => double.Parse(row.Argument, CultureInfo.InvariantCulture);
}
