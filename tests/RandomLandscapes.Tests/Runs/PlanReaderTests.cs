using RandomLandscapes.Runs.Plans;

namespace RandomLandscapes.Tests.Runs;

public sealed class PlanReaderTests
{
    private static readonly FakeExperiment Experiment = new();

    [Fact]
    public void A_file_lies_over_the_defaults_and_overrides_over_the_file()
    {
        var plan = Read("samples: 20\nfactor: 0.5\ncells:\n  size: [4]\n", ("samples", "30"), ("steps", "[3, 1]"));
        Assert.Equal(30, plan.Samples);
        Assert.Equal(0.5, plan.Real("factor"));
        Assert.Equal([4], plan.Integers("cells.size"));
        Assert.Equal([3, 1], plan.Integers("steps"));
        Assert.Equal(7UL, plan.Seed);
        Assert.Equal("fake", plan.Experiment);
        Assert.Equal("none", plan.Text("data"));
    }

    [Fact]
    public void A_list_may_be_empty_bare_or_in_brackets()
    {
        Assert.Empty(Read(null, ("cells.size", "")).Integers("cells.size"));
        Assert.Empty(Read(null, ("cells.size", "[]")).Integers("cells.size"));
        Assert.Equal([3, 1], Read(null, ("cells.size", "3,1")).Integers("cells.size"));
        Assert.Equal([3, 1], Read("cells:\n  size:\n  - 3\n  - 1\n").Integers("cells.size"));
        Assert.Equal([1, 2, 5], Read("cells:\n").Integers("cells.size"));
    }

    [Theory]
    [InlineData("samples", "0", "an integer from 1 to 1000000000")]
    [InlineData("samples", "-5", "an integer from 1 to 1000000000")]
    [InlineData("samples", "many", "an integer from 1 to 1000000000")]
    [InlineData("samples", "1.5", "an integer from 1 to 1000000000")]
    [InlineData("samples", "99999999999999999999", "an integer from 1 to 1000000000")]
    [InlineData("seed", "-1", "an integer from 0 to 18446744073709551615")]
    [InlineData("seed", "18446744073709551616", "an integer from 0 to 18446744073709551615")]
    [InlineData("threads", "1025", "an integer from 0 to 1024")]
    [InlineData("factor", "NaN", "a number from 0.01 to 1")]
    [InlineData("factor", "1e400", "a number from 0.01 to 1")]
    [InlineData("factor", "", "a number from 0.01 to 1")]
    [InlineData("cells.size", "[1, -2]", "a list of different integers from 1 to 100")]
    [InlineData("cells.size", "[1, 2, 1]", "a list of different integers from 1 to 100")]
    [InlineData("cells.size", "[1, 01]", "a list of different integers from 1 to 100")]
    [InlineData("cells.size", "1,,2", "a list of different integers from 1 to 100")]
    [InlineData("data", "", "a text")]
    [InlineData("data", "two\nlines", "a text")]
    public void A_wrong_value_is_named_with_what_is_allowed(string key, string value, string allowed) =>
        Assert.Equal([$"plan key '{key}': value '{value}' is not allowed; expected {allowed}."], Problems(null, (key, value)), StringComparer.Ordinal);

    [Theory]
    [InlineData("seed", "18446744073709551615")]
    [InlineData("samples", "1")]
    [InlineData("samples", "1000000000")]
    [InlineData("factor", "0.01")]
    [InlineData("threads", "1024")]
    public void The_ends_of_a_range_are_allowed(string key, string value) => Assert.Equal(value, Read(null, (key, value)).Text(key));

