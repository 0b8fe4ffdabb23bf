using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using RandomLandscapes.Numerics.Arithmetic;

namespace RandomLandscapes.Numerics.Randomness;

/// <summary>Standard normal deviates in bulk.</summary>
/// <remarks>
/// <para>Deviate j of (key, sample, purpose) is one half (j even: cosine, j odd: sine) of the Box-Muller pair of Philox4x32-10 at counter
/// (sample, purpose, j / 2). Both orders of filling give the same numbers, on every processor; they are not those of
/// <see cref="RandomStream.NextNormal"/>, which spends the words differently.</para>
/// <para>Tails: |z| up to 9.42 occurs, with the right probability. Cost: about 48 vector operations for eight deviates.</para>
/// </remarks>
public static class NormalDeviates
{
    private const int Lanes = 8;
    private const int Batch = 4 * 2 * Lanes;

    /// <summary>Fills a buffer with the deviates of one sample.</summary>
    /// <param name="key">The key of the cell.</param>
    /// <param name="sample">The sample number.</param>
    /// <param name="purpose">Separates independent uses within one sample.</param>
    /// <param name="destination">Entry i becomes deviate 2 firstBlock + i of the sample.</param>
    /// <param name="firstBlock">Where to begin, for buffers that are filled in parts.</param>
    /// <exception cref="ArgumentException">The blocks pass 2^32.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FillSample(StreamKey key, ulong sample, uint purpose, Span<double> destination, uint firstBlock = 0)
    {
        CheckBlocks(firstBlock, destination.Length);
        var keys = new PhiloxKeys(key);
        var counters = new PhiloxLanes(keys, Vector512.Create(sample), purpose);
        var lanes = Vector512.CreateSequence(0UL, 1UL);
        ulong block = firstBlock;
        for (; destination.Length >= Batch; destination = destination[Batch..], block += Batch / 2)
            FillBatch(keys, counters, lanes + Vector512.Create(block), Lanes, ref destination[0]);
        if (destination.IsEmpty)
            return;
        Span<double> rest = stackalloc double[Batch];
        FillBatch(keys, counters, lanes + Vector512.Create(block), Lanes, ref rest[0]);
        rest[..destination.Length].CopyTo(destination);
    }

    /// <summary>Fills a buffer with the deviates of eight samples in lockstep.</summary>
    /// <param name="key">The key of the cell.</param>
    /// <param name="firstSample">The sample of lane 0; lane l holds sample firstSample + l (modulo 2^64).</param>
    /// <param name="purpose">Separates independent uses within one sample.</param>
    /// <param name="destination">Entry 8i + l becomes deviate 2 firstBlock + i of sample firstSample + l; the length is a multiple of 8.</param>
    /// <param name="firstBlock">Where to begin.</param>
    /// <exception cref="ArgumentException">The length is not a multiple of 8, or the blocks pass 2^32.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FillLanes(StreamKey key, ulong firstSample, uint purpose, Span<double> destination, uint firstBlock = 0)
    {
        if (destination.Length % Lanes != 0)
            throw new ArgumentException($"Expected a multiple of {Lanes} entries, was {destination.Length}.", nameof(destination));
        CheckBlocks(firstBlock, destination.Length / Lanes);
        var keys = new PhiloxKeys(key);
        var counters = new PhiloxLanes(keys, Vector512.Create(firstSample) + Vector512.CreateSequence(0UL, 1UL), purpose);
        ulong block = firstBlock;
        for (; destination.Length >= Batch; destination = destination[Batch..], block += 4)
            FillBatch(keys, counters, Vector512.Create(block), 1, ref destination[0]);
        if (destination.IsEmpty)
            return;
        Span<double> rest = stackalloc double[Batch];
        FillBatch(keys, counters, Vector512.Create(block), 1, ref rest[0]);
        rest[..destination.Length].CopyTo(destination);
    }

    private static void CheckBlocks(uint firstBlock, int deviates)
    {
        var end = firstBlock + ((deviates + 1L) / 2);
        if (end > 1L << 32)
            throw new ArgumentException($"Expected blocks below 2^32, was {end - 1}.", nameof(firstBlock));
    }

    // Four vectors of blocks. With a step of eight their lanes are blocks of one sample, and its deviates go side by side.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FillBatch(in PhiloxKeys keys, in PhiloxLanes counters, Vector512<ulong> blocks, [ConstantExpected] ulong step, ref double destination)
    {
        var quad = new WordQuad(blocks, blocks + Vector512.Create(step), blocks + Vector512.Create(2 * step), blocks + Vector512.Create(3 * step));
        PhiloxLanes.Encrypt(keys, counters, quad, out var radiusWord, out var angleWord);
        NormalLanes.BoxMuller(radiusWord, angleWord, out var first, out var second);
        if (step == Lanes)
        {
            Interleave(first.A, second.A, ref destination);
            Interleave(first.B, second.B, ref Unsafe.Add(ref destination, 2 * Lanes));
            Interleave(first.C, second.C, ref Unsafe.Add(ref destination, 4 * Lanes));
            Interleave(first.D, second.D, ref Unsafe.Add(ref destination, 6 * Lanes));
        }
        else
        {
            first.A.StoreUnsafe(ref destination);
            second.A.StoreUnsafe(ref destination, Lanes);
            first.B.StoreUnsafe(ref destination, 2 * Lanes);
            second.B.StoreUnsafe(ref destination, 3 * Lanes);
            first.C.StoreUnsafe(ref destination, 4 * Lanes);
            second.C.StoreUnsafe(ref destination, 5 * Lanes);
            first.D.StoreUnsafe(ref destination, 6 * Lanes);
            second.D.StoreUnsafe(ref destination, 7 * Lanes);
        }
    }

    // a0 b0 a1 b1 .. a7 b7
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Interleave(Vector512<double> a, Vector512<double> b, ref double destination)
    {
        if (Avx512F.IsSupported)
        {
            Avx512F.PermuteVar8x64x2(a, Vector512.Create(0L, 8, 1, 9, 2, 10, 3, 11), b).StoreUnsafe(ref destination);
            Avx512F.PermuteVar8x64x2(a, Vector512.Create(4L, 12, 5, 13, 6, 14, 7, 15), b).StoreUnsafe(ref destination, Lanes);
            return;
        }

        for (var lane = 0; lane < Lanes; lane++)
        {
            Unsafe.Add(ref destination, 2 * lane) = a[lane];
            Unsafe.Add(ref destination, (2 * lane) + 1) = b[lane];
        }
    }
}
