using RandomLandscapes.Tests.Experiments;
using RandomLandscapes.Tests.Runs;

namespace RandomLandscapes.Tests.Cli;

[Collection(CliCollection.Name)]
public sealed class RunCommandErrorTests : IDisposable
{
    private readonly TemporaryFolder _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void An_unknown_experiment_is_refused()
    {
        Invocation.Refused("experiment: value 'sadles' is not allowed; expected saddles-dominate | coin-flips | rare-minima | index-versus-energy | topology-trivialization | field-portrait | field-census | field-heights | field-descent | confined-census | complexity | p-spin-census | spin-glass-energies | ising-local-minima | network-spectra | index-versus-loss | random-matrix-nets | linear-networks.", "run", "sadles", "--out", _root["run"]);
        Invocation.Refused("experiment: value 'sadles' is not allowed; expected saddles-dominate | coin-flips | rare-minima | index-versus-energy | topology-trivialization | field-portrait | field-census | field-heights | field-descent | confined-census | complexity | p-spin-census | spin-glass-energies | ising-local-minima | network-spectra | index-versus-loss | random-matrix-nets | linear-networks.", "list", "sadles");
        AssertNothingWritten();
    }

    [Theory]
    [InlineData("cells.goe=[3, -1]", "plan key 'cells.goe': value '[3, -1]' is not allowed; expected a list of different integers from 1 to 2000.")]
    [InlineData("cells.goe=x", "plan key 'cells.goe': value 'x' is not allowed; expected a list of different integers from 1 to 2000.")]
    [InlineData("cells.p-spin-enumeration=7", "plan key 'cells.p-spin-enumeration': value '7' is not allowed; expected a list of different integers from 2 to 6.")]
    [InlineData("samples=0", "plan key 'samples': value '0' is not allowed; expected an integer from 1 to 1000000000.")]
    [InlineData("threads=-1", "plan key 'threads': value '-1' is not allowed; expected an integer from 0 to 1024.")]
    [InlineData("hidden-units=65", "plan key 'hidden-units': value '65' is not allowed; expected an integer from 1 to 64.")]
    [InlineData("moments=[3, 1]", "plan key 'moments': value '3,1' is not allowed; expected ascending numbers.")]
    [InlineData("l2=0", "plan key 'l2': value '0' is not allowed; expected a number from 1E-08 to 1.")]
    [InlineData("experiment=other", "plan key 'experiment': value 'other' is not allowed; expected 'saddles-dominate'.")]
    [InlineData("nokey", "--set: value 'nokey' is not allowed; expected key=value.")]
    [InlineData("=3", "--set: value '=3' is not allowed; expected key=value.")]
    [InlineData("goe-tail-factor=1000000", "plan key 'goe-tail-factor': value '1000000' is not allowed with samples 1000000000; expected a product of at most 100000000000.", "--samples", "1000000000")]
    [InlineData("data=/no/such/folder", "plan key 'data': Digits file not found: /no/such/folder (expected a file, or a folder with optdigits.tra in it).")]
    public void A_wrong_plan_is_refused(string set, string message, params string[] more)
    {
        Invocation.Refused(message, ["run", "saddles-dominate", "--out", _root["run"], "--set", set, .. more]);
        AssertNothingWritten();
    }

    [Fact]
    public void A_plan_without_cells_is_refused()
    {
        string[] empty = ["cells.coin-flip=", "cells.goe=", "cells.isotropic-field=", "cells.p-spin=", "cells.p-spin-enumeration=", "cells.network=[]"];
        Invocation.Refused(
            "plan key 'cells': every list is empty; expected at least one cell.", ["run", "saddles-dominate", "--out", _root["run"], .. empty.SelectMany(c => new[] { "--set", c })]);
        AssertNothingWritten();
    }

    [Fact]
    public void All_problems_of_a_plan_come_at_once()
    {
        File.WriteAllText(_root["plan.yaml"], "frog: 1\nsamples: 0\ncells:\n  goe: [-2]\n");
        var result = Invocation.Run("run", "saddles-dominate", "--plan", _root["plan.yaml"], "--set", "l2=x", "--out", _root["run"]);
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Equal(4, result.ErrorLines.Count);
        foreach (var key in new[] { "frog", "samples", "cells.goe", "l2" })
            Assert.Contains(result.ErrorLines, line => line.StartsWith($"landscapes: plan key '{key}'", StringComparison.Ordinal));
        Assert.Equal(["plan.yaml"], Directory.EnumerateFileSystemEntries(_root.FullPath).Select(f => Path.GetFileName(f)), StringComparer.Ordinal);
    }

    [Fact]
    public void A_plan_file_that_cannot_be_read_is_refused()
    {
        Invocation.Refused($"--plan: '{_root.FullPath}' is a folder; expected a file.", "run", "saddles-dominate", "--plan", _root.FullPath);
        Invocation.Refused("--plan: value '' is not allowed; expected a path.", "run", "saddles-dominate", "--plan", "");
        var result = Invocation.Run("run", "saddles-dominate", "--plan", _root["none.yaml"]);
        Assert.Equal((2, "", 1), (result.ExitCode, result.Output, result.ErrorLines.Count));
        Assert.StartsWith($"landscapes: --plan: '{_root["none.yaml"]}' cannot be read: ", result.Error, StringComparison.Ordinal);
        AssertNothingWritten();
    }

