using System.Globalization;
using System.Text.Json;
using RandomLandscapes.Tests.Runs;
using RandomLandscapes.Tests.Simulation.Networks;

namespace RandomLandscapes.Tests.Cli;

/// <summary>The command <c>hessian</c>: networks described by files, their points and data, and what is said of wrong ones.</summary>
[Collection(CliCollection.Name)]
public sealed class HessianCommandTests : IDisposable
{
    private const string Expected = "expected a network of one of the types mlp, maxout_mlp, conv, conv_maxout, rnn_tanh_classifier, lstm_classifier, lstm_language_model, mp_dbm.";

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string> Cases => new()
    {
        { "conv_maxout", """ "type":"conv_maxout","layers":["zero-pad 1","conv 1->8 3x3","maxout 4 maps x 2 pieces (filter = map*2+piece)","maxpool 2x2 stride 2","flatten c,y,x","dense 64->10"],"loss":"ce","N":150 """ },
        { "conv_tanh", """ "type":"conv","layers":["conv 1->4 3x3 valid","tanh","avgpool 2x2","conv 4->5 2x2 valid","tanh","flatten c,y,x","dense 20->10"],"loss":"ce","N":150 """ },
        { "lstm_digits", """ "type":"lstm_classifier","steps":8,"inputs":8,"hidden":8,"outputs":10,"gates":"i,f,g,o","loss":"ce on last h","N":100 """ },
        { "lstm_lm", """ "type":"lstm_language_model","vocabulary":" .abcdefghilmnoprstuvwyz","embed":5,"hidden":9,"steps":12,"sequences":14,"gates":"i,f,g,o","loss":"ce mean over sequences*steps" """ },
        { "maxout_mlp", """ "type":"maxout_mlp","inputs":64,"layers":[{"units":8,"pieces":2},{"units":6,"pieces":3}],"outputs":10,"loss":"ce","N":200 """ },
        { "mp_dbm", """ "type":"mp_dbm","visible":16,"hidden1":8,"hidden2":5,"sweeps":4,"N":60,"mask":"((7n+5j+nj) mod 3)==0","loss":"mean over masked (n,j) of Bernoulli cross entropy" """ },
        { "rnn_tanh", """ "type":"rnn_tanh_classifier","steps":8,"inputs":8,"hidden":10,"outputs":10,"loss":"ce on last h","N":100 """ },
        { "softmax_reg", """ "type":"mlp","sizes":[64,10],"activation":"identity","output":"identity","loss":"ce","N":200,"l2":0.001 """ },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Cases))]
    public void Networks_of_every_type_are_read(string name, string description)
    {
        var expected = NetworkCases.Scalars(name, "families.scalars.csv");
        var file = Write(name, description);
        var answer = Answer(file, "init", "--eigenvalues", "--vector", "cosine");
        Assert.Equal(["quantity", "parameters", "method", "value", "source"], answer.EnumerateObject().Select(p => p.Name), StringComparer.Ordinal);
        Assert.Equal(("hessian", "exact"), (answer.GetProperty("quantity").GetString(), answer.GetProperty("method").GetString()));
        var value = answer.GetProperty("value");
        Assert.Equal(
            ["loss", "gradientNorm", "gradient", "hessianVector", "eigenvalues", "negative", "undecided", "positive", "zeroTolerance", "errorBound", "trace"],
            value.EnumerateObject().Select(p => p.Name), StringComparer.Ordinal);
        Assert.Equal(expected["loss"], value.GetProperty("loss").GetDouble(), 1e-12 * expected["loss"]);
        Assert.Equal(expected["gradient_norm"], value.GetProperty("gradientNorm").GetDouble(), 1e-10 * expected["gradient_norm"]);
        Assert.Equal(expected["Hv_norm"], NetworkCases.Norm(Numbers(value, "hessianVector")), 1e-10 * expected["Hv_norm"]);
        Assert.Equal(expected["trace"], Numbers(value, "eigenvalues").Sum(), 1e-9);
        Assert.Equal((expected["negative"], expected["zero"]), (value.GetProperty("negative").GetInt32(), value.GetProperty("undecided").GetInt32()));
        Assert.Equal(Numbers(value, "gradient").Count(), value.GetProperty("negative").GetInt32() + value.GetProperty("undecided").GetInt32() + value.GetProperty("positive").GetInt32());
    }

    [Fact] // what was not asked for is left out; a wider tolerance takes more eigenvalues for zero; the table says the same
    public void Options_choose_what_is_printed()
    {
        var file = Write("softmax_reg", """ "type":"mlp","sizes":[64,10],"activation":"identity","loss":"ce","N":200,"l2":0.001 """);
        var value = Answer(file, "init", "--zero-tolerance", "0.01").GetProperty("value");
        Assert.False(value.TryGetProperty("eigenvalues", out _) || value.TryGetProperty("hessianVector", out _));
        Assert.InRange(value.GetProperty("undecided").GetInt32(), 137, 649);
        var table = Invocation.Succeed("hessian", "--network", file, "--point", "init").Output;
        Assert.Contains("parameters     650\n", table, StringComparison.Ordinal);
        Assert.Contains("negative       0\n", table, StringComparison.Ordinal);
    }

    [Theory] // other activations, losses and orders of gates than the stored ones: the count of parameters and a finite answer
    [InlineData(""" "type":"mlp","sizes":[64,3,2,10],"activation":"softplus","loss":"mse","N":20 """, 233)]
    [InlineData(""" "type":"mlp","sizes":[64,3,10],"activation":"relu","loss":"hinge","N":20 """, 235)]
    [InlineData(""" "type":"maxout_mlp","inputs":64,"layers":[],"outputs":10,"loss":"mse","N":20 """, 650)]
    [InlineData(""" "type":"conv","layers":["maxpool 3x3 stride 2","conv 1->2 2x2","sigmoid","dense 8->10","softplus","dense 10->10"],"loss":"mse","N":20 """, 210)]
    [InlineData(""" "type":"lstm_classifier","steps":4,"inputs":16,"hidden":2,"outputs":10,"gates":"ogif","loss":"mse","N":20 """, 182)]
    [InlineData(""" "type":"conv","layers":["avgpool 4x4","dense 4->10"],"loss":"ce","N":9 """, 50)]
    [InlineData(""" "type":"conv","layers":["maxpool 4x4 stride 4","tanh","dense 4->10","sigmoid"],"loss":"mse","N":9 """, 50)]
    [InlineData(""" "type":"mp_dbm","visible":64,"hidden1":3,"hidden2":2,"sweeps":2,"N":9,"mask":"((n+2j) mod 5)==1","loss":"Bernoulli" """, 267)]
    public void Other_networks_of_the_schema_work(string description, int parameters)
    {
        var file = Path.Combine(_folder["case"], "other.json");
        Directory.CreateDirectory(_folder["case"]);
        File.WriteAllText(file, $"{{\"name\":\"other\",{description}}}");
        WriteData();
        File.WriteAllLines(Path.Combine(_folder["case"], "other.start.csv"), ["theta", .. Enumerable.Range(0, parameters).Select(i => (0.3 * Math.Sin(1 + (1.3 * i))).ToString("R", CultureInfo.InvariantCulture))]);
        var value = Answer(file, "start").GetProperty("value");
        Assert.True(double.IsFinite(value.GetProperty("trace").GetDouble()) && value.GetProperty("gradientNorm").GetDouble() > 0);
    }

    [Theory]
    [InlineData(""" "type":"mlq","loss":"ce","N":9 """, "type is 'mlq'")]
    [InlineData(""" "type":"mlp","sizes":[64],"activation":"tanh","loss":"ce","N":9 """, "Expected at least 2 sizes (inputs and outputs), was 1")]
    [InlineData(""" "type":"mlp","sizes":[64,0],"activation":"tanh","loss":"ce","N":9 """, "sizes has 0, not an integer from 1 to 100000")]
    [InlineData(""" "type":"mlp","sizes":[64,10],"activation":"swish","loss":"ce","N":9 """, "activation is 'swish', not tanh, relu, sigmoid, softplus or identity")]
    [InlineData(""" "type":"mlp","sizes":[64,10],"activation":"tanh","loss":"l1","N":9 """, "loss is 'l1', not ce, mse or hinge")]
    [InlineData(""" "type":"mlp","sizes":[64,10],"activation":"tanh","loss":"ce","N":0 """, "N is not an integer from 1 to 10000000")]
    [InlineData(""" "type":"mlp","sizes":[64,10],"activation":"tanh","loss":"ce sum over rows","N":9 """, "loss is 'ce sum over rows', not ce, mse or hinge")]
    [InlineData(""" "type":"mlp","sizes":[64,10],"activation":"tanh","loss":"ce","output":3,"N":9 """, "output is 3, not identity")]
    [InlineData(""" "type":"conv","layers":[1],"loss":"ce","N":9 """, "layer '1' is not known")]
    [InlineData(""" "type":"mlp","sizes":[64,1000,10],"activation":"tanh","loss":"ce","N":9 """, "its shape has 75010 parameters, not from 1 to 46340")]
    [InlineData(""" "type":"rnn_tanh_classifier","steps":100000000,"inputs":8,"hidden":10,"outputs":10,"loss":"ce","N":9 """, "steps is not an integer from 1 to 10000")]
    [InlineData(""" "type":"mlp","sizes":[64,10],"activation":"tanh","loss":"ce","N":9,"l2":-1 """, "l2 is -1, not a number of at least 0")]
    [InlineData(""" "type":"mlp","sizes":[64,10],"activation":"tanh","loss":"ce","N":9,"parameters":651 """, "it says 651 parameters, its shape has 650")]
    [InlineData(""" "type":"conv","layers":["conv 2->3 3x3"],"loss":"ce","N":9 """, "layer 'conv 2->3 3x3' does not fit 1 maps of 8 x 8")]
    [InlineData(""" "type":"conv","layers":["blur 3x3"],"loss":"ce","N":9 """, "layer 'blur 3x3' is not known")]
    [InlineData(""" "type":"lstm_classifier","steps":8,"inputs":8,"hidden":2,"outputs":10,"gates":"i,f,g","loss":"ce","N":9 """, "Expected each of i, f, g, o once, was 'ifg'")]
    [InlineData(""" "type":"lstm_language_model","vocabulary":"ab","embed":5,"hidden":9,"steps":12,"loss":"ce" """, "Character 1, U+0020, is not in the vocabulary 'ab'")]
    [InlineData(""" "type":"mp_dbm","visible":16,"hidden1":8,"hidden2":5,"sweeps":4,"N":60,"mask":"n+j","loss":"Bernoulli" """, "mask 'n+j' is not of the form ((a n + b j + c nj) mod m)==r")]
    public void Wrong_networks_are_named(string description, string problem)
    {
        var file = Path.Combine(_folder["case"], "wrong.json");
        Directory.CreateDirectory(_folder["case"]);
        File.WriteAllText(file, $"{{\"name\":\"wrong\",{description}}}");
        WriteData();
        Invocation.Refused($"--network: file '{file}' cannot be used: {problem}; {Expected}", "hessian", "--network", file, "--point", "init");
    }

    [Fact]
    public void Wrong_points_and_data_are_named()
    {
        var file = Write("softmax_reg", """ "type":"mlp","sizes":[64,10],"activation":"identity","loss":"ce","N":200,"points":{"init":{}} """);
        Invocation.Refused("--network is missing; expected a JSON file that describes a network.", "hessian", "--point", "init");
        Invocation.Refused("--point is missing; expected the name of a point of the network.", "hessian", "--network", file);
        Invocation.Refused("--point: value 'end' is not allowed; expected one of init, with a file softmax_reg.POINT.csv.", "hessian", "--network", file, "--point", "end");
        Invocation.Refused("--vector: value 'sine' is not allowed; expected cosine.", "hessian", "--network", file, "--point", "init", "--vector", "sine");
        var none = Path.Combine(_folder["case"], "none.csv");
        Invocation.Refused($"--data: Digits file not found: {none}.", "hessian", "--network", file, "--point", "init", "--data", none);
        var points = Path.Combine(_folder["case"], "softmax_reg.init.csv");
        File.WriteAllText(points, "theta\n1\n2\n");
        Invocation.Refused($"--point: file '{points}' cannot be used: it has 2; expected a column theta of 650 parameters.", "hessian", "--network", file, "--point", "init");
        foreach (var (content, problem) in new[]
        {
            ("theta\n1\nnan\n", "line 3: 'nan' is no finite number"),
            ("theta\n\n1,2\n", "line 3 has 2 fields, the first line 1"),
            ("theta,v,theta\n1,2,3\n", "its first line names more than one column theta"),
            ("v\n1\n", "its first line names no column theta"),
            ("theta\n1e999\n", "line 2: '1e999' is no finite number"),
            (string.Concat("theta\n", string.Concat(Enumerable.Repeat("0\n", 651))), "it has 651"),
        })
        {
            File.WriteAllText(points, content);
            Invocation.Refused($"--point: file '{points}' cannot be used: {problem}; expected a column theta of 650 parameters.", "hessian", "--network", file, "--point", "init");
        }

        File.WriteAllText(file, "{");
        Assert.Equal(2, Invocation.Run("hessian", "--network", file, "--point", "init").ExitCode);
    }

    [Theory] // a misspelt key would lose its number without a word
    [InlineData(""" "type":"mlp","sizes":[64,10],"activaton":"tanh","loss":"ce","N":9 """, "the key 'activaton' is not known; 'activation' is")]
    [InlineData(""" "type":"mlp","sizes":[64,10],"activation":"tanh","loss":"ce","N":9,"L2":0.1 """, "the key 'L2' is not known; 'l2' is")]
    [InlineData(""" "type":"mlp","sizes":[64,10],"activation":"tanh","loss":"ce","N":9,"ouput":"sigmoid" """, "the key 'ouput' is not known; 'output' is")]
    [InlineData(""" "type":"lstm_classifier","steps":8,"inputs":8,"hidden":2,"outputs":10,"gate":"ogif","loss":"ce","N":9 """, "the key 'gate' is not known; 'gates' is")]
    [InlineData(""" "type":"lstm_language_model","vocabulary":"ab","embed":5,"hidden":9,"steps":12,"seqeunces":3,"loss":"ce" """, "the key 'seqeunces' is not known; 'sequences' is")]
    [InlineData(""" "type":"maxout_mlp","inputs":64,"layers":[{"units":8,"peices":2}],"outputs":10,"loss":"ce","N":9 """, "the key 'layers[0].peices' is not known; 'layers[0].pieces' is")]
    public void Misspelt_keys_are_refused(string description, string problem) => Wrong_networks_are_named(description, problem);

    [Fact] // what else a file says is its author's business, but a note says that it was read over
    public void Foreign_keys_are_noted()
    {
        const string shape = """ "type":"mlp","sizes":[64,10],"activation":"identity","loss":"ce","N":20,"paths":[] """;
        var silent = Invocation.Succeed("hessian", "--network", Write("softmax_reg", shape), "--point", "init", "--json");
        Assert.Empty(silent.Error);
        var file = Write("softmax_reg", shape + ""","author":"me","gates":"i,f,g,o" """);
        var noted = Invocation.Run("hessian", "--network", file, "--point", "init", "--json");
        Assert.Equal((0, silent.Output), (noted.ExitCode, noted.Output));
        Assert.Equal($"landscapes: note: file '{file}': the keys 'author', 'gates' mean nothing to a network of type mlp.", Assert.Single(noted.ErrorLines));
    }

    [Fact] // the option that named the text, not the one that named the network
    public void Wrong_texts_and_labels_name_the_data()
    {
        var language = Write("lstm_lm", """ "type":"lstm_language_model","vocabulary":" .abcdefghilmnoprstuvwyz","embed":5,"hidden":9,"steps":12,"sequences":14,"loss":"ce" """);
        var text = Path.Combine(_folder["case"], "text");
        File.WriteAllText(text, "a saddle Q");
        Invocation.Refused("--data: the text does not fit the network: Character 9, U+0051, is not in the vocabulary ' .abcdefghilmnoprstuvwyz'.", "hessian", "--network", language, "--point", "init", "--data", text);
        File.WriteAllText(text, "a saddle");
        Invocation.Refused("--data: the text does not fit the network: Expected at least 13 characters for a sequence of 12 steps, was 8.", "hessian", "--network", language, "--point", "init", "--data", text);
        var folder = _folder["case"];
        Invocation.Refused($"--data: {folder}: expected a text file, was a folder.", "hessian", "--network", language, "--point", "init", "--data", folder);
        Invocation.Refused($"--network: '{folder}' is a folder; expected a JSON file that describes a network.", "hessian", "--network", folder, "--point", "init");
        language = Write("lstm_lm", """ "type":"lstm_language_model","vocabulary":" .abcdefghilmnoprstuvwyz","embed":5,"hidden":9,"steps":12,"sequences":15,"loss":"ce" """);
        Invocation.Refused($"--network: file '{language}' cannot be used: Expected from 1 to 14 sequences of 12 steps in 172 characters, was 15; {Expected}", "hessian", "--network", language, "--point", "init");

        var images = Path.Combine(_folder["case"], "own.csv");
        var digits = Write("softmax_reg", """ "type":"mlp","sizes":[2,3],"activation":"identity","loss":"ce","N":2 """);
        File.WriteAllLines(Path.Combine(_folder["case"], "softmax_reg.init.csv"), ["theta", .. Enumerable.Repeat("0.5", 9)]);
        File.WriteAllText(images, "label,p0,p1\n2,16,0\n3,1,1\n");
        Invocation.Refused($"--data: '{images}' does not fit the network: line 3 has the label 3, the network the classes 0 to 2.", "hessian", "--network", digits, "--point", "init", "--data", images);
        Invocation.Refused($"--data: {folder}: expected a file with the first line \"label,p0,p1,...\", was a folder.", "hessian", "--network", digits, "--point", "init", "--data", folder);
    }

    private static IEnumerable<double> Numbers(JsonElement value, string name) => value.GetProperty(name).EnumerateArray().Select(e => e.GetDouble());

    private static JsonElement Answer(string file, string point, params string[] options) =>
        JsonDocument.Parse(Invocation.Succeed(["hessian", "--network", file, "--point", point, .. options, "--json"]).Output).RootElement;

    private string Write(string name, string description)
    {
        Directory.CreateDirectory(_folder["case"]);
        var file = Path.Combine(_folder["case"], $"{name}.json");
        File.WriteAllText(file, $"{{\"name\":\"{name}\",{description}}}");
        var theta = NetworkCases.Column($"{name}.init.theta.csv");
        // Columns beside theta, as in files that hold derivatives too.
        File.WriteAllLines(Path.Combine(_folder["case"], $"{name}.init.csv"), ["number,theta", .. theta.Select((t, i) => string.Create(CultureInfo.InvariantCulture, $"{i},{t:R}"))]);
        WriteData();
        return file;
    }

    private void WriteData() => File.Copy(NetworkCases.DigitsFile, Path.Combine(_folder["case"], "digits_subset.csv"), overwrite: true);
}