    [Fact]
    public void All_problems_come_at_once()
    {
        var problems = Problems("experiment: other\nfrog: 3\nsamples: 0\ncells:\n  size: [0]\n  color: [1]\n", ("seed", "x"));
        Assert.Equal(6, problems.Count);
        Assert.Contains("plan key 'experiment': value 'other' is not allowed; expected 'fake'.", problems, StringComparer.Ordinal);
        Assert.Contains(problems, p => p.StartsWith("plan key 'frog' (value '3') is unknown; known keys: cells.size, data, ", StringComparison.Ordinal));
        Assert.Contains(problems, p => p.StartsWith("plan key 'cells.color' (value '[1]') is unknown;", StringComparison.Ordinal));
        foreach (var key in new[] { "samples", "seed", "cells.size" })
            Assert.Contains(problems, p => p.StartsWith($"plan key '{key}': value ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_missing_key_is_named()
    {
        var yaml = FakeExperiment.Yaml.Replace("factor: 0.1\n", "", StringComparison.Ordinal);
        var e = Assert.Throws<PlanException>(() => PlanReader.Read(Experiment.Keys, yaml));
        Assert.Equal(["plan key 'factor' is missing; expected a number from 0.01 to 1."], e.Problems, StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("samples: [1", "plan is not YAML: line ")]
    [InlineData("samples: 1\nsamples: 2\n", "plan is not YAML: line 2, column 1: Duplicate key samples")]
    [InlineData("", "plan is not a mapping of keys to values.")]
    [InlineData("- 1\n- 2\n", "plan is not a mapping of keys to values.")]
    [InlineData("samples: 1\n---\nsamples: 2\n", "plan is not a mapping of keys to values.")]
    [InlineData("samples: {a: 1}", "plan key 'samples': value '{a mapping}' is not allowed")]
    [InlineData("data: &x [*x]", "plan key 'data': value '{a nested list}' is not allowed")]
    [InlineData("cells: [1, 2]", "plan key 'cells' (value '[1, 2]') is unknown")]
    [InlineData("cells:\n  size: &x [*x, 1]", "plan key 'cells.size': value '{a nested list}' is not allowed")]
    public void Broken_yaml_is_one_problem(string yaml, string expected) =>
        Assert.StartsWith(expected, Assert.Single(Problems(yaml)), StringComparison.Ordinal);

    [Fact]
    public void A_plan_nested_without_end_is_one_problem() =>
        Assert.Equal(["plan is nested deeper than 100 levels."], Problems("samples: " + new string('[', 200_000) + new string(']', 200_000)), StringComparer.Ordinal);

    [Fact]
    public void Canonical_text_knows_neither_the_order_of_keys_nor_threads()
    {
        var plan = Read("samples: 20\nfactor: 0.50\nthreads: 1\n");
        var other = Read("threads: 2\nfactor: 5e-1\nsamples: +20\n");
        Assert.Equal(plan.CanonicalText, other.CanonicalText);
        Assert.DoesNotContain("threads", plan.CanonicalText, StringComparison.Ordinal);
        foreach (var (key, value) in new[] { ("samples", "21"), ("seed", "8"), ("factor", "0.51"), ("data", "other"), ("steps", "2,0"), ("cells.size", "1,2") })
            Assert.NotEqual(plan.CanonicalText, Read("samples: 20\nfactor: 0.50\n", (key, value)).CanonicalText, StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("synthetic")]
    [InlineData("/some where/it's.csv")]
    [InlineData("a,b")]
    [InlineData("a: b #c")]
    [InlineData("[x]")]
    [InlineData("*x")]
    [InlineData("-")]
    [InlineData("- 1")]
    [InlineData("\"q\" % @ `!&|>")]
    [InlineData("C:\\data")]
    [InlineData("~")]
    [InlineData("ünï")]
    public void Yaml_of_a_plan_reads_as_the_same_plan(string data)
    {
        var plan = Read(null, ("data", data), ("threads", "3"), ("steps", ""), ("cells.size", "9,8"), ("seed", "18446744073709551615"));
        var again = Read(plan.ToYaml());
        Assert.Equal(plan.Values, again.Values);
        Assert.Equal(data, again.Text("data"));
    }

    private static Plan Read(string? yaml, params (string Key, string Value)[] overrides) => PlanReader.Read(
        Experiment.Keys, Experiment.DefaultPlan, yaml, overrides.Select(o => new KeyValuePair<string, string>(o.Key, o.Value)));

    private static IReadOnlyList<string> Problems(string? yaml, params (string Key, string Value)[] overrides) =>
        Assert.Throws<PlanException>(() => Read(yaml, overrides)).Problems;
}
