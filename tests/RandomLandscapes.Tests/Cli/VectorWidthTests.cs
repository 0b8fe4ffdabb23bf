using System.Globalization;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Tests.Runs;
using RandomLandscapes.Tests.Simulation.Networks;

namespace RandomLandscapes.Tests.Cli;

/// <summary>Sampled results are the same bits on every processor: the instruction sets are switched off one after the other.</summary>
[Collection(CliCollection.Name)]
public sealed class VectorWidthTests
{
    [Theory]
    [InlineData("DOTNET_EnableAVX512", 512)]
    [InlineData("DOTNET_EnableAVX2", 256)]
    [InlineData("DOTNET_EnableHWIntrinsic", 128)]
    public void Sampled_laws_do_not_depend_on_the_instruction_set(string variable, int bits)
    {
        var folder = Path.GetTempPath();
        (string, string)[] off = [(variable, "0")];
        // The switch works: the vectors are narrower than those it switches off.
        var listing = ChildProcess.Run(folder, off, ["bench"]).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1];
        Assert.InRange(int.Parse(listing.Split(' ')[^2], CultureInfo.InvariantCulture), 0, bits - 1);

        foreach (var options in new[] { "--ensemble goe --dimension 61", "--ensemble random-point --dimension 8" })
        {
            string[] args = ["compute", "index-law", .. options.Split(' '), "--method", "monte-carlo", "--samples", "3001", "--json"];
            Assert.Equal(Invocation.Succeed(args), ChildProcess.Run(folder, off, args));
        }
    }

    [Theory] // a perceptron's closed form, an LSTM by forward over reverse, both with gradient, product and spectrum; and trainings by L-BFGS with the spectra at their ends
    [InlineData("DOTNET_EnableAVX512")]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public void Networks_do_not_depend_on_the_instruction_set(string variable)
    {
        using var folder = new TemporaryFolder();
        (string, string)[] off = [(variable, "0")];
        foreach (var (name, shape, parameters) in new[]
        {
            ("perceptron", """ "type":"mlp","sizes":[64,3,2,10],"activation":"softplus","loss":"ce","N":19 """, 233),
            ("lstm", """ "type":"lstm_classifier","steps":8,"inputs":8,"hidden":2,"outputs":10,"loss":"ce","N":19 """, 118),
        })
        {
            var file = folder[$"{name}.json"];
            File.WriteAllText(file, $"{{\"name\":\"{name}\",{shape}}}");
            var stream = new RandomStream(new StreamKey(20_261_122));
            File.WriteAllLines(folder[$"{name}.start.csv"], ["theta", .. Enumerable.Range(0, parameters).Select(_ => stream.NextNormal().ToString("R", CultureInfo.InvariantCulture))]);
            string[] args = ["hessian", "--network", file, "--point", "start", "--data", NetworkCases.DigitsFile, "--eigenvalues", "--vector", "cosine", "--json"];
            Assert.Equal(Invocation.Succeed(args), ChildProcess.Run(folder.FullPath, off, args));
        }

        string[] plan =
        [
            "run", "saddles-dominate", "--samples", "4", .. new[] { "coin-flip", "goe", "isotropic-field", "p-spin", "p-spin-enumeration" }.SelectMany(c => new[] { "--set", $"cells.{c}=" }),
            "--set", "cells.network=5", "--set", "digits=30", "--set", "hidden-units=1", "--set", "moments=0,4", "--set", "network-goe-samples=50", "--set", "network-field-samples=60", "--set", "law-dimension=3",
        ];
        Assert.Equal(0, Invocation.Run([.. plan, "--out", folder["here"]]).ExitCode);
        Assert.Equal(0, ChildProcess.Run(folder.FullPath, off, [.. plan, "--out", folder["there"]]).ExitCode);
        foreach (var file in new[] { "chunks.jsonl", "summary.csv" })
            Assert.Equal(File.ReadLines(Path.Combine(folder["here"], file)).Order(StringComparer.Ordinal), File.ReadLines(Path.Combine(folder["there"], file)).Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }
}
