using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Runs;
using RandomLandscapes.Simulation.CriticalPoints;
using RandomLandscapes.Simulation.Landscapes.SpinGlasses;

namespace RandomLandscapes.Experiments.SaddlesDominate;

/// <summary>Every critical point of sampled 3-spin couplings. Counts, over the samples whose census is proved complete: number by index, its square by index
/// (k = 0..N-1); then proved samples, undecided points of the others, and samples that needed a path twice.</summary>
internal sealed class EnumerationCell : ICellSampler
{
    public const string Source = "all 2^N - 1 complex eigenpair classes by homotopy, certified (exhaustive)";
    private const int OtherCounts = 3;

    private readonly int _spinCount;
    private readonly double[] _couplings;
    private readonly SymmetricForm _form;
    private readonly SphericalCensus _census;
    private StreamKey? _startKey;

    public EnumerationCell(int spinCount)
    {
        _spinCount = spinCount;
        _couplings = new double[spinCount * spinCount * spinCount];
        _form = new SymmetricForm(3, spinCount);
        _census = new SphericalCensus([3], spinCount);
    }

    public static Cell Declare(int spinCount, long samples) => new(
        $"{Ensembles.Enumeration} p={Ensembles.P} N={spinCount}", samples, Blocks.Size(samples), (2 * spinCount) + OtherCounts, 0, 1.2e-5 * Math.Pow(2, spinCount));

    public void AddSample(RandomStream stream, ulong sample, Tally tally)
    {
        _startKey ??= StreamKey.Derive(stream.Key.Value, "census", "starts");
        stream.FillNormal(_couplings);
        _form.SetCouplings(_couplings);
        var result = _census.Enumerate(new SphericalHamiltonian([_form]), _startKey.Value, sample);
        tally.Counts[^1] += result.Retracked > 0 ? 1 : 0;
        if (!result.Complete || !result.Certified)
        {
            tally.Counts[^2] += result.Points.Count(p => p.MorseIndex < 0);
            return;
        }

        for (var k = 0; k < _spinCount; k++)
        {
            tally.Counts[k] += result.ByIndex[k];
            tally.Counts[_spinCount + k] += result.ByIndex[k] * result.ByIndex[k];
        }

        tally.Counts[^3]++;
    }

    /// <summary>The number of samples whose census was proved complete, with every index.</summary>
    public static long Passed(CellTally tally) => tally.Total.Counts[^3];

    /// <summary>The mean number of critical points of index k, over the samples that passed.</summary>
    public static Estimate MeanCount(CellTally tally, int k)
    {
        return Estimate.OfMean(tally.Total.Counts[k], tally.Total.Counts[SpinCount(tally) + k], Passed(tally));
    }

    public static int SpinCount(CellTally tally) => (tally.Cell.CountLength - OtherCounts) / 2;

    public static IEnumerable<SummaryRow> Rows(CellTally tally)
    {
        var spinCount = SpinCount(tally);
        var passed = Passed(tally);
        yield return Row(Quantities.ChecksPassed, "", passed, null, null, tally.Cell.Samples);
        yield return Row(Quantities.Undecided, "", tally.Total.Counts[^2], null, null, tally.Cell.Samples);
        if (passed < 2 || tally.Chunks.Count < 2)
            yield break;
        for (var k = 0; k < spinCount; k++)
        {
            var mean = MeanCount(tally, k);
            var interval = Jackknife.IntervalOf(mean);
            yield return Row(Quantities.MeanCount, $"{k}", mean.Value, interval.Low, interval.High, passed);
        }

        var blocks = tally.Chunks.Select(c => Array.ConvertAll(c.Counts[..spinCount], x => (double)x)).ToList();
        var minima = Jackknife.Compute(blocks, v => v[0] / v.Sum());
        var minimaInterval = Jackknife.IntervalOf(minima);
        yield return Row(Quantities.Minimum, "0", minima.Value, minimaInterval.Low, minimaInterval.High, passed) with { LogValue = Math.Log(minima.Value) };
        var variance = Jackknife.Compute(blocks, v => GoeCell.VarianceOf(v));
        var varianceInterval = Jackknife.IntervalOf(variance);
        yield return Row(Quantities.Variance, "", variance.Value, varianceInterval.Low, varianceInterval.High, passed);

        SummaryRow Row(string quantity, string argument, double value, double? low, double? high, long samples) => new(
            Ensembles.Enumeration, spinCount - 1, quantity, argument, SummaryKind.Enumeration, value, low, high, null, samples, null, Source);
    }
}
