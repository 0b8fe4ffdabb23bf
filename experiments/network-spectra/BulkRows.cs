using System.Globalization;
using RandomLandscapes.Experiments.Shared;
using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Runs;
using RandomLandscapes.Simulation.Networks;
using RandomLandscapes.Theory.SpectralLaws;

namespace RandomLandscapes.Experiments.NetworkSpectra;

/// <summary>The density of the bulk after the last epoch, in its own standard deviations, and the laws fitted to all trainings together.</summary>
internal static class BulkRows
{
    private const double Lowest = -1.5;
    private const double Width = 0.125;
    private const int Bins = 48;
    private const int LawPoints = 240;

    public static IEnumerable<SummaryRow> Of(string ensemble, IEnumerable<double[]> spectra)
    {
        var bulks = spectra.Select(Standardised).ToList();
        var dimension = spectra.First().Length;
        var pooled = bulks.SelectMany(b => b).Order().ToArray();
        if (pooled.Length < 10 || bulks.Count < 2)
            yield break;
        for (var bin = 0; bin < Bins; bin++)
        {
            var (from, to) = (Lowest + (bin * Width), Lowest + ((bin + 1) * Width));
            var densities = bulks.ConvertAll(b => b.Count(x => x >= from && x < to) / (Width * b.Length));
            var estimate = Estimate.OfMean(densities.Sum(), densities.Sum(x => x * x), densities.Count);
            var interval = Jackknife.IntervalOf(estimate);
            yield return new SummaryRow(
                ensemble, dimension, NetworkSpectraRun.BulkDensity, Text(0.5 * (from + to)), SummaryKind.Measured, estimate.Value, Math.Max(0, interval.Low), interval.High, null, bulks.Count, null,
                "bulk eigenvalues over their standard deviation; mean over trainings, 95 % interval by Student's law");
        }

        foreach (var model in SpectrumFits.Models)
        {
            var fit = SpectrumFits.Fit(model, pooled, SpectraCell.NullTolerance);
            if (fit.Reason is not null)
                continue;
            var density = Density(model, fit);
            var source = $"{model} fitted to the bulks of all trainings: {string.Join(", ", fit.Parameters.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Key} {p.Value:G4}")))}";
            for (var i = 0; i <= LawPoints; i++)
            {
                var x = Lowest + (i * Bins * Width / LawPoints);
                yield return new SummaryRow(ensemble, dimension, $"{NetworkSpectraRun.BulkDensity} {model}", Text(x), SummaryKind.Exact, density(x), null, null, null, 0, null, source);
            }
        }
    }

    private static double[] Standardised(double[] spectrum)
    {
        var largest = Math.Max(Math.Abs(spectrum[0]), Math.Abs(spectrum[^1]));
        var bulk = SpectrumParts.Of(spectrum, SpectraCell.NullTolerance * largest, SpectraCell.MostOutliers).Bulk(spectrum);
        var mean = bulk.Average();
        var deviation = Math.Sqrt(bulk.Average(x => (x - mean) * (x - mean)));
        return [.. bulk.Select(x => x / deviation)];
    }

    private static Func<double, double> Density(string model, SpectralFit fit)
    {
        switch (model)
        {
            case "goe":
                return x => Semicircle((x - fit["centre"]) / fit["radius"]) / fit["radius"];
            case "marchenko-pastur":
                var wishart = new MarchenkoPasturLaw(fit["phi"]);
                return x => wishart.Density(x / fit["scale"]) / Math.Abs(fit["scale"]);
            default:
                var sum = new WishartWignerLaw(fit["phi"], fit["epsilon"]);
                return x => sum.Density(x / fit["scale"]) / Math.Abs(fit["scale"]);
        }
    }

    private static double Semicircle(double t) => Math.Abs(t) < 1 ? 2 / Math.PI * Math.Sqrt(1 - (t * t)) : 0;

    private static string Text(double x) => x.ToString("R", CultureInfo.InvariantCulture);
}
