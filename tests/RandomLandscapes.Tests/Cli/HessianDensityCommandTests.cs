using System.Globalization;
using System.Text.Json;
using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Tests.Runs;
using RandomLandscapes.Tests.Simulation.Networks;
using RandomLandscapes.Tests.Statistics;

namespace RandomLandscapes.Tests.Cli;

/// <summary>The command <c>hessian-density</c> against all eigenvalues that <c>hessian</c> prints for the same files: the two share no code beyond the reading.</summary>
[Collection(CliCollection.Name)]
public sealed class HessianDensityCommandTests : IDisposable
{
    private const int Parameters = 460;

    private readonly TemporaryFolder _folder = new();

    public HessianDensityCommandTests() => File.Copy(NetworkCases.DigitsFile, _folder["digits_subset.csv"]);

    public void Dispose() => _folder.Dispose();

    [Fact] // fixed directions, so no false alarm; the whole exact density lies in the band, that of a kernel half as wide again does not
    public void Band_and_ends_hold_the_dense_spectrum()
    {
        var file = Case();
        var dense = Answer("hessian", "--network", file, "--point", "start", "--eigenvalues").GetProperty("value");
        var eigenvalues = Numbers(dense, "eigenvalues");
        var answer = Answer("hessian-density", "--network", file, "--point", "start");
        Assert.Equal(
            ["quantity", "parameters", "method", "value", "standardError", "interval", "samples", "seed", "source"], answer.EnumerateObject().Select(p => p.Name), StringComparer.Ordinal);
        Assert.Equal(("hessian-density", "monte-carlo"), (answer.GetProperty("quantity").GetString(), answer.GetProperty("method").GetString()));
        Assert.Equal(["network", "point", "data", "steps", "probes", "width", "grid"], answer.GetProperty("parameters").EnumerateObject().Select(p => p.Name), StringComparer.Ordinal);
        Assert.Equal((10, 0), (answer.GetProperty("samples").GetInt32(), answer.GetProperty("seed").GetInt32()));
        var value = answer.GetProperty("value");
        string[] fields = ["dimension", "loss", "gradientNorm", "trace", "smallest", "smallestResidual", "largest", "largestResidual", "resolved", "products", "grid", "density"];
        foreach (var part in (string[])["value", "standardError", "interval"])
            Assert.Equal(fields, answer.GetProperty(part).EnumerateObject().Select(p => p.Name), StringComparer.Ordinal);

        // Another route to the same numbers, so up to rounding.
        Assert.Equal(Parameters, value.GetProperty("dimension").GetInt32());
        Assert.Equal(dense.GetProperty("loss").GetDouble(), Number(value, "loss"), 1e-13);
        Assert.Equal(dense.GetProperty("gradientNorm").GetDouble(), Number(value, "gradientNorm"), 1e-13);
        foreach (var (name, exact) in new[] { ("smallest", eigenvalues[0]), ("largest", eigenvalues[^1]) })
        {
            Assert.Equal(exact, Number(value, name), 1e-10);
            Assert.InRange(Number(value, $"{name}Residual"), 0, 1e-8 * Math.Max(eigenvalues[^1], -eigenvalues[0]));
            var ends = Numbers(answer.GetProperty("interval"), name);
            Assert.InRange(exact, ends[0] - 1e-12, ends[1] + 1e-12);
        }

        var width = answer.GetProperty("parameters").GetProperty("width").GetDouble();
        Assert.Equal(0.02 * (eigenvalues[^1] - eigenvalues[0]), width, 1e-10);
        var grid = Numbers(value, "grid");
        Assert.Equal(200, grid.Length);
        Assert.Equal(eigenvalues[0] - (4 * width), grid[0], 1e-9);
        Assert.Equal(eigenvalues[^1] + (4 * width), grid[^1], 1e-9);
        Assert.True(value.GetProperty("resolved").GetBoolean());
        Assert.Equal(0, Outside(answer, Smoothed(eigenvalues, width, grid)));
        Assert.InRange(Outside(answer, Smoothed(eigenvalues, 1.5 * width, grid)), 20, 200);
        Assert.InRange(value.GetProperty("products").GetInt32(), 10 * 81, (10 * 81) + 1100);
    }

