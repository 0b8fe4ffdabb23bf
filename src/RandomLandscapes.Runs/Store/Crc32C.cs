using System.Numerics;

namespace RandomLandscapes.Runs.Store;

/// <summary>The CRC-32C checksum (Castagnoli polynomial) that closes every journal line.</summary>
internal static class Crc32C
{
    public static uint Compute(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
            crc = BitOperations.Crc32C(crc, b);
        return ~crc;
    }
}
