namespace RandomLandscapes.Numerics.Statistics;

/// <summary>Pearson's test of counts against given probabilities.</summary>
/// <remarks>Neighbouring cells are joined from the left until each expects at least <see cref="SmallestExpectation"/> counts; the rest joins the last.</remarks>
public static class ChiSquaredTest
{
    /// <summary>The smallest expected count of a joined cell.</summary>
    public const double SmallestExpectation = 10;

    /// <summary>Computes the statistic.</summary>
    /// <param name="counts">Observed counts.</param>
    /// <param name="probabilities">As many probabilities; they are normalised to one.</param>
    /// <returns>The statistic, its degrees of freedom (0 when everything fell into one cell) and its p-value.</returns>
    public static (double Statistic, int DegreesOfFreedom, double PValue) Compute(ReadOnlySpan<long> counts, ReadOnlySpan<double> probabilities)
    {
        if (counts.Length != probabilities.Length)
            throw new ArgumentException($"Expected {counts.Length} probabilities, was {probabilities.Length}.", nameof(probabilities));
        long total = 0;
        var mass = 0.0;
        for (var i = 0; i < counts.Length; i++)
        {
            total += counts[i];
            mass += probabilities[i];
        }

        var joined = new List<(double Expected, long Observed)>();
        double expected = 0;
        long observed = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            expected += probabilities[i] / mass * total;
            observed += counts[i];
            if (expected >= SmallestExpectation)
            {
                joined.Add((expected, observed));
                (expected, observed) = (0, 0);
            }
        }

        if (joined.Count == 0)
            return (0, 0, 1);
        joined[^1] = (joined[^1].Expected + expected, joined[^1].Observed + observed);
        var statistic = joined.Sum(c => (c.Observed - c.Expected) * (c.Observed - c.Expected) / c.Expected);
        return joined.Count == 1 ? (0, 0, 1) : (statistic, joined.Count - 1, PValues.ChiSquaredUpper(statistic, joined.Count - 1));
    }
}
