namespace RandomLandscapes.Simulation.Landscapes.GaussianFields;

/// <summary>The limits of a <see cref="PathSampler"/>.</summary>
/// <param name="MemoryLimit">The most bytes; an observation that would need more is refused before anything is allocated.</param>
/// <param name="Threshold">A number whose variance given all before is at most this times its prior variance takes its conditional mean, see <see cref="LawError"/>; in [1e-14, 1e-2].
/// A smaller one ignores less and rounds worse: conditional means lose about 1e-16 over its root.</param>
public sealed record PathSamplerSettings(long MemoryLimit = 4L << 30, double Threshold = 1e-10);
