using System.Globalization;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Runs;
using RandomLandscapes.Simulation.CriticalPoints;
using RandomLandscapes.Simulation.CriticalPoints.Searches;
using RandomLandscapes.Simulation.Landscapes.GaussianFields;

namespace RandomLandscapes.Experiments.FieldDescent;

/// <summary>
/// One search in a field of its own, drawn exactly along the way, and one sample in each chunk, so that the journal keeps every end. Counts: one for the outcome. Sums: height, index, decrease that is predicted
/// (NaN is stored as -1), length of the gradient, points looked at, and the largest ignored deviation of the law.
/// </summary>
internal sealed class FieldSearchCell : ICellSampler
{
    public static readonly int Outcomes = Enum.GetValues<SearchOutcome>().Length;
    public const int Ends = 6;

    // Beyond these a descent in so many dimensions has no Hessian to spare but the last, and Newton's method is cut short.
    private const int ManyDimensions = 60;
    private const long MemoryLimit = 6L << 30;

    private readonly SearchMethod _method;
    private readonly FieldSearch _search;
    private readonly double[] _start;

    public FieldSearchCell(SearchMethod method, int dimension)
    {
        _method = method;
        _search = new FieldSearch(new SquaredExponentialCovariance(), dimension, Settings(method, dimension));
        _start = new double[dimension];
    }

    public static string Source(SearchMethod method) =>
        $"{SamplingMeasure.BasinWeighted}: {(method == SearchMethod.Newton ? "damped Newton" : "gradient descent")} on fields drawn exactly along the search, one search a field";

    public static Cell Declare(SearchMethod method, int dimension, long samples)
    {
        double n = dimension;
        // Measured: descents of 200 points take 1.5 s at n = 30 and 130 s at n = 100, Newton's up to 40 points 8 s at n = 30.
        var (own, seconds) = method == SearchMethod.Newton
            ? (dimension <= 12 ? samples : samples / 8, dimension >= ManyDimensions ? 1.5 : 8 * Math.Pow(n / 30, 5))
            : ((long)(samples * Math.Min(1, Math.Pow(20 / n, 2.5))), 1.5 * Math.Pow(n / 30, 3.7));
        return new Cell(
            string.Create(CultureInfo.InvariantCulture, $"{(method == SearchMethod.Newton ? "newton" : "descent")} n={dimension}"), Math.Max(8, own), 1, Outcomes, Ends, seconds,
            FieldSearch.MemoryBytes(dimension, Settings(method, dimension)));
    }

    public void AddSample(RandomStream stream, ulong sample, Tally tally)
    {
        var end = _search.Run(_method, _start, stream);
        tally.Counts[(int)end.Outcome]++;
        double[] sums = [end.Value, end.MorseIndex, double.IsNaN(end.PredictedDecrease) ? -1 : end.PredictedDecrease, end.GradientNorm, end.GradientPoints + end.HessianPoints, end.LawError.IgnoredDeviation];
        if (end.Outcome != SearchOutcome.NonFinite)
            sums.CopyTo(tally.Sums, 0);
    }

    private static FieldSearchSettings Settings(SearchMethod method, int dimension) => new(
        GradientPoints: method == SearchMethod.Newton ? 1 : 200,
        HessianPoints: method == SearchMethod.Newton ? (dimension >= ManyDimensions ? 20 : 40) : dimension >= ManyDimensions ? 1 : 6,
        Sampler: new PathSamplerSettings(MemoryLimit));
}
