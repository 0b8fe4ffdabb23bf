using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using RandomLandscapes.Numerics.Arithmetic;

namespace RandomLandscapes.Numerics.Randomness;

/// <summary>Philox4x32-10 on eight lanes, whose counters share the key and the purpose and differ in sample or block.</summary>
/// <remarks>
/// <para>The words are those of <see cref="Philox4x32"/>. A 32-bit word lives in the low half of a 64-bit lane, where the widening
/// product needs it; what gathers in the high half is never read.</para>
/// <para>
/// Sample and purpose are known beforehand. Of the first three rounds the part that does not depend on the block is therefore done
/// once (the fields named after it below), which leaves 50 operations of 60.
/// </para>
/// </remarks>
internal readonly struct PhiloxLanes
{
    private const ulong Multiplier0 = 0xD2511F53;
    private const ulong Multiplier1 = 0xCD9E8D57;

    // What is xored to the words 2, 0, 0, 2, 0 that rounds 1, 2, 3, 3, 4 leave.
    private readonly Vector512<ulong> _first2;
    private readonly Vector512<ulong> _second0;
    private readonly Vector512<ulong> _third0;
    private readonly Vector512<ulong> _third2;
    private readonly Vector512<ulong> _fourth0;

    /// <summary>Does the part of the rounds that all blocks share.</summary>
    /// <param name="keys">The round keys of the cell.</param>
    /// <param name="samples">The sample number of each lane.</param>
    /// <param name="purpose">The purpose word.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public PhiloxLanes(in PhiloxKeys keys, Vector512<ulong> samples, uint purpose)
    {
        var multiplier0 = Vector512.Create(Multiplier0);
        var multiplier1 = Vector512.Create(Multiplier1);

        var product0 = LaneOperations.MultiplyLowHalves(samples, multiplier0);
        var product1 = LaneOperations.MultiplyLowHalves(Vector512.Create((ulong)purpose), multiplier1);
        var word0 = (product1 >>> 32) ^ (samples >>> 32) ^ Vector512.Create(PhiloxKeys.Word0(keys.Key, 0));
        _first2 = (product0 >>> 32) ^ Vector512.Create(PhiloxKeys.Word1(keys.Key, 0));
        var (word1, word3) = (product1, product0);

        product0 = LaneOperations.MultiplyLowHalves(word0, multiplier0);
        _second0 = word1 ^ Vector512.Create(PhiloxKeys.Word0(keys.Key, 1));
        var word2 = (product0 >>> 32) ^ word3 ^ Vector512.Create(PhiloxKeys.Word1(keys.Key, 1));
        word3 = product0;

        product1 = LaneOperations.MultiplyLowHalves(word2, multiplier1);
        _third0 = (product1 >>> 32) ^ Vector512.Create(PhiloxKeys.Word0(keys.Key, 2));
        _third2 = word3 ^ Vector512.Create(PhiloxKeys.Word1(keys.Key, 2));
        _fourth0 = product1 ^ Vector512.Create(PhiloxKeys.Word0(keys.Key, 3));
    }

    /// <summary>Encrypts four counters in each lane.</summary>
    /// <param name="keys">The round keys.</param>
    /// <param name="lanes">What all blocks share.</param>
    /// <param name="blocks">The block numbers, in the low halves.</param>
    /// <param name="first">64 bits of each: output word 0 in the high half, word 1 in the low half.</param>
    /// <param name="second">64 more: word 2 in the high half, word 3 in the low half.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Encrypt(in PhiloxKeys keys, in PhiloxLanes lanes, WordQuad blocks, out WordQuad first, out WordQuad second)
    {
        var multiplier0 = Vector512.Create(Multiplier0);
        var multiplier1 = Vector512.Create(Multiplier1);
        var product1 = WordQuad.MultiplyLowHalves(blocks ^ lanes._first2, multiplier1);
        var product0 = WordQuad.MultiplyLowHalves((product1 >>> 32) ^ lanes._second0, multiplier0);
        var word0 = product1 ^ lanes._third0;
        var word2 = (product0 >>> 32) ^ lanes._third2;
        var word3 = product0;

        product0 = WordQuad.MultiplyLowHalves(word0, multiplier0);
        product1 = WordQuad.MultiplyLowHalves(word2, multiplier1);
        word0 = (product1 >>> 32) ^ lanes._fourth0;
        word2 = WordQuad.Xor(product0 >>> 32, word3, Vector512.Create(keys.Key31));
        var word1 = product1;
        word3 = product0;

        Round(ref word0, ref word1, ref word2, ref word3, Vector512.Create(keys.Key40), Vector512.Create(keys.Key41));
        Round(ref word0, ref word1, ref word2, ref word3, Vector512.Create(keys.Key50), Vector512.Create(keys.Key51));
        Round(ref word0, ref word1, ref word2, ref word3, Vector512.Create(keys.Key60), Vector512.Create(keys.Key61));
        Round(ref word0, ref word1, ref word2, ref word3, Vector512.Create(keys.Key70), Vector512.Create(keys.Key71));
        Round(ref word0, ref word1, ref word2, ref word3, Vector512.Create(keys.Key80), Vector512.Create(keys.Key81));

        // Word 0 belongs into the half that the product has it in already.
        first = WordQuad.Xor(WordQuad.MultiplyLowHalves(word2, multiplier1), word1 << 32, Vector512.Create(keys.Key90));
        second = WordQuad.Xor(WordQuad.MultiplyLowHalves(word0, multiplier0), word3 << 32, Vector512.Create(keys.Key91));
    }

    /// <summary>Encrypts one counter in each lane, without preparation: for counters that are rarely needed.</summary>
    /// <param name="key">The key of the cell.</param>
    /// <param name="samples">The sample number of each lane.</param>
    /// <param name="purpose">The purpose word.</param>
    /// <param name="block">The block number.</param>
    /// <param name="first">Words 0 and 1, as above.</param>
    /// <param name="second">Words 2 and 3.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Encrypt(
        StreamKey key, Vector512<ulong> samples, uint purpose, uint block, out Vector512<ulong> first, out Vector512<ulong> second)
    {
        var (word0, word1) = (samples, samples >>> 32);
        var (word2, word3) = (Vector512.Create((ulong)purpose), Vector512.Create((ulong)block));
        for (uint round = 0; round < Philox4x32.StandardRounds; round++)
        {
            var product0 = LaneOperations.MultiplyLowHalves(word0, Vector512.Create(Multiplier0));
            var product1 = LaneOperations.MultiplyLowHalves(word2, Vector512.Create(Multiplier1));
            word0 = (product1 >>> 32) ^ word1 ^ Vector512.Create(PhiloxKeys.Word0(key, round));
            word1 = product1;
            word2 = (product0 >>> 32) ^ word3 ^ Vector512.Create(PhiloxKeys.Word1(key, round));
            word3 = product0;
        }

        var low = Vector512.Create(0xFFFF_FFFFUL);
        first = (word0 << 32) | (word1 & low);
        second = (word2 << 32) | (word3 & low);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(
        ref WordQuad word0, ref WordQuad word1, ref WordQuad word2, ref WordQuad word3, Vector512<ulong> key0, Vector512<ulong> key1)
    {
        var product0 = WordQuad.MultiplyLowHalves(word0, Vector512.Create(Multiplier0));
        var product1 = WordQuad.MultiplyLowHalves(word2, Vector512.Create(Multiplier1));
        word0 = WordQuad.Xor(product1 >>> 32, word1, key0);
        word1 = product1;
        word2 = WordQuad.Xor(product0 >>> 32, word3, key1);
        word3 = product0;
    }
}
