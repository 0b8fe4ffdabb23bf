using System.Runtime.CompilerServices;

namespace RandomLandscapes.Numerics.Randomness;

/// <summary>The round keys of Philox4x32-10 that <see cref="PhiloxLanes"/> needs at every block, spread out once for a key.</summary>
/// <remarks>Numbers of eight bytes, which the processor spreads over the lanes as it loads them: vectors would straddle cache lines.</remarks>
internal readonly struct PhiloxKeys
{
    private const uint Weyl0 = 0x9E3779B9;
    private const uint Weyl1 = 0xBB67AE85;

    public readonly StreamKey Key;

    public readonly ulong Key31;
    public readonly ulong Key40;
    public readonly ulong Key41;
    public readonly ulong Key50;
    public readonly ulong Key51;
    public readonly ulong Key60;
    public readonly ulong Key61;
    public readonly ulong Key70;
    public readonly ulong Key71;
    public readonly ulong Key80;
    public readonly ulong Key81;

    // The last round wants its two in the high halves.
    public readonly ulong Key90;
    public readonly ulong Key91;

    public PhiloxKeys(StreamKey key)
    {
        Key = key;
        Key31 = Word1(key, 3);
        Key40 = Word0(key, 4);
        Key41 = Word1(key, 4);
        Key50 = Word0(key, 5);
        Key51 = Word1(key, 5);
        Key60 = Word0(key, 6);
        Key61 = Word1(key, 6);
        Key70 = Word0(key, 7);
        Key71 = Word1(key, 7);
        Key80 = Word0(key, 8);
        Key81 = Word1(key, 8);
        Key90 = Word0(key, 9) << 32;
        Key91 = Word1(key, 9) << 32;
    }

    /// <summary>Key word 0 of a round, from 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Word0(StreamKey key, uint round) => unchecked((uint)key.Value + (round * Weyl0));

    /// <summary>Key word 1 of a round.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Word1(StreamKey key, uint round) => unchecked((uint)(key.Value >> 32) + (round * Weyl1));
}
