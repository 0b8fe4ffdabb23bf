using System.Globalization;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Simulation.CriticalPoints;
using RandomLandscapes.Simulation.KacRice;
using RandomLandscapes.Simulation.Landscapes.SpinGlasses;
using RandomLandscapes.Simulation.RareEvents;
using RandomLandscapes.Theory;
using RandomLandscapes.Theory.Multiprecision;

namespace RandomLandscapes.Cli.Anchors;

/// <summary>Anchors that take minutes: both exact routes in dimension 100, and repeated rare-event runs whose stated errors must be true.</summary>
internal static class SlowAnchors
{
    private const int Repetitions = 10;
    private const double LargestZ = 3;
    private const string RepetitionSource = "exact law; one of ten beyond |z| = 3 is allowed, two have a probability of about 0.001";

    public static IEnumerable<AnchorResult> All(int threads)
    {
        yield return HundredStarts(10, threads);
        foreach (var n in new[] { 40, 77, 100 })
            yield return TwoRoutes(n);
        foreach (var (n, largestError) in new[] { (10, 0.1), (20, 0.1), (40, 0.1), (100, 0.3) })
        {
            foreach (var anchor in Repeated(
                $"GOE({n}) ln P(all positive)", ExactIndexLaws.GoeLogProbabilityAtMost(n, 0), largestError,
                key => GoePositivity.LogProbability(n, 0, key, new RareEventSettings(Threads: threads))))
            {
                yield return anchor;
            }
        }

        foreach (var n in new[] { 30, 100 })
        {
            // Both laws share the total; what is sampled is the smallest eigenvalue's expectation.
            var exact = FractionsOfMinima.LogOfIsotropicField(n) + GoeOnePointDensity.LogIntegral(n + 1, y => -OrderStatisticWeights.FieldRate * y * y);
            foreach (var anchor in Repeated(
                $"field n={n} ln E exp(-l_0^2/2)", exact, 0.1,
                key => OrderStatisticTail.LogExpectation(n + 1, 0, OrderStatisticWeights.FieldRate, key, new RareEventSettings(500_000, threads))))
            {
                yield return anchor;
            }
        }
    }

    // One set of points, whatever diagonal tensor the homotopy begins with.
    private static AnchorResult HundredStarts(int spins, int threads)
    {
        const int starts = 100;
        var key = StreamKey.Derive(1, "selftest --slow", "hundred starts");
        var hamiltonian = SphericalHamiltonian.Draw([(3, 1.0)], spins, new RandomStream(StreamKey.Derive(1, "selftest --slow", "couplings"), 0));
        var census = new SphericalCensus([3], spins, threads: threads);
        var first = census.Enumerate(hamiltonian, key);
        var (same, largest) = (0, 0.0);
        for (ulong start = 0; start < starts; start++)
        {
            var again = census.Enumerate(hamiltonian, key, start);
            if (again is not { Complete: true, Certified: true, ChecksPassed: true } || !again.ByIndex.SequenceEqual(first.ByIndex))
                continue;
            same++;
            largest = Math.Max(largest, again.Points.Zip(first.Points, (a, b) => Math.Abs(a.EnergyPerSpin - b.EnergyPerSpin)).Max());
        }

        return new AnchorResult(
            string.Create(CultureInfo.InvariantCulture, $"3-spin N={spins}, {starts} starts of the homotopy"), $"{same} proved, {first.Points.Count} points each", $"{starts} proved, one set",
            "largest energy difference", same == starts ? largest : double.PositiveInfinity, 1e-9, "every complex class certified distinct, in each");
    }

    private static AnchorResult TwoRoutes(int n)
    {
        var pfaffian = MultiprecisionPfaffian.GoeLogProbabilities(n);
        var chain = ExactIndexLaws.Goe(n).LogProbabilities.ToArray();
        var largest = pfaffian.Zip(chain, (a, b) => Math.Abs(a - b)).Max();
        return new AnchorResult(
            $"GOE({n}) ln P(index = k), all k", $"chain, P(0) = e^{Text(chain[0])}", $"640-bit Pfaffian, e^{Text(pfaffian[0])}", "largest difference", largest, 1e-10,
            "two exact routes that share no code");
    }

    private static IEnumerable<AnchorResult> Repeated(string name, double exact, double largestError, Func<StreamKey, LogEstimate> run)
    {
        var estimates = Enumerable.Range(0, Repetitions)
            .Select(r => run(StreamKey.Derive(1, "selftest --slow", string.Create(CultureInfo.InvariantCulture, $"{name} {r}"))))
            .ToList();
        var scores = estimates.Select(e => (e.Value - exact) / e.StandardError).ToList();
        yield return new AnchorResult(
            $"{name}, {Repetitions} runs", $"z {string.Join(' ', scores.Select(z => z.ToString("F1", CultureInfo.InvariantCulture)))}", Text(exact),
            "runs beyond |z| = 3:", scores.Count(z => !(Math.Abs(z) < LargestZ)), 1, RepetitionSource);
        yield return new AnchorResult(
            $"{name}, standard errors", $"{Text(estimates.Min(e => e.StandardError))} to {Text(estimates.Max(e => e.StandardError))}", $"at most {Text(largestError)}",
            "largest", estimates.Max(e => e.StandardError), largestError, "the project's own bar");
    }

    private static string Text(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
