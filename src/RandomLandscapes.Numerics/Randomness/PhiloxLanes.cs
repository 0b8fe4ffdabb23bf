using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using RandomLandscapes.Numerics.Arithmetic;

namespace RandomLandscapes.Numerics.Randomness;

/// <summary>Philox4x32-10 on eight counters at once, that share the key and the purpose and differ in sample or block.</summary>
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
    private const uint Weyl0 = 0x9E3779B9;
    private const uint Weyl1 = 0xBB67AE85;

    // What is xored to the words 2, 0, 0, 2, 0 that rounds 1, 2, 3, 3, 4 leave.
    private readonly Vector512<ulong> _first2;
    private readonly Vector512<ulong> _second0;
    private readonly Vector512<ulong> _third0;
    private readonly Vector512<ulong> _third2;
    private readonly Vector512<ulong> _fourth0;

    // Round keys; eight-byte operands never straddle a cache line, as vectors on the stack would. The last round wants its two in the high halves.
    private readonly ulong _key31;
    private readonly ulong _key40;
    private readonly ulong _key41;
    private readonly ulong _key50;
    private readonly ulong _key51;
    private readonly ulong _key60;
    private readonly ulong _key61;
    private readonly ulong _key70;
    private readonly ulong _key71;
    private readonly ulong _key80;
    private readonly ulong _key81;
    private readonly ulong _key90;
    private readonly ulong _key91;

    /// <summary>Does the part of the rounds that all blocks share.</summary>
    /// <param name="key">The key of the cell.</param>
    /// <param name="samples">The sample number of each lane.</param>
    /// <param name="purpose">The purpose word.</param>
    public PhiloxLanes(StreamKey key, Vector512<ulong> samples, uint purpose)
    {
        uint low = (uint)key.Value, high = (uint)(key.Value >> 32);
        var multiplier0 = Vector512.Create(Multiplier0);
        var multiplier1 = Vector512.Create(Multiplier1);

        var product0 = LaneOperations.MultiplyLowHalves(samples, multiplier0);
        var product1 = LaneOperations.MultiplyLowHalves(Vector512.Create((ulong)purpose), multiplier1);
        var word0 = (product1 >>> 32) ^ (samples >>> 32) ^ Lanes(Key(low, Weyl0, 0));
        _first2 = (product0 >>> 32) ^ Lanes(Key(high, Weyl1, 0));
        var (word1, word3) = (product1, product0);

        product0 = LaneOperations.MultiplyLowHalves(word0, multiplier0);
        _second0 = word1 ^ Lanes(Key(low, Weyl0, 1));
        var word2 = (product0 >>> 32) ^ word3 ^ Lanes(Key(high, Weyl1, 1));
        word3 = product0;

        product1 = LaneOperations.MultiplyLowHalves(word2, multiplier1);
        _third0 = (product1 >>> 32) ^ Lanes(Key(low, Weyl0, 2));
        _third2 = word3 ^ Lanes(Key(high, Weyl1, 2));
        _fourth0 = product1 ^ Lanes(Key(low, Weyl0, 3));

        _key31 = Key(high, Weyl1, 3);
        _key40 = Key(low, Weyl0, 4);
        _key41 = Key(high, Weyl1, 4);
        _key50 = Key(low, Weyl0, 5);
        _key51 = Key(high, Weyl1, 5);
        _key60 = Key(low, Weyl0, 6);
        _key61 = Key(high, Weyl1, 6);
        _key70 = Key(low, Weyl0, 7);
        _key71 = Key(high, Weyl1, 7);
        _key80 = Key(low, Weyl0, 8);
        _key81 = Key(high, Weyl1, 8);
        _key90 = Key(low, Weyl0, 9) << 32;
        _key91 = Key(high, Weyl1, 9) << 32;
    }

    /// <summary>Encrypts the counters of eight lanes.</summary>
    /// <param name="lanes">What all blocks share.</param>
    /// <param name="blocks">The block numbers, in the low halves.</param>
    /// <param name="first">64 bits of each lane: output word 0 in the high half, word 1 in the low half.</param>
    /// <param name="second">64 more: word 2 in the high half, word 3 in the low half.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Encrypt(in PhiloxLanes lanes, Vector512<ulong> blocks, out Vector512<ulong> first, out Vector512<ulong> second)
    {
        var multiplier0 = Vector512.Create(Multiplier0);
        var multiplier1 = Vector512.Create(Multiplier1);
        var product1 = LaneOperations.MultiplyLowHalves(blocks ^ lanes._first2, multiplier1);
        var product0 = LaneOperations.MultiplyLowHalves((product1 >>> 32) ^ lanes._second0, multiplier0);
        var word0 = product1 ^ lanes._third0;
        var word2 = (product0 >>> 32) ^ lanes._third2;
        var word3 = product0;

        product0 = LaneOperations.MultiplyLowHalves(word0, multiplier0);
        product1 = LaneOperations.MultiplyLowHalves(word2, multiplier1);
        word0 = (product1 >>> 32) ^ lanes._fourth0;
        word2 = (product0 >>> 32) ^ word3 ^ Lanes(lanes._key31);
        var word1 = product1;
        word3 = product0;

        Round(ref word0, ref word1, ref word2, ref word3, Lanes(lanes._key40), Lanes(lanes._key41));
        Round(ref word0, ref word1, ref word2, ref word3, Lanes(lanes._key50), Lanes(lanes._key51));
        Round(ref word0, ref word1, ref word2, ref word3, Lanes(lanes._key60), Lanes(lanes._key61));
        Round(ref word0, ref word1, ref word2, ref word3, Lanes(lanes._key70), Lanes(lanes._key71));
        Round(ref word0, ref word1, ref word2, ref word3, Lanes(lanes._key80), Lanes(lanes._key81));

        // Word 0 belongs into the half that the product has it in already.
        first = LaneOperations.MultiplyLowHalves(word2, multiplier1) ^ (word1 << 32) ^ Lanes(lanes._key90);
        second = LaneOperations.MultiplyLowHalves(word0, multiplier0) ^ (word3 << 32) ^ Lanes(lanes._key91);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(
        ref Vector512<ulong> word0, ref Vector512<ulong> word1, ref Vector512<ulong> word2, ref Vector512<ulong> word3,
        Vector512<ulong> key0, Vector512<ulong> key1)
    {
        var product0 = LaneOperations.MultiplyLowHalves(word0, Vector512.Create(Multiplier0));
        var product1 = LaneOperations.MultiplyLowHalves(word2, Vector512.Create(Multiplier1));
        word0 = (product1 >>> 32) ^ word1 ^ key0;
        word1 = product1;
        word2 = (product0 >>> 32) ^ word3 ^ key1;
        word3 = product0;
    }

    private static ulong Key(uint start, uint weyl, uint round) => unchecked(start + (round * weyl));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Lanes(ulong value) => Vector512.Create(value);
}
