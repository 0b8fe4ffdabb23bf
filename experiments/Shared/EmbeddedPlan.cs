using System.Reflection;

namespace RandomLandscapes.Experiments.Shared;

/// <summary>The default plans, which travel inside the assembly.</summary>
internal static class EmbeddedPlan
{
    /// <summary>Reads the plan of an experiment's folder.</summary>
    public static string Read(string folder)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"plans/{folder}/plan.yaml")
            ?? throw new InvalidOperationException($"The plan of '{folder}' is not embedded.");
        return new StreamReader(stream).ReadToEnd();
    }
}
