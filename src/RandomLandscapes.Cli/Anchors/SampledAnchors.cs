using System.Globalization;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Simulation.CriticalPoints;
using RandomLandscapes.Simulation.KacRice;
using RandomLandscapes.Simulation.Landscapes.SpinGlasses;
using RandomLandscapes.Simulation.RandomMatrices;
using RandomLandscapes.Theory;

namespace RandomLandscapes.Cli.Anchors;

/// <summary>Anchors where a sampler meets the exact law: z-scores under a fixed seed, each with false-alarm probability 1e-6.</summary>
internal static class SampledAnchors
{
    private const double Limit = 4.891638475699; // two-sided 1e-6
    private const string Source = "exact law; two-sided false alarm 1e-6";

    public static IEnumerable<AnchorResult> All()
    {
        yield return GoeMinimum(dimension: 4, samples: 200_000);
        yield return FieldMinimum(dimension: 6, samples: 50_000);
        yield return Enumeration(spins: 3, samples: 2_000);
        yield return Enumeration(spins: 4, samples: 1_000);
    }

    private static AnchorResult GoeMinimum(int dimension, int samples)
    {
        var stream = Stream("goe", dimension);
        var sampler = new GoeIndexSampler(dimension);
        var count = 0;
        for (var s = 0; s < samples; s++)
        {
            stream.MoveTo((ulong)s);
            count += sampler.Next(stream) == 0 ? 1 : 0;
        }

        var exact = ExactIndexLaws.Goe(dimension).Probabilities[0];
        var value = (double)count / samples;
        return Score($"GOE({dimension}) P(all positive), {samples} samples", value, exact, (value - exact) / Math.Sqrt(exact * (1 - exact) / samples));
    }

    private static AnchorResult FieldMinimum(int dimension, int samples)
    {
        const int blocks = 50;
        var stream = Stream("field", dimension);
        var sampler = new OrderStatisticWeights(dimension + 1, OrderStatisticWeights.FieldRate);
        var weights = new double[dimension + 1];
        var sums = Enumerable.Range(0, blocks).Select(_ => new double[dimension + 1]).ToList();
        for (var s = 0; s < samples; s++)
        {
            stream.MoveTo((ulong)s);
            sampler.Next(stream, weights);
            for (var k = 0; k <= dimension; k++)
                sums[s % blocks][k] += weights[k];
        }

        var estimate = Jackknife.Compute(sums, v => v[0] / v.Sum());
        var exact = ExactIndexLaws.IsotropicField(dimension).Probabilities[0];
        return Score($"field n={dimension} minima, {samples} samples", estimate.Value, exact, (estimate.Value - exact) / estimate.StandardError);
    }

    private static AnchorResult Enumeration(int spins, int samples)
    {
        var stream = Stream("enumeration", spins);
        var starts = StreamKey.Derive(1, "selftest", "enumeration starts");
        var couplings = new double[spins * spins * spins];
        var form = new SymmetricForm(3, spins);
        var census = new SphericalCensus([3], spins);
        long sum = 0, squares = 0;
        for (var s = 0; s < samples; s++)
        {
            stream.MoveTo((ulong)s);
            stream.FillNormal(couplings);
            form.SetCouplings(couplings);
            var result = census.Enumerate(new SphericalHamiltonian([form]), starts, (ulong)s);
            if (!result.Complete || !result.Certified)
                return Score($"3-spin N={spins} enumeration, sample {s} is not proved: {result.Reason}", double.NaN, double.NaN, double.NaN);
            sum += result.Points.Count;
            squares += (long)result.Points.Count * result.Points.Count;
        }

        var mean = (double)sum / samples;
        var error = Math.Sqrt((((double)squares / samples) - (mean * mean)) / (samples - 1));
        var exact = SphericalMeanCounts.PurePSpin(3, spins).Total;
        return Score($"3-spin N={spins} mean count enumerated, {samples} samples", mean, exact, (mean - exact) / error);
    }

    private static RandomStream Stream(string name, int size) =>
        new(StreamKey.Derive(1, "selftest", string.Create(CultureInfo.InvariantCulture, $"{name} {size}")));

    private static AnchorResult Score(string name, double value, double exact, double z) => new(
        name, value.ToString("G8", CultureInfo.InvariantCulture), exact.ToString("G8", CultureInfo.InvariantCulture), "z", z, Limit, Source);
}
