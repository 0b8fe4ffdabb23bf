namespace RandomLandscapes.Tests.Cli;

[Collection(CliCollection.Name)]
public sealed class AnswerTests : IDisposable
{
    private readonly RandomLandscapes.Tests.Runs.TemporaryFolder _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void The_page_has_a_row_for_every_notion()
    {
        Invocation.Succeed(
            "run", "coin-flips", "--out", _root["run"], "--samples", "6000", "--set", "replicas=8", "--set", "sweeps=50", "--set", "witness-dimension=4", "--set", "cells.dimension=[2, 10]");
        var page = Invocation.Succeed("answer", _root["run"]).Output;
        var rows = page.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1).ToList();
        Assert.Equal(10, rows.Count);
        Assert.Contains(rows, r => r.StartsWith("| bare GOE(n) |", StringComparison.Ordinal) && r.Contains("| 2.26565E-14 | not computed |", StringComparison.Ordinal));
        Assert.Contains(rows, r => r.StartsWith("| critical points of an isotropic", StringComparison.Ordinal) && r.Contains("| 0.000612036 |", StringComparison.Ordinal));
        Assert.All(rows.Skip(1), r => Assert.Contains("z = ", r, StringComparison.Ordinal));
    }

    [Fact]
    public void Another_folder_is_refused()
    {
        var nowhere = _root["nowhere"];
        Invocation.Refused($"folder: value '{nowhere}' is not allowed; expected a run or published result of coin-flips, with its summary.csv.", "answer", nowhere);
    }
}
