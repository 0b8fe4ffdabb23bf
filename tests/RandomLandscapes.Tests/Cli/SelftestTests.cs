using System.Text.Json;
using System.Text.Json.Nodes;
using RandomLandscapes.Cli;
using RandomLandscapes.Tests.Runs;

namespace RandomLandscapes.Tests.Cli;

[Collection(CliCollection.Name)]
public sealed class SelftestTests : IDisposable
{
    private readonly TemporaryFolder _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void Every_anchor_passes()
    {
        var result = Invocation.Succeed("selftest");
        Assert.EndsWith(" anchors passed, 0 failed\n", result.Output, StringComparison.Ordinal);
        foreach (var name in new[] { "Philox4x32-10", "GOE(5) P(all positive)", "field n=10", "3-spin N=12 mean count", "every critical point", "GOE(300) ln P", "confined field n=10 m=1 minima", "E_inf" })
            Assert.Contains(name, result.Output, StringComparison.Ordinal);
        Assert.Equal(3, result.Output.Split('\n').Count(line => line.Contains("every critical point", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_folder_of_tensors_is_enumerated_and_one_altered_energy_fails()
    {
        WriteTensors();
        Assert.Contains("anchors passed, 0 failed", Invocation.Succeed("selftest", "--tensors", _root.FullPath).Output, StringComparison.Ordinal);
        WriteTensors(critical => critical["samples"]![1]!["critical_points"]![0]!["H_over_N"] = critical["samples"]![1]!["critical_points"]![0]!["H_over_N"]!.GetValue<double>() + 1e-8);
        AssertOneFails();
        WriteTensors(critical => critical["samples"]![0]!["critical_points"]![0]!["index"] = 3);
        AssertOneFails();
        WriteTensors(critical => critical["samples"]![2]!["critical_points"]!.AsArray().RemoveAt(0));
        AssertOneFails();

        void AssertOneFails()
        {
            var result = Invocation.Run("selftest", "--tensors", _root.FullPath);
            Assert.Equal((1, ""), (result.ExitCode, result.Error));
            Assert.EndsWith(" anchors passed, 1 failed\n", result.Output, StringComparison.Ordinal);
            Assert.Single(result.Output.Split('\n'), line => line.StartsWith("FAIL  3-spin N=4 sample", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_folder_that_is_not_of_tensors_is_refused()
    {
        Refused();
        WriteTensors(couplings: j => j.Remove("J"));
        Refused();
        WriteTensors(couplings: j => j["J"] = new JsonArray());
        Refused();
        WriteTensors(couplings: j => j["J"]!.AsArray().RemoveAt(2));
        Refused();
        WriteTensors(couplings: j => j["J"]![0]!.AsArray().RemoveAt(0));
        Refused();
        WriteTensors(couplings: j => j["J"]![0]![0] = "x");
        Refused();
        WriteTensors(couplings: j => j["N"] = 4.5);
        Refused();
        WriteTensors(couplings: j => j["N"] = -1);
        Refused();
        WriteTensors(couplings: j => j["N"] = 1000000);
        Refused();
        WriteTensors(critical => critical["samples"]![0]!["critical_points"] = 3);
        Refused();
        WriteTensors();
        var text = File.ReadAllText(_root["p3_N4_critical.json"]);
        File.WriteAllText(_root["p3_N4_critical.json"], text[..(text.Length / 2)]);
        Refused();

        void Refused()
        {
            var result = Invocation.Run("selftest", "--tensors", _root.FullPath);
            Assert.Equal((2, "", 1), (result.ExitCode, result.Output, result.ErrorLines.Count));
            Assert.StartsWith($"landscapes: --tensors: folder '{_root.FullPath}' cannot be used: ", result.Error, StringComparison.Ordinal);
            Assert.EndsWith("; expected p3_N4.json and p3_N4_critical.json.\n", result.Error, StringComparison.Ordinal);
        }
    }

    // The three embedded samples in the format of a tensors folder.
    private void WriteTensors(Action<JsonObject>? critical = null, Action<JsonObject>? couplings = null)
    {
        using var stream = typeof(CommandLine).Assembly.GetManifestResourceStream("three-spin-samples.json")!;
        using var embedded = JsonDocument.Parse(stream);
        var samples = embedded.RootElement.GetProperty("samples").EnumerateArray().ToList();
        var tensors = new JsonObject { ["N"] = 4, ["J"] = new JsonArray([.. samples.Select(s => JsonNode.Parse(s.GetProperty("couplings").GetRawText()))]) };
        var known = new JsonObject
        {
            ["samples"] = new JsonArray([.. samples.Select(s => new JsonObject
            {
                ["sample"] = s.GetProperty("sample").GetInt32(),
                ["critical_points"] = new JsonArray([.. s.GetProperty("energies").EnumerateArray().Zip(s.GetProperty("indices").EnumerateArray(), (e, k) =>
                    new JsonObject { ["H_over_N"] = e.GetDouble(), ["index"] = k.GetInt32() })]),
            })]),
        };
        couplings?.Invoke(tensors);
        critical?.Invoke(known);
        File.WriteAllText(_root["p3_N4.json"], tensors.ToJsonString());
        File.WriteAllText(_root["p3_N4_critical.json"], known.ToJsonString());
    }
}