    [Fact] // 60 signs under rotating seeds; the smallest defect seen is 6 standard errors
    public void Trace_of_products_is_that_of_the_dense_spectrum()
    {
        var file = Case();
        var exact = Numbers(Answer("hessian", "--network", file, "--point", "start", "--eigenvalues").GetProperty("value"), "eigenvalues").Sum();
        var answer = Answer("hessian-density", "--network", file, "--point", "start", "--probes", "60", "--steps", "5", "--seed", TestSeed.Root.ToString(CultureInfo.InvariantCulture));
        var estimate = new Estimate(Number(answer.GetProperty("value"), "trace"), Number(answer.GetProperty("standardError"), "trace"), 59);
        StatisticalAssert.Student(estimate, exact, 1e-7);
        var interval = Numbers(answer.GetProperty("interval"), "trace");
        Assert.Equal(2.0010, (interval[1] - estimate.Value) / estimate.StandardError, 1e-4); // Student's 97.5 % point of 59 degrees of freedom
    }

    [Fact]
    public void Answers_do_not_depend_on_threads_but_on_the_seed()
    {
        string[] question = ["hessian-density", "--network", Case(), "--point", "start", "--steps", "30", "--probes", "5", "--grid", "20", "--json"];
        var one = Invocation.Succeed([.. question, "--threads", "1"]).Output;
        Assert.Equal(one, Invocation.Succeed([.. question, "--threads", "2"]).Output);
        Assert.Equal(one, Invocation.Succeed([.. question, "--threads", "3", "--seed", "0"]).Output);
        Assert.NotEqual(one, Invocation.Succeed([.. question, "--seed", "1"]).Output, StringComparer.Ordinal);
    }

    [Fact] // too few steps: said, and the bound still covers
    public void Unresolved_widths_are_said_and_covered()
    {
        var file = Case();
        var eigenvalues = Numbers(Answer("hessian", "--network", file, "--point", "start", "--eigenvalues").GetProperty("value"), "eigenvalues");
        var result = Invocation.Succeed("hessian-density", "--network", file, "--point", "start", "--steps", "10", "--width", "0.004", "--grid", "50", "--json");
        Assert.Equal(
            "landscapes: note: 10 steps do not resolve the width 0.004; the band holds a proved bound of the error. More --steps or a larger --width narrow it.", Assert.Single(result.ErrorLines));
        var answer = JsonDocument.Parse(result.Output).RootElement;
        Assert.False(answer.GetProperty("value").GetProperty("resolved").GetBoolean());
        Assert.Equal(0, Outside(answer, Smoothed(eigenvalues, 0.004, Numbers(answer.GetProperty("value"), "grid"))));
    }

    [Fact] // more parameters than any dense Hessian may have here, drawn and not read
    public void Drawn_parameters_of_a_large_network_are_enough()
    {
        var file = Case(name: "large", sizes: "64,640,10", rows: 9);
        string[] question = ["hessian-density", "--network", file, "--steps", "12", "--probes", "2", "--width", "1", "--grid", "5", "--json"];
        var answer = JsonDocument.Parse(Invocation.Succeed([.. question, "--initial", "7"]).Output).RootElement;
        Assert.Equal(48_010, answer.GetProperty("value").GetProperty("dimension").GetInt32());
        Assert.Equal(7, answer.GetProperty("parameters").GetProperty("initial").GetInt32());
        Assert.False(answer.GetProperty("parameters").TryGetProperty("point", out _));
        var other = JsonDocument.Parse(Invocation.Succeed([.. question, "--initial", "8"]).Output).RootElement;
        Assert.NotEqual(Number(answer.GetProperty("value"), "loss"), Number(other.GetProperty("value"), "loss"));
        Assert.Equal(
            $"landscapes: --network: file '{file}' cannot be used: its shape has 48010 parameters, not from 1 to 46340; expected a network of one of the types mlp, maxout_mlp, conv, conv_maxout, rnn_tanh_classifier, lstm_classifier, lstm_language_model, mp_dbm.",
            Assert.Single(Invocation.Run("hessian", "--network", file, "--point", "start").ErrorLines));
    }

