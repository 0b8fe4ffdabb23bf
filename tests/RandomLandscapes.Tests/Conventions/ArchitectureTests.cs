using System.Reflection;
using System.Runtime.CompilerServices;
using RandomLandscapes.Cli;
using RandomLandscapes.Experiments;
using RandomLandscapes.Figures;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Runs;
using RandomLandscapes.Simulation.RandomMatrices;
using RandomLandscapes.Theory;

namespace RandomLandscapes.Tests.Conventions;

public sealed class ArchitectureTests
{
    private static readonly Assembly[] House =
    [
        typeof(RandomStream).Assembly, typeof(TridiagonalGoe).Assembly, typeof(IndexLaw).Assembly, typeof(Verdict).Assembly,
        typeof(Figure).Assembly, typeof(Catalogue).Assembly, typeof(CommandLine).Assembly,
    ];

    [Theory] // design section 2, the arrows
    [InlineData("RandomLandscapes.Numerics", "")]
    [InlineData("RandomLandscapes.Simulation", "RandomLandscapes.Numerics")]
    [InlineData("RandomLandscapes.Theory", "RandomLandscapes.Numerics")]
    [InlineData("RandomLandscapes.Runs", "RandomLandscapes.Numerics")]
    [InlineData("RandomLandscapes.Figures", "RandomLandscapes.Numerics,RandomLandscapes.Runs")]
    public void Projects_see_only_what_the_design_allows(string project, string allowed)
    {
        var assembly = House.Single(a => a.GetName().Name == project);
        var seen = assembly.GetReferencedAssemblies().Select(a => a.Name!).Where(n => n.StartsWith("RandomLandscapes", StringComparison.Ordinal));
        Assert.Empty(seen.Except(allowed.Split(','), StringComparer.Ordinal));
    }

    [Fact]
    public void No_mutable_statics()
    {
        var mutable = House.SelectMany(a => a.GetTypes()).Where(t => !IsGenerated(t))
            .SelectMany(t => t.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(f => f is { IsLiteral: false, IsInitOnly: false } && !f.Name.StartsWith('<'))
            .Select(f => $"{f.DeclaringType}.{f.Name}");
        Assert.Empty(mutable);
    }

    [Fact] // records and readonly structs: no property of theirs can be set after construction
    public void Results_are_immutable()
    {
        var settable = House.SelectMany(a => a.GetExportedTypes())
            .Where(t => t.GetMethod("<Clone>$") is not null || (t.IsValueType && !t.IsEnum && !t.IsPrimitive))
            .SelectMany(t => t.GetProperties(BindingFlags.Public | BindingFlags.Instance))
            .Where(p => p.SetMethod is { } set && !set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)))
            .Select(p => $"{p.DeclaringType}.{p.Name}");
        Assert.Empty(settable);
    }

    [Fact] // sources of ours only write to the console where the command does
    public void Only_the_command_prints()
    {
        var offenders = Directory.EnumerateFiles(Path.Combine(ReferenceFile.RepositoryRoot, "src"), "*.cs", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Path.Combine(ReferenceFile.RepositoryRoot, "experiments"), "*.cs", SearchOption.AllDirectories))
            .Where(f => !f.Contains("RandomLandscapes.Cli", StringComparison.Ordinal) && !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Where(f => File.ReadAllText(f).Contains("Console.", StringComparison.Ordinal));
        Assert.Empty(offenders);
    }

    private static bool IsGenerated(Type type) =>
        type.Name.StartsWith('<') || type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) || (type.DeclaringType is { } outer && IsGenerated(outer));
}
