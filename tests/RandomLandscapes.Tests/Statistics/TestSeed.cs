using System.Globalization;
using RandomLandscapes.Numerics.Randomness;

namespace RandomLandscapes.Tests.Statistics;

/// <summary>The seed of all statistical tests: fixed in the fast tier, rotated by the slow one, printed by every failure.</summary>
public static class TestSeed
{
    /// <summary>The environment variable with which the slow tier rotates the seed.</summary>
    public const string Variable = "RANDOM_LANDSCAPES_TEST_SEED";

    public static ulong Root { get; } =
        ulong.TryParse(Environment.GetEnvironmentVariable(Variable), NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? seed : 20_141_211;

    public static RandomStream Stream(string test, ulong sample = 0) => new(StreamKey.Derive(Root, "tests", test), sample);
}
