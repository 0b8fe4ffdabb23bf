using System.Numerics;

namespace RandomLandscapes.Runs.Store;

/// <summary>The CRC-32C checksum (Castagnoli polynomial) that closes every record of a journal.</summary>
public static class Crc32C
{
    /// <summary>The checksum of some bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    public static uint Compute(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
            crc = BitOperations.Crc32C(crc, b);
        return ~crc;
    }
}
