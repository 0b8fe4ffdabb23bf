using System.Runtime.CompilerServices;

namespace RandomLandscapes.Numerics.Randomness;

/// <summary>The counter-based generator Philox4x32: a keyed bijection of 128-bit counters.</summary>
/// <remarks>
/// <para>Equal counter and key give equal words, whatever was drawn before, so every sample can be redrawn alone.</para>
/// <para>Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011, section 4.3.</para>
/// </remarks>
public static class Philox4x32
{
    /// <summary>The number of rounds used everywhere in this program.</summary>
    public const int StandardRounds = 10;

    private const uint Multiplier0 = 0xD2511F53;
    private const uint Multiplier1 = 0xCD9E8D57;
    private const uint Weyl0 = 0x9E3779B9;
    private const uint Weyl1 = 0xBB67AE85;

    /// <summary>Encrypts one counter.</summary>
    /// <param name="counter">The four counter words, least significant first.</param>
    /// <param name="key">The key; its low half is key word 0.</param>
    /// <param name="rounds">The number of rounds, 10 unless a published vector asks otherwise.</param>
    /// <returns>The four output words.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CounterBlock Encrypt(CounterBlock counter, ulong key, int rounds = StandardRounds)
    {
        uint x0 = counter.Word0, x1 = counter.Word1, x2 = counter.Word2, x3 = counter.Word3;
        uint k0 = (uint)key, k1 = (uint)(key >> 32);
        for (var round = 0; round < rounds; round++)
        {
            var product0 = (ulong)Multiplier0 * x0;
            var product1 = (ulong)Multiplier1 * x2;
            x0 = (uint)(product1 >> 32) ^ x1 ^ k0;
            x1 = (uint)product1;
            x2 = (uint)(product0 >> 32) ^ x3 ^ k1;
            x3 = (uint)product0;
            k0 += Weyl0;
            k1 += Weyl1;
        }

        return new CounterBlock(x0, x1, x2, x3);
    }
}
