using System.Globalization;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Runs;
using RandomLandscapes.Simulation.CriticalPoints.Fields;
using RandomLandscapes.Simulation.Landscapes.GaussianFields;

namespace RandomLandscapes.Experiments.Shared;

/// <summary>
/// Every critical point of sampled torus fields, proved. Counts, over the fields whose census is complete and certified: for each k the number of points of index k and its square, the same of all points, for each k
/// the number of points in each bin of height, then the fields that were proved, and those that were not. Sums: for each k the heights and their squares, in standard deviations of the field.
/// </summary>
internal sealed class TorusCensusCell : ICellSampler
{
    public const string Source = "enumeration: every critical point of each field, complete and certified";

    /// <summary>Bins of height, each <see cref="BinWidth"/> wide, centred on zero; the outer ones hold what lies beyond.</summary>
    public const int Bins = 48;

    /// <summary>The width of a bin.</summary>
    public const double BinWidth = 0.25;

    private const int Blocks = 64;

    private readonly NamedSpectrum _spectrum;
    private readonly TorusCensus _census;
    private readonly double _deviation;
    private readonly bool _heights;

    public TorusCensusCell(NamedSpectrum spectrum, bool heights)
    {
        (_spectrum, _heights) = (spectrum, heights);
        _census = new TorusCensus(spectrum.Dimension, spectrum.Spectrum.Waves);
        _deviation = Math.Sqrt(spectrum.Spectrum.Variance);
    }

    /// <summary>Declares the cell of a spectrum.</summary>
    /// <param name="spectrum">The spectrum.</param>
    /// <param name="samples">The number of fields in the plane; in d = 3 a tenth of it, in d = 4 a hundredth, 64 at least.</param>
    /// <param name="heights">Whether heights are tallied.</param>
    public static Cell Declare(NamedSpectrum spectrum, long samples, bool heights)
    {
        var d = spectrum.Dimension;
        var own = Math.Max(Blocks, d <= 2 ? samples : d == 3 ? samples / 10 : samples / 100);
        // About what a point costs, more where exact counts are not known.
        var points = spectrum.Exact?.Total ?? Math.Pow(8, d - 1);
        var seconds = points * (d switch { 1 => 4e-6, 2 => 7e-6, 3 => 4e-5, _ => 1.6e-4 }) * Math.Max(1, spectrum.Spectrum.ModeCount / (2.0 * d));
        return new Cell(
            string.Create(CultureInfo.InvariantCulture, $"torus {spectrum.Name}"), own, (int)Math.Max(1, (own + Blocks - 1) / Blocks), Length(d, heights), heights ? 2 * (d + 1) : 0, seconds);
    }

    public void AddSample(RandomStream stream, ulong sample, Tally tally)
    {
        var d = _spectrum.Dimension;
        var result = _census.Enumerate(TrigonometricField.Draw(_spectrum.Spectrum, stream));
        if (!result.Complete || !result.Certified)
        {
            tally.Counts[^1]++;
            return;
        }

        for (var k = 0; k <= d; k++)
            Add(tally.Counts.AsSpan(2 * k), result.ByIndex[k]);
        Add(tally.Counts.AsSpan(2 * (d + 1)), result.Points.Count);
        tally.Counts[^2]++;
        if (!_heights)
            return;
        foreach (var point in result.Points)
        {
            var height = point.Value / _deviation;
            tally.Sums[2 * point.MorseIndex] += height;
            tally.Sums[(2 * point.MorseIndex) + 1] += height * height;
            tally.Counts[BinOf(d, point.MorseIndex, (int)Math.Clamp(Math.Floor(height / BinWidth) + (Bins / 2), 0, Bins - 1))]++;
        }
    }

    /// <summary>The number of proved fields.</summary>
    public static long Proved(CellTally tally) => tally.Total.Counts[^2];

    /// <summary>Where the number of points of index k in a bin is.</summary>
    public static int BinOf(int dimension, int k, int bin) => (2 * (dimension + 1)) + 2 + (k * Bins) + bin;

    /// <summary>The lower edge of a bin.</summary>
    public static double EdgeOf(int bin) => (bin - (Bins / 2)) * BinWidth;

    /// <summary>The mean number of points of index k, or of all of them for k = d + 1.</summary>
    public static Estimate MeanCount(CellTally tally, int k) => Estimate.OfMean(tally.Total.Counts[2 * k], tally.Total.Counts[(2 * k) + 1], Proved(tally));

    /// <summary>The fraction of points of index k, a ratio of means.</summary>
    public static Estimate Fraction(CellTally tally, int dimension, int k) =>
        Jackknife.Compute([.. tally.Chunks.Select(c => new double[] { c.Counts[2 * k], c.Counts[2 * (dimension + 1)] })], v => v[0] / v[1]);

    /// <summary>Whether every field was proved, which no check of samples alone could show.</summary>
    public static Verdict Completeness(IEnumerable<CellTally> tallies)
    {
        long proved = 0, open = 0;
        foreach (var tally in tallies)
        {
            proved += tally.Total.Counts[^2];
            open += tally.Total.Counts[^1];
        }

        return new Verdict(
            "every-field-proved",
            "No critical point of any field is missing.",
            "fields without a proof",
            open,
            "none; each proof covers the whole domain with cubes that are empty or hold exactly one point",
            null,
            null,
            proved + open,
            open == 0 && proved > 0 ? Conclusion.Supported : Conclusion.NotShown,
            string.Create(CultureInfo.InvariantCulture, $"{proved} fields proved complete, with every index; {open} not. A proof, not a statistical test."));
    }

    private static int Length(int d, bool heights) => (2 * (d + 1)) + 2 + (heights ? (d + 1) * Bins : 0) + 2;

    private static void Add(Span<long> pair, long count)
    {
        pair[0] += count;
        pair[1] += count * count;
    }
}
