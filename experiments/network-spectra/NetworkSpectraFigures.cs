using System.Globalization;
using RandomLandscapes.Experiments.Shared;
using RandomLandscapes.Figures;
using RandomLandscapes.Runs;

namespace RandomLandscapes.Experiments.NetworkSpectra;

/// <summary>Outliers, negative part and bulk; drawn from the stored summary alone.</summary>
internal static class NetworkSpectraFigures
{
    private static readonly MarkerShape[] Markers = [MarkerShape.Circle, MarkerShape.Square, MarkerShape.TriangleUp, MarkerShape.Diamond];
    private static readonly string[] ModelNames = ["GOE", "Wishart", "Wishart + Wigner"];
    private static readonly DashPattern[] Dashes = [DashPattern.Solid, DashPattern.Dashed, DashPattern.DashDotted];

    public static IReadOnlyList<Figure> Draw(IReadOnlyList<SummaryRow> rows)
    {
        var parts = new List<Panel>();
        foreach (var (quantity, title, label) in new[]
        {
            (NetworkSpectraRun.Negative, "negative part", "fraction of negative eigenvalues"),
            (NetworkSpectraRun.Outliers, "outliers", "eigenvalues above the largest gap"),
            (NetworkSpectraRun.Blocks, "layer blocks", "share of the squared norm"),
            (NetworkSpectraRun.Largest, "largest eigenvalues", @"\lambda_{*k*} / \lambda_{1}"), // last: it has two of the series, and the legend keeps the order of the first panel
        })
        {
            if (Panel(rows, quantity, $"({(char)('a' + parts.Count)}) {title}", label) is { } panel)
                parts.Add(panel);
        }

        var figures = new List<Figure>();
        if (parts.Count > 0)
        {
            figures.Add(new Figure(
                "parts",
                null,
                "Hessian spectra of networks 64-*h*-10, means over trainings with 95 % intervals. (a) The fraction of negative eigenvalues against the epochs of training, for each loss and width *h*. "
                + "(b) The number of eigenvalues above the largest relative gap among the thirty largest. (c) The share of the squared Frobenius norm in the diagonal blocks of the two layers; the rest couples them. "
                + "(d) The thirty largest eigenvalues after the last epoch, as parts of the largest, for the widest network of each loss.",
                parts,
                columnCount: 2));
        }

        var bulks = NetworkSpectraRun.Losses.Select((l, i) => Bulk(rows, l.Name, $"({(char)('a' + i)}) {l.Name.Replace('-', ' ')}")).OfType<Panel>().ToList();
        if (bulks.Count > 0)
        {
            figures.Add(new Figure(
                "bulk",
                null,
                "The bulk of the Hessian spectrum after the last epoch, in units of its standard deviation: mean density over trainings with 95 % intervals. Lines: laws of random matrices fitted to all these bulks together. "
                + "Bins whose interval reaches zero are left out. The spike at zero is what none of them has.",
                bulks,
                columnCount: 2));
        }

        return figures;
    }

