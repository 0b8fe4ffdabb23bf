using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using RandomLandscapes.Numerics.Arithmetic;

namespace RandomLandscapes.Numerics.Randomness;

/// <summary>Rows of one standard normal and one gamma deviate, in lockstep for eight samples: a lane is a sample.</summary>
/// <remarks>
/// <para>Row j of a sample is a pure function of (key, sample, purpose, block j, shape): the same bits in every lane, whatever the other
/// lanes hold, and on every processor. The two deviates of a row are independent and take one counter; a gamma deviate whose first
/// proposal is in doubt takes more, from purposes of its own (<see cref="GammaLanes"/>).</para>
/// <para>Law of the gamma deviate: shape k/2, scale 1, half of chi-squared with k degrees of freedom.</para>
/// <para>Cost: about 100 vector operations a row, no memory beyond the destination and 3 kB of stack.</para>
/// </remarks>
public ref struct NormalGammaRows
{
    /// <summary>Samples per row.</summary>
    public const int Lanes = 8;

    /// <summary>Purposes from this on are taken by the auxiliary counters.</summary>
    public const uint PurposeLimit = GammaLanes.AuxiliaryStep;

    /// <summary>No normal deviate is larger in modulus: sqrt(128 ln 2), rounded up.</summary>
    public const double LargestNormal = 9.4194;

    /// <summary>Rows are drawn four at a time.</summary>
    public const int RowStep = 4;

    private const int ChunkRows = 16;

    private readonly PhiloxKeys _keys;
    private readonly uint _purpose;
    private Vector512<ulong> _samples;
    private PhiloxLanes _counters;

    /// <summary>Positions the rows at eight samples.</summary>
    /// <param name="key">The key of the cell.</param>
    /// <param name="firstSample">The sample of lane 0; lane l holds sample firstSample + l (modulo 2^64).</param>
    /// <param name="purpose">Separates independent uses within one sample; below <see cref="PurposeLimit"/>.</param>
    public NormalGammaRows(StreamKey key, ulong firstSample, uint purpose = 0)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(purpose, PurposeLimit);
        _keys = new PhiloxKeys(key);
        _purpose = purpose;
        MoveTo(firstSample);
    }

    /// <summary>Repositions the rows at eight other samples of the same cell.</summary>
    /// <param name="firstSample">The sample of lane 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void MoveTo(ulong firstSample)
    {
        _samples = Vector512.Create(firstSample) + Vector512.CreateSequence(0UL, 1UL);
        _counters = new PhiloxLanes(_keys, _samples, _purpose);
    }

    /// <summary>Bounds the gamma deviates of one shape: none is larger, because no normal and no uniform deviate passes its own bound.</summary>
    /// <param name="twiceShape">k, at least 1.</param>
    public static double LargestGamma(int twiceShape)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(twiceShape, 1);
        const double margin = 1 + 1e-12; // roundings
        const double half = 0.5 * LargestNormal * LargestNormal; // 64 ln 2, also the largest -ln u
        if (twiceShape <= GammaLanes.LargestClosedForm)
            return margin * half * ((twiceShape / 2) + (twiceShape % 2));
        var d = (0.5 * twiceShape) - (1.0 / 3);
        return margin * d * Math.Pow(1 + (LargestNormal / Math.Sqrt(9 * d)), 3);
    }

    /// <summary>Draws rows with shapes that fall by one half from row to row, as those of a tridiagonal model do.</summary>
    /// <param name="firstBlock">The block of the first row; row i takes block firstBlock + i.</param>
    /// <param name="twiceShape">k of the first row, at least 0; row i has k - i, and no gamma deviate (zero instead) once that is not positive.</param>
    /// <param name="normals">One vector a row, a multiple of <see cref="RowStep"/>; fully overwritten.</param>
    /// <param name="gammas">The same length, fully overwritten.</param>
    /// <exception cref="ArgumentException">The lengths differ or are not a multiple of <see cref="RowStep"/>, or the blocks pass 2^32.</exception>
    public readonly void Fill(uint firstBlock, int twiceShape, Span<Vector512<double>> normals, Span<Vector512<double>> gammas)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(twiceShape);
        if (normals.Length % RowStep != 0)
            throw new ArgumentException($"Expected a multiple of {RowStep} rows, was {normals.Length}.", nameof(normals));
        if (gammas.Length != normals.Length)
            throw new ArgumentException($"Expected {normals.Length} rows, was {gammas.Length}.", nameof(gammas));
        if (firstBlock + (long)normals.Length > 1L << 32)
            throw new ArgumentException($"Expected blocks below 2^32, was {firstBlock + (long)normals.Length - 1}.", nameof(firstBlock));
        for (var row = 0; row < normals.Length; row += ChunkRows)
        {
            var rows = Math.Min(ChunkRows, normals.Length - row);
            FillChunk(firstBlock + (uint)row, twiceShape - row, normals.Slice(row, rows), gammas.Slice(row, rows));
        }
    }

    // Normal deviates first, then proposals for the gamma deviates; the few that need a second look, and the shapes with a closed form, last.
    [SkipLocalsInit]
    private readonly void FillChunk(uint firstBlock, int twiceShape, Span<Vector512<double>> normals, Span<Vector512<double>> gammas)
    {
        Span<Vector512<double>> x = stackalloc Vector512<double>[ChunkRows];
        Span<Vector512<ulong>> angleWords = stackalloc Vector512<ulong>[ChunkRows];
        FillNormals(firstBlock, normals, x, angleWords);

        var proposed = Math.Clamp(twiceShape - GammaLanes.LargestClosedForm, 0, normals.Length);
        if (proposed > 0)
            FillProposals(firstBlock, twiceShape, x[..proposed], angleWords[..proposed], gammas[..proposed]);
        if (proposed < normals.Length)
            FillClosedForms(firstBlock + (uint)proposed, twiceShape - proposed, x[proposed..], gammas[proposed..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void FillNormals(uint firstBlock, Span<Vector512<double>> normals, Span<Vector512<double>> x, Span<Vector512<ulong>> angleWords)
    {
        for (var i = 0; i < normals.Length; i += RowStep)
        {
            PhiloxLanes.Encrypt(_keys, _counters, Blocks(firstBlock + (uint)i), out var radiusWord, out var angleWord);
            NormalLanes.BoxMuller(radiusWord, angleWord, out var first, out var second);
            first.StoreTo(ref normals[i]);
            second.StoreTo(ref x[i]);
            angleWord.StoreTo(ref angleWords[i]);
        }
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void FillProposals(
        uint firstBlock, int twiceShape, Span<Vector512<double>> x, Span<Vector512<ulong>> angleWords, Span<Vector512<double>> gammas)
    {
        Span<double> d = stackalloc double[ChunkRows];
        Span<double> c = stackalloc double[ChunkRows];
        Span<double> quartic = stackalloc double[ChunkRows];
        for (var i = 0; i < x.Length; i += Lanes)
            GammaLanes.Shapes(Vector512.Create((double)(twiceShape - i)) - Vector512.CreateSequence(0.0, 1.0), d[i..], c[i..], quartic[i..]);

        Span<byte> doubts = stackalloc byte[ChunkRows];
        ulong anyDoubt = 0;
        for (var i = 0; i < x.Length; i++)
        {
            gammas[i] = GammaLanes.Propose(d[i], c[i], quartic[i], x[i], angleWords[i], out var doubtful);
            var doubt = doubtful.ExtractMostSignificantBits();
            anyDoubt |= doubt;
            doubts[i] = (byte)doubt;
        }

        for (var i = 0; i < x.Length && anyDoubt != 0; i++)
        {
            if (doubts[i] != 0)
                gammas[i] = GammaLanes.Settle(_keys.Key, _samples, _purpose, firstBlock + (uint)i, twiceShape - i, x[i], angleWords[i]);
        }
    }

    // Half a squared normal deviate for odd k; exponential deviates for k = 5, 4, 3, 2, whichever the chunk holds; nothing below k = 1.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void FillClosedForms(uint firstBlock, int twiceShape, Span<Vector512<double>> x, Span<Vector512<double>> gammas)
    {
        for (var i = 0; i < gammas.Length; i++)
            gammas[i] = ((twiceShape - i) & 1) == 0 || i > twiceShape ? Vector512<double>.Zero : Vector512.Create(0.5) * x[i] * x[i];
        if (twiceShape < 2)
            return;
        // The first row has k <= 5: rows above it are blocks before its own, which belong to others and are left alone.
        var auxiliary = new PhiloxLanes(_keys, _samples, _purpose + GammaLanes.AuxiliaryStep);
        var missing = GammaLanes.LargestClosedForm - twiceShape;
        PhiloxLanes.Encrypt(_keys, auxiliary, Blocks(firstBlock - (uint)missing), out var first, out var second);
        Span<Vector512<double>> exponentials = stackalloc Vector512<double>[4];
        GammaLanes.Exponentials(first, second).StoreTo(ref exponentials[0]);
        for (var i = 0; i < Math.Min(gammas.Length, twiceShape - 1); i++)
            gammas[i] += exponentials[missing + i];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static WordQuad Blocks(uint first)
    {
        var blocks = Vector512.Create((ulong)first);
        return new WordQuad(blocks, blocks + Vector512.Create(1UL), blocks + Vector512.Create(2UL), blocks + Vector512.Create(3UL));
    }
}