    [Fact]
    public void The_table_says_the_same()
    {
        string[] question = ["hessian-density", "--network", Case(), "--point", "start", "--grid", "30"];
        var value = Answer(question).GetProperty("value");
        var table = Invocation.Succeed(question).Output;
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"\nlargest        {Number(value, "largest"):G15}, residual "), table, StringComparison.Ordinal);
        Assert.Contains("\nresolved       yes\n", table, StringComparison.Ordinal);
        var rows = table.Split('\n').SkipWhile(l => !l.EndsWith("low            high", StringComparison.Ordinal)).Skip(1).TakeWhile(l => l.StartsWith(' ')).ToList();
        Assert.Equal(30, rows.Count);
        Assert.Equal(Number(value, "density", 15), double.Parse(rows[15].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture), 1e-5 * Number(value, "density", 15));
    }

    [Theory]
    [InlineData("--steps: value '0' is not allowed; expected an integer from 1 to 10000.", "--steps", "0")]
    [InlineData("--probes: value '1' is not allowed; expected an integer from 2 to 100000.", "--probes", "1")]
    [InlineData("--grid: value '1' is not allowed; expected an integer from 2 to 10000.", "--grid", "1")]
    [InlineData("--width: value '0' is not allowed; expected a positive number.", "--width", "0")]
    [InlineData("--width: value 'nan' is not allowed; expected a positive number.", "--width", "nan")]
    [InlineData("--seed: value '-1' is not allowed; expected an integer from 0 to 18446744073709551615.", "--seed", "-1")]
    [InlineData("--threads: value '1025' is not allowed; expected an integer from 0 to 1024.", "--threads", "1025")]
    [InlineData("--initial: value '3' is not allowed; expected none beside --point.", "--initial", "3")]
    public void Wrong_values_are_named(string message, params string[] options) =>
        Invocation.Refused(message, ["hessian-density", "--network", Case(), "--point", "start", .. options]);

    [Fact]
    public void Wrong_points_and_widths_are_named()
    {
        var file = Case();
        Invocation.Refused("--network is missing; expected a JSON file that describes a network.", "hessian-density", "--point", "start");
        Invocation.Refused("--point is missing; expected the name of a point of the network, or --initial with a seed in its place.", "hessian-density", "--network", file);
        Invocation.Refused("--initial: value 'x' is not allowed; expected an integer from 0 to 18446744073709551615.", "hessian-density", "--network", file, "--initial", "x");
        Invocation.Refused("--point: value 'end' is not allowed; expected a point with a file small.POINT.csv.", "hessian-density", "--network", file, "--point", "end");
        var large = Case(name: "large", sizes: "64,3000,10", rows: 9);
        Invocation.Refused("--steps: value '10000' is not allowed; expected an integer from 1 to 9542 for 225010 parameters.", "hessian-density", "--network", large, "--initial", "1", "--steps", "10000");
        var result = Invocation.Run("hessian-density", "--network", file, "--point", "start", "--width", "1e-300");
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Matches(@"^landscapes: --width: value '1E-300' is not allowed; expected a number from \S+ to \S+ for this spectrum\.$", Assert.Single(result.ErrorLines));
        File.WriteAllLines(_folder["small.start.csv"], ["theta", .. Enumerable.Repeat("1.7e308", Parameters)]);
        Invocation.Refused("--point: value 'start' is not allowed; expected parameters at which loss, gradient and Hessian are finite numbers.", "hessian-density", "--network", file, "--point", "start");
    }

    private static double[] Smoothed(double[] eigenvalues, double width, double[] grid) =>
        [.. grid.Select(t => eigenvalues.Average(l => Math.Exp(-0.5 * (t - l) * (t - l) / width / width)) / width / Math.Sqrt(2 * Math.PI))];

    private static int Outside(JsonElement answer, double[] exact) =>
        answer.GetProperty("interval").GetProperty("density").EnumerateArray().Zip(exact).Count(pair => pair.Second < pair.First[0].GetDouble() || pair.Second > pair.First[1].GetDouble());

    private static double Number(JsonElement value, string name) => value.GetProperty(name).GetDouble();

    private static double Number(JsonElement value, string name, int i) => value.GetProperty(name)[i].GetDouble();

    private static double[] Numbers(JsonElement value, string name) => [.. value.GetProperty(name).EnumerateArray().Select(e => e.GetDouble())];

    private static JsonElement Answer(params string[] question) => JsonDocument.Parse(Invocation.Succeed([.. question, "--json"]).Output).RootElement;

    private string Case(string name = "small", string sizes = "64,6,10", int rows = 100)
    {
        File.WriteAllText(_folder[$"{name}.json"], string.Create(CultureInfo.InvariantCulture, $$"""{"name":"{{name}}","type":"mlp","sizes":[{{sizes}}],"activation":"tanh","loss":"ce","N":{{rows}}}"""));
        var start = _folder[$"{name}.start.csv"];
        if (!File.Exists(start))
            File.WriteAllLines(start, ["theta", .. Enumerable.Range(0, Parameters).Select(i => (0.4 * Math.Sin(1 + (1.3 * i))).ToString("R", CultureInfo.InvariantCulture))]);
        return _folder[$"{name}.json"];
    }
}
