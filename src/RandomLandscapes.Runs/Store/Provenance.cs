using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RandomLandscapes.Runs.Store;

/// <summary>Which code runs, on what.</summary>
public static class Provenance
{
    /// <summary>Version and commit of the program, for example <c>0.1.0+1a2b3c</c>.</summary>
    public static string CodeVersion => Metadata("InformationalVersion") ?? "unknown";

    /// <summary>True unless the program was built from a committed tree.</summary>
    public static bool Dirty => !string.Equals(Metadata("TreeState"), "clean", StringComparison.Ordinal);

    /// <summary>Processor, cores, operating system, runtime and vector width.</summary>
    public static IReadOnlyDictionary<string, string> Machine() => new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["processor"] = ProcessorName(),
        ["cores"] = Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture),
        ["system"] = RuntimeInformation.OSDescription,
        ["runtime"] = RuntimeInformation.FrameworkDescription,
        ["vectorBits"] = Vector512.IsHardwareAccelerated ? "512" : Vector256.IsHardwareAccelerated ? "256" : "128",
    };

    /// <summary>The third-party assemblies that are loaded, with their versions.</summary>
    public static IReadOnlyDictionary<string, string> Packages()
    {
        var packages = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var assembly in new[] { "MathNet.Numerics", "YamlDotNet" })
            packages[assembly] = Assembly.Load(assembly).GetCustomAttribute<AssemblyFileVersionAttribute>()?.Version ?? "unknown";
        return packages;
    }

    private static string? Metadata(string key) => string.Equals(key, "InformationalVersion", StringComparison.Ordinal)
        ? typeof(Provenance).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
        : typeof(Provenance).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(a => string.Equals(a.Key, key, StringComparison.Ordinal))?.Value;

    private static string ProcessorName()
    {
        const string path = "/proc/cpuinfo";
        var line = File.Exists(path)
            ? File.ReadLines(path).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line?.Split(':', 2)[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
