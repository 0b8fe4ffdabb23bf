using System.Text.Json.Nodes;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Simulation.KacRice;
using RandomLandscapes.Simulation.Landscapes.GaussianFields;
using RandomLandscapes.Theory;

namespace RandomLandscapes.Cli.Answers;

/// <summary>Mean counts of torus fields by Kac and Rice: (2 pi)^(d/2) det(L)^(-1/2) E[|det f''|; index k], Hessians drawn from the spectrum; neither threads nor order matter.</summary>
internal static class SampledTorusCounts
{
    private const int DefaultSamples = 400_000;
    private const int Parts = 64;
    private const double Normal95 = 1.959963984540054;

    /// <summary>Draws the Hessian at a point, -sum_k a_k A_k k k^T, so many times.</summary>
    public static ComputeAnswer Draw(IReadOnlyDictionary<string, object> parameters, TorusSpectrum spectrum, string text, long? wanted, ulong seed, int threads)
    {
        var d = spectrum.Dimension;
        var samples = wanted ?? DefaultSamples;
        var key = StreamKey.Derive(seed, "compute mean-count", $"torus-field {text}");
        var parts = new double[Parts][];
        Parallel.For(0, Parts, new ParallelOptions { MaxDegreeOfParallelism = threads }, part =>
        {
            // Sums and squares of |det| by index, of all after them.
            var sums = parts[part] = new double[2 * (d + 2)];
            var sampler = new TorusHessians(spectrum);
            for (var sample = samples * part / Parts; sample < samples * (part + 1) / Parts; sample++)
            {
                var (index, size) = sampler.Next(new RandomStream(key, (ulong)sample));
                foreach (var place in index < 0 ? [d + 1] : new[] { index, d + 1 })
                {
                    sums[2 * place] += size;
                    sums[(2 * place) + 1] += size * size;
                }
            }
        });
        var total = new double[2 * (d + 2)];
        foreach (var part in parts)
        {
            for (var i = 0; i < total.Length; i++)
                total[i] += part[i];
        }

        var factor = TorusFields.Factor(d, spectrum.Waves, spectrum.Variances);
        var values = Enumerable.Range(0, d + 2).Select(k => factor * total[2 * k] / samples).ToArray();
        var errors = Enumerable.Range(0, d + 2).Select(k => factor * Math.Sqrt(Math.Max(0, total[(2 * k) + 1] - (total[2 * k] * total[2 * k] / samples)) / (samples - 1.0) / samples)).ToArray();
        return new ComputeAnswer
        {
            Quantity = "mean-count",
            Parameters = parameters,
            Method = "monte-carlo",
            Value = ComputeAnswer.Counts(values[^1], values[..^1]),
            StandardError = ComputeAnswer.Counts(errors[^1], errors[..^1]),
            Interval = new JsonObject { ["total"] = Ends(d + 1), ["byIndex"] = new JsonArray([.. Enumerable.Range(0, d + 1).Select(Ends)]) },
            Samples = samples,
            Seed = seed,
            Source = TorusFields.Source + $"; Hessians drawn from the spectrum, no interval below {OrderStatisticWeights.SmallestEffectiveSampleSize:R} effective samples",
        };

        // An index whose weight rests on few matrices, or on none, has an estimate and no interval: its tail was not seen.
        JsonNode? Ends(int place)
        {
            var effective = total[(2 * place) + 1] > 0 ? total[2 * place] * total[2 * place] / total[(2 * place) + 1] : 0;
            return effective < OrderStatisticWeights.SmallestEffectiveSampleSize
                ? null
                : new JsonArray(ComputeAnswer.Number(Math.Max(0, values[place] - (Normal95 * errors[place]))), ComputeAnswer.Number(values[place] + (Normal95 * errors[place])));
        }
    }
}
