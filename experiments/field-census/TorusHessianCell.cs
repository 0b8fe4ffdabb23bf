using System.Globalization;
using RandomLandscapes.Experiments.Shared;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Runs;
using RandomLandscapes.Simulation.KacRice;

namespace RandomLandscapes.Experiments.FieldCensus;

/// <summary>Kac-Rice Monte Carlo of torus fields: Hessians drawn from the spectrum, weighted with |det|. Sums: for each k the weights at index k and their squares, then the same of all.</summary>
internal sealed class TorusHessianCell(NamedSpectrum spectrum) : ICellSampler
{
    public const string Source = "Kac-Rice, Hessians drawn from the spectrum and weighted with |det|";
    private const int Blocks = 64;

    private readonly TorusHessians _hessians = new(spectrum.Spectrum);

    public static Cell Declare(NamedSpectrum spectrum, long samples)
    {
        var own = Math.Max(20_000, 5 * samples);
        return new Cell(
            string.Create(CultureInfo.InvariantCulture, $"kac-rice {spectrum.Name}"), own, (int)((own + Blocks - 1) / Blocks), 0, 2 * (spectrum.Dimension + 2),
            2e-7 + (4e-8 * spectrum.Spectrum.ModeCount));
    }

    public void AddSample(RandomStream stream, ulong sample, Tally tally)
    {
        var (index, weight) = _hessians.Next(stream);
        if (index >= 0)
            Add(tally.Sums.AsSpan(2 * index), weight);
        Add(tally.Sums.AsSpan(2 * (spectrum.Dimension + 1)), weight);
    }

    /// <summary>The mean number of points of index k, or of all for k = d + 1; null below the smallest effective sample size.</summary>
    public static Estimate? MeanCount(NamedSpectrum spectrum, CellTally tally, int k)
    {
        var (sum, squares) = (tally.Total.Sums[2 * k], tally.Total.Sums[(2 * k) + 1]);
        if (!(sum * sum >= OrderStatisticWeights.SmallestEffectiveSampleSize * squares) || squares == 0)
            return null;
        var mean = Estimate.OfMean(sum, squares, tally.Cell.Samples);
        return mean with { Value = spectrum.Factor * mean.Value, StandardError = spectrum.Factor * mean.StandardError };
    }

    private static void Add(Span<double> pair, double weight)
    {
        pair[0] += weight;
        pair[1] += weight * weight;
    }
}
