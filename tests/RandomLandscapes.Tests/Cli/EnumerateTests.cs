using System.Globalization;
using System.Text.Json;
using RandomLandscapes.Tests.Runs;

namespace RandomLandscapes.Tests.Cli;

[Collection(CliCollection.Name)]
public sealed class EnumerateTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact] // the answer's shape, and x_1^3 + 2 x_2^3: (1, 0), (0, 1), (2, 1) / sqrt 5 and their antipodes
    public void Couplings_of_a_file_are_enumerated()
    {
        var answer = Answer("--couplings", File("{\"p\":3,\"N\":2,\"J\":[[9,9,9,9,9,9,9,9],[1,0,0,0,0,0,0,2]]}"), "--sample", "1", "--points");
        Assert.Equal(["quantity", "parameters", "method", "value", "source"], answer.EnumerateObject().Select(p => p.Name), StringComparer.Ordinal);
        Assert.Equal("enumeration", answer.GetProperty("method").GetString());
        Assert.Equal(1, answer.GetProperty("parameters").GetProperty("sample").GetInt32());
        var value = answer.GetProperty("value");
        Assert.Equal(
            ["criticalPoints", "byIndex", "complexClasses", "expectedComplexClasses", "complete", "certified", "checksPassed", "residueSum", "groundState", "points"],
            value.EnumerateObject().Select(p => p.Name), StringComparer.Ordinal);
        Assert.Equal((6, 3, 3), (value.GetProperty("criticalPoints").GetInt32(), value.GetProperty("complexClasses").GetInt32(), value.GetProperty("expectedComplexClasses").GetInt32()));
        Assert.Equal([3, 3], value.GetProperty("byIndex").EnumerateArray().Select(e => e.GetInt32()));
        Assert.True(value.GetProperty("complete").GetBoolean() && value.GetProperty("certified").GetBoolean() && value.GetProperty("checksPassed").GetBoolean());
        Assert.Equal(-1, value.GetProperty("residueSum").GetDouble(), 1e-12);
        var points = value.GetProperty("points").EnumerateArray().ToList();
        double[] energies = [-2, -1, -2 / Math.Sqrt(5), 2 / Math.Sqrt(5), 1, 2];
        Assert.Equal(energies.Length, points.Count);
        foreach (var (expected, point) in energies.Zip(points))
        {
            Assert.Equal(expected / Math.Sqrt(2), point.GetProperty("energy").GetDouble(), 1e-13);
            Assert.True(point.GetProperty("certified").GetBoolean());
        }

        Assert.Equal(energies[0] / Math.Sqrt(2), value.GetProperty("groundState").GetDouble(), 1e-13);
        Assert.Equal([0, 0, 1, 0, 1, 1], points.Select(p => p.GetProperty("index").GetInt32()));
        Assert.Equal(2, points[0].GetProperty("x").GetArrayLength());
    }

    [Theory]
    [InlineData("--p 4 --spins 3", 13)]
    [InlineData("--mixture 2:0.5,3:0.5 --spins 3", 14)]
    [InlineData("--mixture 3:1 --spins 3", 14)]
    [InlineData("--mixture 1:1 --spins 7", 2)]
    [InlineData("--p 2 --spins 7", 7)]
    public void Drawn_couplings_are_enumerated(string options, int expected)
    {
        var args = options.Split(' ');
        var value = Answer([.. args, "--seed", "5"]).GetProperty("value");
        Assert.Equal(expected, value.GetProperty("complexClasses").GetInt32());
        Assert.True(value.GetProperty("complete").GetBoolean());
        Assert.False(value.TryGetProperty("points", out _));
        Assert.False(value.TryGetProperty("reason", out _));
        Assert.Equal(value.ToString(), Answer([.. args, "--seed", "5", "--threads", "2"]).GetProperty("value").ToString());
        Assert.NotEqual(value.ToString(), Answer([.. args, "--seed", "6"]).GetProperty("value").ToString(), StringComparer.Ordinal);
    }

    [Theory] // couplings that cancel in the symmetric part, at sizes where a plain sum would lose it all, most of it, or a little; t^3 + 10 t^2 + t - 5 has three roots
    [InlineData("1e17", "-1e17", 5.0)]
    [InlineData("1e300", "-1e300", 5.0)]
    [InlineData("1e8", "-1e8", 0.1)]
    public void Cancelling_couplings_keep_their_sum(string first, string third, double second)
    {
        var two = second.ToString("R", CultureInfo.InvariantCulture);
        var cancelling = Answer("--couplings", File($"{{\"p\":3,\"N\":2,\"J\":[[1,{first},{two},1,{third},0,0,0]]}}")).GetProperty("value");
        var plain = Answer("--couplings", File($"{{\"p\":3,\"N\":2,\"J\":[[1,0,{two},1,0,0,0,0]]}}")).GetProperty("value");
        Assert.Equal(plain.GetProperty("byIndex").ToString(), cancelling.GetProperty("byIndex").ToString());
        Assert.Equal(plain.GetProperty("groundState").GetDouble(), cancelling.GetProperty("groundState").GetDouble(), 1e-13);
    }

    [Theory] // a power of ten changes the energies alone, also where squares of couplings leave the range of a double
    [InlineData("e300")]
    [InlineData("e-300")]
    [InlineData("e160")]
    public void Scale_changes_energies_alone(string power)
    {
        var plain = Answer("--couplings", File("{\"p\":3,\"N\":2,\"J\":[[1,0,0,3,0,0,0,2]]}")).GetProperty("value");
        var scaled = Answer("--couplings", File($"{{\"p\":3,\"N\":2,\"J\":[[1{power},0,0,3{power},0,0,0,2{power}]]}}")).GetProperty("value");
        Assert.Equal(plain.GetProperty("byIndex").ToString(), scaled.GetProperty("byIndex").ToString());
        Assert.True(scaled.GetProperty("complete").GetBoolean());
        Assert.Equal(plain.GetProperty("groundState").GetDouble(), scaled.GetProperty("groundState").GetDouble() / double.Parse($"1{power}", CultureInfo.InvariantCulture), 1e-12);
    }

    [Fact] // six points of each energy: one order, whatever the homotopy begins with
    public void Equal_energies_have_one_order()
    {
        var path = File("{\"p\":3,\"N\":3,\"J\":[[0,0,0,0,0,1,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0]]}");
        var orders = Enumerable.Range(0, 6).Select(seed => string.Join(';', Answer("--couplings", path, "--points", "--seed", $"{seed}").GetProperty("value").GetProperty("points").EnumerateArray()
            .Select(p => string.Join(',', p.GetProperty("x").EnumerateArray().Select(x => Math.Round(x.GetDouble(), 6) + 0.0))))).ToList();
        Assert.Single(orders.Distinct(StringComparer.Ordinal));
    }

    [Fact] // the quadratic form of a sphere's rotation: a continuum of points, of which no set is complete
    public void Incomplete_answers_say_why()
    {
        var value = Answer("--couplings", File("{\"p\":2,\"N\":3,\"J\":[[1,0,0,0,1,0,0,0,2]]}")).GetProperty("value");
        Assert.False(value.GetProperty("complete").GetBoolean());
        Assert.Contains("complex solutions were not proved", value.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, value.GetProperty("residueSum").ValueKind);
    }

    [Fact]
    public void Points_are_written_to_files()
    {
        var (csv, npy) = (_folder["points.csv"], _folder["points.npy"]);
        var value = Answer("--p", "3", "--spins", "4", "--points", "--points-file", csv).GetProperty("value");
        Answer("--p", "3", "--spins", "4", "--points-file", npy);
        var lines = System.IO.File.ReadAllLines(csv);
        Assert.Equal("energy_per_spin,index,radius,x0,x1,x2,x3", lines[0]);
        var points = value.GetProperty("points").EnumerateArray().ToList();
        Assert.Equal(points.Count + 1, lines.Length);
        Assert.Equal(points[0].GetProperty("energy").GetDouble(), double.Parse(lines[1].Split(',')[0], CultureInfo.InvariantCulture));
        var bytes = System.IO.File.ReadAllBytes(npy);
        Assert.Contains($"'shape': ({points.Count}, 7)", System.Text.Encoding.ASCII.GetString(bytes[..128]), StringComparison.Ordinal);
        Assert.Equal(points[0].GetProperty("energy").GetDouble(), BitConverter.ToDouble(bytes, 128));
        Assert.Equal(128 + (points.Count * 7 * 8), bytes.Length);
        Assert.Contains("by index", Invocation.Succeed("enumerate", "p-spin", "--p", "3", "--spins", "3", "--points").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "--couplings, --p and --mixture are missing; expected one of them.")]
    [InlineData("--p 7 --spins 4", "--p: value '7' is not allowed; expected an integer from 2 to 6.")]
    [InlineData("--p 3", "--spins is missing; expected an integer from 2 to 1000.")]
    [InlineData("--p 3 --spins 1", "--spins: value '1' is not allowed; expected an integer from 2 to 1000.")]
    [InlineData("--p 3 --spins 4 --mixture 2:1", "--p: value '3' does not belong to --mixture.")]
    [InlineData("--p 3 --spins 4 --sample 1", "--sample: value '1' does not belong to --p.")]
    [InlineData("--mixture 7:1 --spins 4", "--mixture: value '7:1' is not allowed; expected degrees from 1 to 6 for an enumeration.")]
    [InlineData("--mixture 2:0 --spins 4", "--mixture: value '2:0' is not allowed; expected p:weight,... with different p from 1 to 1000 and weights not negative, not all zero, finite xi'(1) and xi''(1).")]
    [InlineData("--p 3 --spins 4 --points-file x.txt", "--points-file: value 'x.txt' is not allowed; expected a file that ends in .csv or .npy.")]
    [InlineData("--p 3 --spins 4 --points-file /no/folder/x.csv", "--points-file: value '/no/folder/x.csv' is not allowed; expected a file in a folder that exists.")]
    public void Mistaken_questions_are_one_line(string options, string message) =>
        Invocation.Refused(message, ["enumerate", "p-spin", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

    [Fact] // nothing that was there before is written over, and the work goes on around a damaged record
    public void Journals_are_files_of_their_own()
    {
        string[] census = ["enumerate", "p-spin", "--p", "3", "--spins", "10", "--seed", "1", "--json"];
        var path = File("la");
        Invocation.Refused(
            $"--journal: file '{path}' is not a journal of this enumeration by this version; expected one of the same couplings and seed, or a new file.", [.. census, "--journal", path]);
        Assert.Equal("la", System.IO.File.ReadAllText(path));
        Invocation.Refused($"--journal: value '{_folder["x.csv"]}' is not allowed; expected another file than that of --points-file.", [.. census, "--journal", _folder["x.csv"], "--points-file", _folder["x.csv"]]);
        foreach (var bad in new[] { "", "/dev/null", _folder.FullPath, "/no/folder/x" })
        {
            var refused = Invocation.Run([.. census, "--journal", bad]);
            Assert.Equal((2, ""), (refused.ExitCode, refused.Output));
            Assert.StartsWith($"landscapes: --journal: file '{bad}' cannot be used: ", Assert.Single(refused.ErrorLines), StringComparison.Ordinal);
        }

        var expected = Invocation.Succeed([.. census, "--journal", _folder["paths"]]).Output;
        var bytes = System.IO.File.ReadAllBytes(_folder["paths"]);
        bytes[1000] ^= 4;
        System.IO.File.WriteAllBytes(_folder["paths"], bytes);
        var result = Invocation.Run([.. census, "--journal", _folder["paths"]]);
        Assert.Equal((0, expected), (result.ExitCode, result.Output));
        Assert.StartsWith("going on from 3 finished blocks", result.ErrorLines[0], StringComparison.Ordinal);
        Assert.EndsWith("damaged bytes were left out", result.ErrorLines[0], StringComparison.Ordinal);
        Assert.StartsWith("going on from 4 finished blocks", Invocation.Run([.. census, "--journal", _folder["paths"]]).ErrorLines[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Systems_that_do_not_fit_are_refused()
    {
        var result = Invocation.Run("enumerate", "p-spin", "--p", "3", "--spins", "40");
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.StartsWith("landscapes: --spins: value '40' is not allowed; expected a system that fits: 1.09951E+12 paths are more than 268435456", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"p\":3,\"N\":2,\"J\":[[1,2]]}", "sample 0 has 2 couplings, N^p = 8 are needed")]
    [InlineData("{\"p\":2,\"N\":2,\"J\":[[1,2,3,\"NaN\"]]}", "coupling 3 of sample 0 is \"NaN\", not a finite number")]
    [InlineData("{\"p\":2,\"N\":2,\"J\":[[1,2,3,1e999]]}", "coupling 3 of sample 0 is 1e999, not a finite number")]
    [InlineData("{\"p\":9,\"N\":2,\"J\":[]}", "p is not an integer from 2 to 6")]
    [InlineData("{\"p\":3,\"N\":1,\"J\":[]}", "N is not an integer from 2 to 1000")]
    [InlineData("{\"p\":3,\"N\":2}", "it has no array J")]
    [InlineData("{\"p\":3,\"N\":2,\"J\":[]}", "J has no sample")]
    [InlineData("[1]", "p is not an integer from 2 to 6")]
    [InlineData("{\"p\":3,", "Expected")]
    public void Mistaken_files_are_one_line(string text, string message)
    {
        var path = File(text);
        var result = Invocation.Run("enumerate", "p-spin", "--couplings", path);
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.StartsWith($"landscapes: --couplings: file '{path}' cannot be used: {message}", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.EndsWith("; expected p, N and J with N^p numbers a sample.", result.ErrorLines[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Samples_that_are_not_there_are_refused()
    {
        var path = File("{\"p\":2,\"N\":2,\"J\":[[0,0,0,0]]}");
        Invocation.Refused($"--sample: value '1' is not allowed; expected an integer from 0 to 0, the samples of '{path}'.", "enumerate", "p-spin", "--couplings", path, "--sample", "1");
        Invocation.Refused($"--couplings: file '{path}' cannot be used: the symmetric part of sample 0 is zero; expected one that is not.", "enumerate", "p-spin", "--couplings", path);
    }

    [Theory]
    [InlineData("1:1;2:0.25", 1)]
    [InlineData("1,0:4;0,1:4;1,1:1;1,-1:1", 2)]
    [InlineData("shell:3:1:2", 3)]
    [InlineData("isotropic:4", 4)]
    public void Points_on_the_torus_are_enumerated(string spectrum, int dimension)
    {
        var value = Torus("--spectrum", spectrum, "--seed", "5", "--points");
        Assert.Equal(["criticalPoints", "byIndex", "eulerSum", "complete", "certified", "checksPassed", "points"], value.EnumerateObject().Select(p => p.Name), StringComparer.Ordinal);
        Assert.True(value.GetProperty("complete").GetBoolean() && value.GetProperty("certified").GetBoolean() && value.GetProperty("checksPassed").GetBoolean());
        var points = value.GetProperty("points").EnumerateArray().ToList();
        Assert.Equal(value.GetProperty("criticalPoints").GetInt32(), points.Count);
        Assert.Equal(dimension, points[0].GetProperty("x").GetArrayLength());
        Assert.Contains("Euler sum          0", Invocation.Succeed("enumerate", "torus-field", "--spectrum", spectrum, "--points").Output, StringComparison.Ordinal);
    }

    [Fact] // cos x + 2 sin y: x = 0, pi and y = +-pi/2
    public void Fields_on_the_torus_are_read_from_files()
    {
        var path = File("{\"dimension\":2,\"modes\":[{\"k\":[1,0],\"cos\":1,\"sin\":0},{\"k\":[0,1],\"cos\":0,\"sin\":2}]}");
        var value = Torus("--coefficients", path, "--points");
        Assert.Equal([-3, -1, 1, 3], value.GetProperty("points").EnumerateArray().Select(p => Math.Round(p.GetProperty("value").GetDouble(), 12)));
        Assert.Equal([0, 1, 1, 2], value.GetProperty("points").EnumerateArray().Select(p => p.GetProperty("index").GetInt32()));
    }

    [Theory]
    [InlineData("{\"dimension\":5,\"modes\":[]}", "dimension is not an integer from 1 to 4")]
    [InlineData("{\"dimension\":1,\"modes\":[]}", "it has no array modes of one mode or more")]
    [InlineData("{\"dimension\":1,\"modes\":[{\"k\":[1,2],\"cos\":1,\"sin\":1}]}", "mode 0 has no k of 1 integers")]
    [InlineData("{\"dimension\":1,\"modes\":[{\"k\":[0],\"cos\":1,\"sin\":1}]}", "mode 0 has k = 0")]
    [InlineData("{\"dimension\":1,\"modes\":[{\"k\":[1],\"cos\":1,\"sin\":1},{\"k\":[-1],\"cos\":1,\"sin\":1}]}", "mode 1 has a k that occurs before, or its negative")]
    [InlineData("{\"dimension\":1,\"modes\":[{\"k\":[1],\"cos\":1e999,\"sin\":1}]}", "mode 0 has no finite number cos")]
    [InlineData("{\"dimension\":1,\"modes\":[{\"k\":[1],\"cos\":0,\"sin\":0}]}", "all coefficients are zero")]
    [InlineData("[]", "dimension is not an integer from 1 to 4")]
    public void Mistaken_fields_are_one_line(string text, string message)
    {
        var path = File(text);
        Invocation.Refused($"--coefficients: file '{path}' cannot be used: {message}; expected dimension (1 to 4) and modes of k, cos, sin.", "enumerate", "torus-field", "--coefficients", path);
    }

    [Theory]
    [InlineData("", "--spectrum and --coefficients are missing; expected one of them.")]
    [InlineData("--spectrum 1:0", "--spectrum: value '1:0' is not allowed: the weight 0 of wave vector (1) is not a positive number; expected ")]
    [InlineData("--spectrum 1:1;-1:1", "--spectrum: value '1:1;-1:1' is not allowed: wave vector (-1) and its negative both occur; they are one mode; expected ")]
    [InlineData("--spectrum 1:x", "--spectrum: value '1:x' is not allowed: 'x' is no number; expected ")]
    [InlineData("--spectrum 1,1:1", "--spectrum: value '1,1:1' is not allowed; expected wave vectors that span all 2 dimensions, these span 1: critical points would not be isolated.")]
    [InlineData("--spectrum 1,0,0,0,0:1", "--spectrum: value '1,0,0,0,0:1' is not allowed; expected at most 4 dimensions for an enumeration.")]
    public void Mistaken_spectra_are_one_line(string options, string message)
    {
        var result = Invocation.Run(["enumerate", "torus-field", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.StartsWith("landscapes: " + message, Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sk", "", 12)]
    [InlineData("ising-p-spin", "--p 3", 12)]
    [InlineData("rem", "", 10)]
    [InlineData("nk", "--k 3", 10)]
    public void Minima_on_the_cube_are_enumerated(string model, string own, int spins)
    {
        string[] args = ["enumerate", "ising", "--model", model, "--spins", spins.ToString(CultureInfo.InvariantCulture), "--seed", "4", "--json", .. own.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        var output = Invocation.Succeed([.. args, "--threads", "1"]).Output;
        Assert.Equal(output, Invocation.Succeed([.. args, "--threads", "3"]).Output);
        Assert.Contains("localMinima  ", Invocation.Succeed([.. args.Where(a => !a.Equals("--json", StringComparison.Ordinal))]).Output, StringComparison.Ordinal);
        using var document = JsonDocument.Parse(output);
        Assert.Equal("enumeration", document.RootElement.GetProperty("method").GetString());
        var value = document.RootElement.GetProperty("value");
        Assert.Equal(["localMinima", "groundState", "state"], value.EnumerateObject().Select(p => p.Name), StringComparer.Ordinal);
        Assert.InRange(value.GetProperty("localMinima").GetInt32(), 1, 1 << spins);
        Assert.InRange(value.GetProperty("groundState").GetDouble(), -1.5, -0.2);
        Assert.Equal(spins, value.GetProperty("state").EnumerateArray().Count(s => Math.Abs(s.GetInt32()) == 1));
    }

    [Theory]
    [InlineData("--spins 4", "--model is missing; expected sk | ising-p-spin | rem | nk.")]
    [InlineData("--model sk --spins 41", "--spins: value '41' is not allowed; expected an integer from 2 to 40.")]
    [InlineData("--model rem --spins 29", "--spins: value '29' is not allowed; expected an integer from 1 to 28.")]
    [InlineData("--model ising-p-spin --spins 4", "--p is missing; expected an integer from 1 to 4.")]
    [InlineData("--model ising-p-spin --spins 4 --p 5", "--p: value '5' is not allowed; expected an integer from 1 to 4.")]
    [InlineData("--model nk --spins 4 --k 4", "--k: value '4' is not allowed; expected an integer from 0 to 3.")]
    [InlineData("--model sk --spins 4 --k 1", "--k: value '1' does not belong to --model sk.")]
    public void Mistaken_questions_about_the_cube_are_one_line(string options, string message) =>
        Invocation.Refused(message, ["enumerate", "ising", .. options.Split(' ')]);

    private string File(string text)
    {
        System.IO.File.WriteAllText(_folder["couplings.json"], text);
        return _folder["couplings.json"];
    }

    private static JsonElement Torus(params string[] args)
    {
        using var document = JsonDocument.Parse(Invocation.Succeed(["enumerate", "torus-field", .. args, "--json"]).Output);
        return document.RootElement.GetProperty("value").Clone();
    }

    private static JsonElement Answer(params string[] args)
    {
        using var document = JsonDocument.Parse(Invocation.Succeed(["enumerate", "p-spin", .. args, "--json"]).Output);
        return document.RootElement.Clone();
    }
}
