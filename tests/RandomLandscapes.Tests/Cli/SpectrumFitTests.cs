using System.Globalization;
using System.Text.Json;
using RandomLandscapes.Experiments.Shared;
using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Simulation.Networks;
using RandomLandscapes.Simulation.RandomMatrices;
using RandomLandscapes.Tests.Runs;
using RandomLandscapes.Tests.Statistics;
using RandomLandscapes.Theory.SpectralLaws;

namespace RandomLandscapes.Tests.Cli;

[Collection(CliCollection.Name)]
public sealed class SpectrumFitTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory] // spectra of the model itself: p is uniform on 0.1, 0.2, ..., 1; exactly for goe, whose distance knows no parameters
    [InlineData("goe", 10, 1000)]
    [InlineData("marchenko-pastur", 20, 300)]
    [InlineData("wishart-wigner", 20, 150)]
    public void P_values_of_the_model_are_uniform(string model, int n, int repetitions)
    {
        var key = TestSeed.Stream($"spectrum-fit {model}").Key;
        var counts = new long[10];
        for (var r = 0; r < repetitions; r++)
        {
            var fit = SpectrumFits.Compute(model, Draw(model, n, key, (ulong)r), 1e-10, 9, TestSeed.Root + (ulong)r, 1);
            counts[(int)Math.Round(10 * fit.PValue!.Value) - 1]++;
        }

        StatisticalAssert.Counts(counts, [.. Enumerable.Repeat(0.1, 10)], 1e-7);
    }

    [Fact] // fixed spectra of the model whose top a rule cut off at the largest ratio: whole draws alone would call a third of them at the smallest p
    public void What_a_rule_cut_off_is_cut_off_from_the_draws()
    {
        const int n = 100, draws = 19, repetitions = 60;
        var (whole, both) = (0, 0);
        for (var r = 0; r < repetitions; r++)
        {
            var stream = new RandomStream(StreamKey.Derive(20_261_132, "cut", r.ToString(CultureInfo.InvariantCulture)));
            double[] spectrum = [.. new GoeEigenvalues(n).Next(stream).ToArray().Order()];
            var parts = SpectrumParts.Of(spectrum, 0, 30);
            var bulk = parts.Bulk(spectrum);
            var p = SpectrumFits.Compute("goe", bulk, 1e-10, draws, (ulong)r, 1).PValue!.Value;
            var cut = SpectrumFits.Compute("goe", bulk, 1e-10, draws, (ulong)r, 1, removed: parts.Outliers).PValue!.Value;
            whole += p < 0.06 ? 1 : 0;
            both += Math.Max(p, cut) < 0.06 ? 1 : 0;
        }

        Assert.InRange(whole, repetitions / 4, repetitions);
        Assert.InRange(both, 0, repetitions / 10); // expected: 3 of 60 at most
    }

    [Theory] // eight spectra of n = 200: bias of finite n below 1 %, plus six standard errors of the mean, which were measured as 0.2 %, 0.4 % and 1 %
    [InlineData("goe", 0.02)]
    [InlineData("marchenko-pastur", 0.035)]
    [InlineData("wishart-wigner", 0.07)]
    public void Parameters_are_recovered(string model, double tolerance)
    {
        var expected = model switch
        {
            "goe" => new[] { ("centre", 60.0), ("radius", 60) },
            "marchenko-pastur" => [("phi", 0.5), ("scale", 3)],
            _ => [("phi", 0.5), ("epsilon", 0.2), ("scale", 3)],
        };
        var key = TestSeed.Stream($"spectrum-fit recovery {model}").Key;
        var fits = Enumerable.Range(0, 8).Select(r => SpectrumFits.Compute(model, [.. Draw(model, 200, key, (ulong)r).Select(x => 3 * x)], 1e-10, 1, 1, 1).Fit).ToList();
        Assert.Equal(expected.Select(e => e.Item1), fits[0].Parameters.Select(p => p.Key), StringComparer.Ordinal);
        foreach (var (name, truth) in expected)
            Assert.Equal(1, fits.Average(f => f[name]) / truth, tolerance);
    }

    [Theory] // phi, epsilon of what the bootstrap draws, by fits: forty fixed spectra of n = 100, four standard errors of their mean and 2 % for finite n
    [InlineData("marchenko-pastur", 0.5, 0)]
    [InlineData("marchenko-pastur", 2, 0)]
    [InlineData("wishart-wigner", 0.5, 0.2)]
    [InlineData("wishart-wigner", 0.25, 1)]
    public void Draws_have_the_parameters_that_were_fitted(string model, double phi, double epsilon)
    {
        var given = new SpectralFit([new("phi", phi), new("epsilon", epsilon), new("scale", 1)], 0);
        var draw = SpectrumFits.Sampler(model, 100, given, new StreamKey(20_261_126));
        var drawn = new double[100];
        var fits = new List<SpectralFit>();
        for (var b = 0UL; b < 40; b++)
        {
            draw(b, drawn);
            fits.Add(SpectrumFits.Fit(model, drawn, 1e-10));
        }

        Near(phi, [.. fits.Select(f => f["phi"])]);
        if (epsilon > 0)
            Near(epsilon, [.. fits.Select(f => f["epsilon"])]);

        static void Near(double expected, double[] values)
        {
            var estimate = Estimate.OfMean(values.Sum(), values.Sum(x => x * x), values.Length);
            Assert.InRange(Math.Abs(estimate.Value - expected), 0, (0.02 * expected) + (4 * estimate.StandardError));
        }
    }

    [Theory] // planted: another model, and GOE with one outlier or heavy tails; p is as small as 99 draws allow
    [InlineData("goe", "marchenko-pastur")]
    [InlineData("goe", "wishart-wigner")]
    [InlineData("goe", "outlier")]
    [InlineData("goe", "heavy")]
    [InlineData("goe", "independent")]
    [InlineData("wishart-wigner", "outlier")]
    [InlineData("wishart-wigner", "independent")]
    [InlineData("marchenko-pastur", "heavy-wishart")]
    public void Another_spectrum_is_rejected(string model, string truth)
    {
        const int n = 100;
        var key = TestSeed.Stream($"spectrum-fit other {model} {truth}").Key;
        var goe = Draw("goe", n, key, 0);
        double[] eigenvalues = truth switch
        {
            "outlier" => [.. goe[..^1], goe[^1] + 10], // half a radius beyond the edge
            "heavy" => [.. goe.Select(x => x - goe.Average()).Select(x => x * (1 + (x * x / 800)))],
            "independent" => [.. Semicircular(n, key)],
            "heavy-wishart" => [.. Draw("marchenko-pastur", n, key, 0).Select(x => x * x)],
            _ => Draw(truth, n, key, 0),
        };
        var fit = SpectrumFits.Compute(model, eigenvalues, 1e-10, model is "wishart-wigner" ? 39 : 99, 1, 1);
        Assert.Equal(model is "wishart-wigner" ? 0.025 : 0.01, fit.PValue!.Value, 1e-15);
    }

    [Fact]
    public void Fits_stand_in_the_answer()
    {
        var path = Matrix(12, diagonal: 20);
        string[] command = ["spectrum", "--matrix", path, "--fit", "goe,marchenko-pastur,wishart-wigner", "--samples", "5", "--seed", "7", "--json"];
        var result = Invocation.Succeed(command);
        Assert.Empty(result.Error);
        var answer = JsonDocument.Parse(result.Output).RootElement;
        Assert.Equal(7, answer.GetProperty("parameters").GetProperty("seed").GetInt32());
        Assert.Contains("distance = root mean square", answer.GetProperty("source").GetString(), StringComparison.Ordinal);
        var value = answer.GetProperty("value");
        Assert.Equal(["dimension", "negative", "undecided", "positive", "eigenvalues", "errorBound", "fits"], value.EnumerateObject().Select(p => p.Name), StringComparer.Ordinal);
        var fits = value.GetProperty("fits").EnumerateArray().ToList();
        Assert.Equal(["goe", "marchenko-pastur", "wishart-wigner"], fits.Select(f => f.GetProperty("model").GetString()), StringComparer.Ordinal);
        foreach (var fit in fits)
        {
            Assert.Equal(["model", "parameters", "distance", "pValue", "samples"], fit.EnumerateObject().Select(p => p.Name), StringComparer.Ordinal);
            Assert.True(fit.GetProperty("distance").GetDouble() > 0);
            Assert.InRange(fit.GetProperty("pValue").GetDouble(), 1.0 / 6, 1);
            Assert.Equal(5, fit.GetProperty("samples").GetInt32());
        }

        Assert.Equal(["centre", "radius"], fits[0].GetProperty("parameters").EnumerateObject().Select(p => p.Name), StringComparer.Ordinal);
        Assert.Equal(["phi", "scale"], fits[1].GetProperty("parameters").EnumerateObject().Select(p => p.Name), StringComparer.Ordinal);
        Assert.Equal(["phi", "epsilon", "scale"], fits[2].GetProperty("parameters").EnumerateObject().Select(p => p.Name), StringComparer.Ordinal);
        // Whatever the threads, and each model alone as beside others.
        Assert.Equal(result, Invocation.Succeed([.. command, "--threads", "1"]));
        Assert.Equal(result, Invocation.Succeed([.. command, "--threads", "3"]));
        command[4] = "wishart-wigner";
        var alone = JsonDocument.Parse(Invocation.Succeed(command).Output).RootElement.GetProperty("value").GetProperty("fits")[0];
        Assert.Equal(fits[2].GetRawText(), alone.GetRawText());
        Assert.StartsWith("fit goe: centre ", Invocation.Succeed(command[..3].Concat(["--fit", "goe"]).ToArray()).Output.Split('\n')[^3], StringComparison.Ordinal);
    }

    [Theory] // degenerate spectra are answered with the reason
    [InlineData("5\n", "it has 1 eigenvalues, expected at least 3", "it has 1 eigenvalues, expected at least 3", "it has 1 eigenvalues, expected at least 4")]
    [InlineData("2,0,0,0\n0,2,0,0\n0,0,2,0\n0,0,0,2\n", "its eigenvalues are all equal", "its eigenvalues are all equal", "its eigenvalues are all equal")]
    [InlineData("0,0\n0,0\n", "it has 2 eigenvalues, expected at least 3", "it has 2 eigenvalues, expected at least 3", "it has 2 eigenvalues, expected at least 4")]
    [InlineData("1,0,0,0\n0,2,0,0\n0,0,3,0\n0,0,0,-2\n", null, "it has negative eigenvalues", null)]
    public void What_cannot_be_fitted_says_why(string csv, params string?[] reasons)
    {
        File.WriteAllText(_folder["H.csv"], csv);
        string[] command = ["spectrum", "--matrix", _folder["H.csv"], "--fit", "goe,marchenko-pastur,wishart-wigner", "--samples", "2"];
        var fits = JsonDocument.Parse(Invocation.Succeed([.. command, "--json"]).Output).RootElement.GetProperty("value").GetProperty("fits").EnumerateArray().ToList();
        foreach (var (fit, reason) in fits.Zip(reasons))
        {
            Assert.Equal(reason is null, fit.GetProperty("pValue").ValueKind == JsonValueKind.Number);
            if (reason is null)
                continue;
            Assert.Equal(["model", "parameters", "distance", "pValue", "reason"], fit.EnumerateObject().Select(p => p.Name), StringComparer.Ordinal);
            Assert.All(["parameters", "distance", "pValue"], name => Assert.Equal(JsonValueKind.Null, fit.GetProperty(name).ValueKind));
            Assert.Equal(reason, fit.GetProperty("reason").GetString());
        }

        Assert.Contains($"fit marchenko-pastur: none, {reasons[1]}", Invocation.Succeed(command).Output, StringComparison.Ordinal);
    }

    // GOE(n) about sqrt(2n); Marchenko-Pastur at phi = 1/2; Wishart plus Wigner at phi = 1/2, epsilon = 0.2, by the dense ensembles: another route than that of the draws.
    private static double[] Draw(string model, int n, StreamKey key, ulong sample)
    {
        DenseEnsemble ensemble = model switch
        {
            "goe" => WignerEnsemble.Goe(n, Math.Sqrt(2.0 * n)),
            "marchenko-pastur" => new WishartEnsemble(n, 2 * n),
            _ => new WishartWignerEnsemble(n, 2 * n, 0.2),
        };
        var (matrix, eigenvalues) = (new double[n * n], new double[n]);
        ensemble.Draw(key, sample, matrix);
        Assert.Equal(EigenvalueOutcome.Converged, new SymmetricEigenvalues(n).Compute(matrix, eigenvalues));
        return eigenvalues;
    }

    // Independent numbers of the semicircle law: its density without the repulsion.
    private static IEnumerable<double> Semicircular(int n, StreamKey key)
    {
        var stream = new RandomStream(key, 1);
        var numbers = new List<double>();
        while (numbers.Count < n)
        {
            double x = (2 * stream.NextUniform()) - 1, y = stream.NextUniform();
            if ((x * x) + (y * y) < 1)
                numbers.Add(x);
        }

        return numbers.Order();
    }

    private string Matrix(int n, double diagonal)
    {
        var matrix = new double[n * n];
        WignerEnsemble.Goe(n, diagonal).Draw(TestSeed.Stream("spectrum-fit matrix").Key, 0, matrix);
        var rows = Enumerable.Range(0, n).Select(i => string.Join(',', Enumerable.Range(0, n).Select(j => matrix[(Math.Max(i, j) * n) + Math.Min(i, j)].ToString("R", CultureInfo.InvariantCulture))));
        File.WriteAllText(_folder["H.csv"], string.Join('\n', rows));
        return _folder["H.csv"];
    }
}
