using System.Reflection;

namespace RandomLandscapes.Tests.Statistics;

public sealed class FalseAlarmTableTests
{
    [Fact]
    public void Family_total_stays_below_its_limit() =>
        Assert.InRange(FalseAlarmTable.Entries.Values.Sum(), 1e-9, FalseAlarmTable.FamilyLimit);

    [Fact] // the other direction: a method whose body asserts statistically, other than through its planted defect, is in the table
    public void Every_statistical_test_is_an_entry()
    {
        var missing = new List<string>();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(ReferenceFile.RepositoryRoot, "tests", "RandomLandscapes.Tests"), "*Tests.cs", SearchOption.AllDirectories))
        {
            if (Path.GetFileName(file) is "StatisticalAssertTests.cs" or "FalseAlarmTableTests.cs")
                continue;
            foreach (var method in File.ReadAllText(file).Split("    public void ").Skip(1))
            {
                var name = method[..method.IndexOf('(', StringComparison.Ordinal)];
                var body = method.Split("\n    private ")[0].Replace("StatisticalAssert.Rejects(() => StatisticalAssert", "", StringComparison.Ordinal)
                    .Replace("StatisticalAssert.Rejects(() => Check", "", StringComparison.Ordinal);
                var plain = body.Contains("StatisticalAssert.", StringComparison.Ordinal) && !body.Contains("StatisticalAssert.Rejects(() =>\n", StringComparison.Ordinal);
                if (plain && !FalseAlarmTable.Entries.ContainsKey(name))
                    missing.Add(name);
            }
        }

        Assert.Empty(missing);
    }

    [Fact]
    public void Every_entry_is_a_test()
    {
        var tests = typeof(FalseAlarmTableTests).Assembly.GetTypes().SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance))
            .Where(m => m.GetCustomAttributes<FactAttribute>(inherit: true).Any()).Select(m => m.Name).ToHashSet(StringComparer.Ordinal);
        Assert.Empty(FalseAlarmTable.Entries.Keys.Except(tests, StringComparer.Ordinal));
    }
}
