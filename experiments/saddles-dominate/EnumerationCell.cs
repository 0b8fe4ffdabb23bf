using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Runs;
using RandomLandscapes.Simulation.CriticalPoints;
using RandomLandscapes.Simulation.Landscapes.SpinGlasses;

namespace RandomLandscapes.Experiments.SaddlesDominate;

/// <summary>Every critical point of sampled 3-spin couplings. Counts: number by index, its square by index (k = 0..N-1), census
/// outcomes, undecided points, samples that needed another start tensor.</summary>
internal sealed class EnumerationCell : ICellSampler
{
    public const string Source = "all 2^N - 1 complex eigenpair classes by homotopy (exhaustive)";

    private const uint StartPurpose = 1;
    private static readonly int OutcomeCount = Enum.GetValues<CensusOutcome>().Length;

    private readonly int _spinCount;
    private readonly SphericalThreeSpin _landscape;
    private readonly SphericalThreeSpinCensus _census;
    private readonly long[] _byIndex;
    private long _undecided;

    public EnumerationCell(int spinCount)
    {
        _spinCount = spinCount;
        _landscape = new SphericalThreeSpin(spinCount);
        _census = new SphericalThreeSpinCensus(spinCount);
        _byIndex = new long[spinCount];
    }

    public static Cell Declare(int spinCount, long samples) => new(
        $"{Ensembles.Enumeration} p={Ensembles.P} N={spinCount}", samples, Blocks.Size(samples), (2 * spinCount) + OutcomeCount + 2, 0, 2.3e-6 * Math.Pow(4, spinCount));

    public void AddSample(RandomStream stream, ulong sample, Tally tally)
    {
        _landscape.Draw(stream);
        stream.MoveTo(sample, StartPurpose);
        Array.Clear(_byIndex);
        _undecided = 0;
        var outcome = _census.Enumerate(_landscape, stream, Count);
        for (var k = 0; k < _spinCount; k++)
        {
            tally.Counts[k] += _byIndex[k];
            tally.Counts[_spinCount + k] += _byIndex[k] * _byIndex[k];
        }

        tally.Counts[(2 * _spinCount) + (int)outcome]++;
        tally.Counts[^2] += _undecided;
        tally.Counts[^1] += _census.AttemptsTaken > 1 ? 1 : 0;
    }

    /// <summary>The number of samples whose enumeration passed every check.</summary>
    public static long Passed(CellTally tally) => tally.Total.Counts[(2 * SpinCount(tally)) + (int)CensusOutcome.ChecksPassed];

    /// <summary>The mean number of critical points of index k, over the samples that passed.</summary>
    public static Estimate MeanCount(CellTally tally, int k)
    {
        var samples = Passed(tally);
        var mean = (double)tally.Total.Counts[k] / samples;
        var variance = ((double)tally.Total.Counts[SpinCount(tally) + k] / samples) - (mean * mean);
        return new Estimate(mean, Math.Sqrt(variance / Math.Max(1, samples - 1)), (int)Math.Min(int.MaxValue, Math.Max(1, samples - 1)));
    }

    public static int SpinCount(CellTally tally) => (tally.Cell.CountLength - OutcomeCount - 2) / 2;

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

    private void Count(double energyPerSpin, int morseIndex, ReadOnlySpan<double> position)
    {
        if (morseIndex < 0)
            _undecided++;
        else
            _byIndex[morseIndex]++;
    }
}