    [Fact]
    public void A_truncated_or_damaged_data_file_is_refused()
    {
        var row = string.Join(',', Enumerable.Range(0, 64).Select(i => i % 17)) + ",3\n";
        Check(string.Concat(Enumerable.Repeat(row, 30)) + row[..40], "row 31: expected 65 comma-separated numbers (64 pixels and a label), was 17 in the last row: the file seems to be cut off.");
        Check(string.Concat(Enumerable.Repeat(row, 29)), "expected at least 30 rows, was 29.");
        Check("", "the file is empty, expected 30 rows of 65 numbers.");
        Check(string.Concat(Enumerable.Repeat(row, 30)).Replace(",3\n", ",12\n", StringComparison.Ordinal), "row 1, column 65: expected a label as a whole number from 0 to 9, was \"12\".");

        void Check(string content, string message)
        {
            File.WriteAllText(_root["optdigits.tra"], content);
            var result = Invocation.Run(["run", "saddles-dominate", .. SmallPlan.Options(SmallPlan.Networks, ("data", _root.FullPath)), "--out", _root["run"]]);
            Assert.Equal((2, "", 1), (result.ExitCode, result.Output, result.ErrorLines.Count));
            Assert.EndsWith(message + "\n", result.Error, StringComparison.Ordinal);
            Assert.StartsWith($"landscapes: plan key 'data': {_root["optdigits.tra"]}", result.Error, StringComparison.Ordinal);
            Assert.Equal(["optdigits.tra"], Directory.EnumerateFileSystemEntries(_root.FullPath).Select(f => Path.GetFileName(f)), StringComparer.Ordinal);
        }
    }

    [Fact]
    public void An_output_folder_that_cannot_be_written_is_refused()
    {
        File.WriteAllText(_root["file"], "content");
        Invocation.Refused($"--out: output folder '{_root["file"]}' is a file; a folder is needed.", [.. Small(), "--out", _root["file"]]);
        Invocation.Refused("--out: value '' is not allowed; expected a path.", [.. Small(), "--out", ""]);
        foreach (var path in new[] { _root["file/run"], "/proc/landscapes" })
        {
            var result = Invocation.Run([.. Small(), "--out", path]);
            Assert.Equal((2, "", 1), (result.ExitCode, result.Output, result.ErrorLines.Count));
            Assert.StartsWith($"landscapes: --out: output folder '{path}' cannot be made or written: ", result.Error, StringComparison.Ordinal);
        }

        Assert.Equal(["file"], TemporaryFolder.Snapshot(_root.FullPath).Keys, StringComparer.Ordinal);
    }

    [Fact]
    public void The_folder_of_another_run_is_refused_and_untouched()
    {
        Invocation.Succeed([.. Small(), "--out", _root["run"]]);
        var before = TemporaryFolder.Snapshot(_root.FullPath);
        Refuse("--seed", "12");
        File.Delete(_root["run/summary.csv"]); // the same for a run that has not finished
        before.Remove("run/summary.csv");
        Refuse("--seed", "12");
        Refuse("--set", "cells.goe=2");

        void Refuse(params string[] change)
        {
            var result = Invocation.Run([.. Small(), "--out", _root["run"], .. change]);
            Assert.Equal((2, "", 1), (result.ExitCode, result.Output, result.ErrorLines.Count));
            Assert.StartsWith($"landscapes: --out: output folder '{_root["run"]}' holds the run of another plan (", result.Error, StringComparison.Ordinal);
            Assert.Equal(before, TemporaryFolder.Snapshot(_root.FullPath));
        }
    }

    [Fact]
    public void A_foreign_folder_is_refused_and_untouched()
    {
        File.WriteAllText(_root["thesis.tex"], "years of work");
        var before = TemporaryFolder.Snapshot(_root.FullPath);
        Invocation.Refused($"--out: output folder '{_root.FullPath}' holds files but no run.json; choose an empty or new folder.", [.. Small(), "--out", _root.FullPath]);
        File.WriteAllText(_root["run.json"], "garbage");
        before = TemporaryFolder.Snapshot(_root.FullPath);
        var result = Invocation.Run([.. Small(), "--out", _root.FullPath]);
        Assert.Equal((2, "", 1), (result.ExitCode, result.Output, result.ErrorLines.Count));
        Assert.StartsWith($"landscapes: '{_root["run.json"]}' cannot be read: ", result.Error, StringComparison.Ordinal);
        Assert.Equal(before, TemporaryFolder.Snapshot(_root.FullPath));
    }

    [Theory]
    [InlineData("run", "saddles-dominate", "--frog")]
    [InlineData("run")]
    [InlineData("run", "saddles-dominate", "extra")]
    [InlineData("run", "saddles-dominate", "--samples")]
    [InlineData("run", "saddles-dominate", "--samples", "3", "--samples", "4")]
    [InlineData("frog")]
    [InlineData]
    public void A_command_line_that_makes_no_sense_is_refused(params string[] args)
    {
        var result = Invocation.Run(args);
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.All(result.ErrorLines, line => Assert.StartsWith("landscapes: ", line, StringComparison.Ordinal));
        Assert.Contains(" Allowed: --", result.ErrorLines[0], StringComparison.Ordinal);
    }

    private static string[] Small() => ["run", "saddles-dominate", "--set", "cells.goe=2,3", .. SmallPlan.Options(
        [("samples", "50"), ("cells.coin-flip", "2"), ("cells.isotropic-field", ""), ("cells.p-spin", ""), ("cells.p-spin-enumeration", ""), ("cells.network", "")])];

    private void AssertNothingWritten() => Assert.Empty(TemporaryFolder.Snapshot(_root.FullPath));
}