    private static Panel? Panel(IReadOnlyList<SummaryRow> rows, string quantity, string title, string label)
    {
        var series = new List<Series>();
        var epochs = rows.Where(r => Is(r, NetworkSpectraRun.Negative)).Select(r => r.Argument).Distinct(StringComparer.Ordinal).ToList();
        var isRank = string.Equals(quantity, NetworkSpectraRun.Largest, StringComparison.Ordinal);
        var most = quantity is NetworkSpectraRun.Negative or NetworkSpectraRun.Blocks ? 1 : double.PositiveInfinity; // of a share
        for (var l = 0; l < NetworkSpectraRun.Losses.Count; l++)
        {
            var loss = NetworkSpectraRun.Losses[l].Name;
            var own = rows.Where(r => Is(r, quantity) && string.Equals(r.Ensemble, loss, StringComparison.Ordinal) && r is { Low: not null, Value: > 0 } && (!isRank || r.Low > 0)).ToList();
            var dimensions = own.Select(r => r.Dimension).Distinct().Order().ToList();
            foreach (var dimension in isRank ? dimensions.TakeLast(1) : dimensions)
            {
                var place = dimensions.IndexOf(dimension);
                var points = own.Where(r => r.Dimension == dimension).Select(r => new DataPoint(
                    isRank ? Number(r) : epochs.IndexOf(r.Argument) + (0.1 * (((2 * place) + l) - dimensions.Count + 0.5)), r.Value!.Value, Math.Max(isRank ? double.Epsilon : 0, r.Low!.Value), Math.Min(most, r.High!.Value), r.Samples));
                series.Add(new PointSeries($"{loss.Replace('-', ' ')}, *h* = {(dimension - 10) / 75}", own[0].Source, points)
                {
                    Style = new SeriesStyle(l, Markers[place % Markers.Length], OpenMarker: l == 1),
                });
            }
        }

        if (series.Count == 0)
            return null;
        var x = isRank ? Axis.Linear("rank *k*") : Axis.Linear("epoch", -0.5, epochs.Count - 0.5) with { Ticks = [.. epochs.Select((e, i) => new AxisTick(i, e))] };
        return new Panel(title, x, isRank ? Axis.Log10(label) : Axis.Linear(label), series);
    }

    private static Panel? Bulk(IReadOnlyList<SummaryRow> rows, string loss, string title)
    {
        var own = rows.Where(r => string.Equals(r.Ensemble, loss, StringComparison.Ordinal) && r.Quantity.StartsWith(NetworkSpectraRun.BulkDensity, StringComparison.Ordinal)).ToList();
        if (own.Count == 0)
            return null;
        // One width: the largest that was fitted.
        var fitted = rows.Where(r => string.Equals(r.Ensemble, loss, StringComparison.Ordinal) && Is(r, NetworkSpectraRun.PValue)).Select(r => r.Dimension).ToList();
        var dimension = fitted.Count > 0 ? fitted.Max() : own.Min(r => r.Dimension);
        own = [.. own.Where(r => r.Dimension == dimension)];
        var measured = own.Where(r => Is(r, NetworkSpectraRun.BulkDensity) && r is { Value: > 0, Low: > 0 }).ToList();
        var series = new List<Series>();
        for (var m = 0; m < SpectrumFits.Models.Count; m++)
        {
            // Logarithmic axes have no zero: a law is drawn piece by piece, where it has a density.
            var law = own.Where(r => Is(r, $"{NetworkSpectraRun.BulkDensity} {SpectrumFits.Models[m]}")).ToList();
            var piece = new List<CurvePoint>();
            for (var i = 0; i <= law.Count; i++)
            {
                if (i < law.Count && law[i].Value > 0)
                {
                    piece.Add(new CurvePoint(Number(law[i]), law[i].Value!.Value));
                    continue;
                }

                if (piece.Count > 1)
                    series.Add(new LineSeries(ModelNames[m], law[0].Source, piece) { Style = new SeriesStyle(m + 1, Dash: Dashes[m]) });
                piece = [];
            }
        }

        if (measured.Count > 0)
        {
            series.Add(new PointSeries($"networks, *h* = {(dimension - 10) / 75}", measured[0].Source, measured.Select(r => new DataPoint(Number(r), r.Value!.Value, r.Low!.Value, r.High!.Value, r.Samples)))
            {
                Style = new SeriesStyle(0, MarkerShape.Circle),
            });
        }

        return series.Count == 0 ? null : new Panel(title, Axis.Linear("eigenvalue / standard deviation of the bulk"), Axis.Log10("density", -3, 1.5), series);
    }

    private static bool Is(SummaryRow row, string quantity) => string.Equals(row.Quantity, quantity, StringComparison.Ordinal);

    private static double Number(SummaryRow row) => double.Parse(row.Argument, CultureInfo.InvariantCulture);
}
