using System.Reflection;

namespace RandomLandscapes.Tests.Statistics;

public sealed class FalseAlarmTableTests
{
    [Fact]
    public void Family_total_stays_below_its_limit() =>
        Assert.InRange(FalseAlarmTable.Entries.Values.Sum(), 1e-9, FalseAlarmTable.FamilyLimit);

    [Fact]
    public void Every_entry_is_a_test()
    {
        var tests = typeof(FalseAlarmTableTests).Assembly.GetTypes().SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance))
            .Where(m => m.GetCustomAttributes<FactAttribute>(inherit: true).Any()).Select(m => m.Name).ToHashSet(StringComparer.Ordinal);
        Assert.Empty(FalseAlarmTable.Entries.Keys.Except(tests, StringComparer.Ordinal));
    }
}
