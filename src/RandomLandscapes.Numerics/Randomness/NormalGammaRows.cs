using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RandomLandscapes.Numerics.Randomness;

/// <summary>Rows of one standard normal and one gamma deviate, in lockstep for eight samples: a lane is a sample.</summary>
/// <remarks>
/// <para>Row j of a sample is a pure function of (key, sample, purpose, block j, shape): the same bits in every lane, whatever the other
/// lanes hold, and on every processor. The two deviates of a row are independent and take one counter; a gamma deviate whose first
/// proposal is in doubt takes more, from purposes of its own (<see cref="GammaLanes"/>).</para>
/// <para>Law of the gamma deviate: shape k/2, scale 1, half of chi-squared with k degrees of freedom.</para>
/// <para>Cost: about 100 vector operations a row, no memory beyond the destination and 2.3 kB of stack.</para>
/// </remarks>
public readonly ref struct NormalGammaRows
{
    /// <summary>Samples per row.</summary>
    public const int Lanes = 8;

    /// <summary>Purposes from this on are taken by the auxiliary counters.</summary>
    public const uint PurposeLimit = GammaLanes.AuxiliaryStep;

    /// <summary>No normal deviate is larger in modulus: sqrt(128 ln 2), rounded up.</summary>
    public const double LargestNormal = 9.4194;

    private const int ChunkRows = 16;

    private readonly StreamKey _key;
    private readonly Vector512<ulong> _samples;
    private readonly uint _purpose;
    private readonly PhiloxLanes _counters;

    /// <summary>Positions the rows at eight samples.</summary>
    /// <param name="key">The key of the cell.</param>
    /// <param name="firstSample">The sample of lane 0; lane l holds sample firstSample + l (modulo 2^64).</param>
    /// <param name="purpose">Separates independent uses within one sample; below <see cref="PurposeLimit"/>.</param>
    public NormalGammaRows(StreamKey key, ulong firstSample, uint purpose = 0)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(purpose, PurposeLimit);
        _key = key;
        _samples = Vector512.Create(firstSample) + Vector512.CreateSequence(0UL, 1UL);
        _purpose = purpose;
        _counters = new PhiloxLanes(key, _samples, purpose);
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
    /// <param name="normals">One vector a row, fully overwritten.</param>
    /// <param name="gammas">The same length, fully overwritten.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the blocks pass 2^32.</exception>
    public void Fill(uint firstBlock, int twiceShape, Span<Vector512<double>> normals, Span<Vector512<double>> gammas)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(twiceShape);
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

    // Three passes over a chunk that the first-level cache holds: words, deviates, and the few that need a second look. Short loops
    // without branches keep many rows in flight, which one long body does not.
    [SkipLocalsInit]
    private void FillChunk(uint firstBlock, int twiceShape, Span<Vector512<double>> normals, Span<Vector512<double>> gammas)
    {
        var rows = normals.Length;
        gammas = gammas[..rows];
        Span<Vector512<ulong>> radiusWords = stackalloc Vector512<ulong>[ChunkRows];
        Span<Vector512<ulong>> angleWords = stackalloc Vector512<ulong>[ChunkRows];
        for (var i = 0; i < rows; i++)
            PhiloxLanes.Encrypt(_counters, Vector512.Create((ulong)firstBlock + (ulong)i), out radiusWords[i], out angleWords[i]);

        Span<double> d = stackalloc double[ChunkRows];
        Span<double> c = stackalloc double[ChunkRows];
        Span<double> quartic = stackalloc double[ChunkRows];
        Span<byte> doubts = stackalloc byte[ChunkRows];
        var rejectionRows = Math.Clamp(twiceShape - GammaLanes.LargestClosedForm, 0, rows);
        for (var i = 0; i < rejectionRows; i += Vector512<double>.Count)
            GammaLanes.Shapes(Vector512.Create((double)(twiceShape - i)) - Vector512.CreateSequence(0.0, 1.0), ref d[i], ref c[i], ref quartic[i]);

        ulong anyDoubt = 0;
        for (var i = 0; i < rejectionRows; i++)
        {
            NormalLanes.BoxMuller(radiusWords[i], angleWords[i], out normals[i], out var x);
            gammas[i] = GammaLanes.Propose(d[i], c[i], quartic[i], x, angleWords[i], out var undecided);
            var doubt = undecided.ExtractMostSignificantBits();
            anyDoubt |= doubt;
            doubts[i] = (byte)doubt;
        }

        if (anyDoubt != 0)
        {
            for (var i = 0; i < rejectionRows; i++)
            {
                if (doubts[i] != 0)
                    gammas[i] = GammaLanes.Reject(_key, _samples, _purpose, firstBlock + (uint)i, twiceShape - i);
            }
        }

        if (rejectionRows < rows)
            FillSmallShapes(firstBlock, twiceShape, rejectionRows, radiusWords, angleWords, normals, gammas);
    }

    private void FillSmallShapes(
        uint firstBlock, int twiceShape, int firstRow, Span<Vector512<ulong>> radiusWords, Span<Vector512<ulong>> angleWords, Span<Vector512<double>> normals, Span<Vector512<double>> gammas)
    {
        var auxiliary = new PhiloxLanes(_key, _samples, _purpose + GammaLanes.AuxiliaryStep);
        for (var i = firstRow; i < normals.Length; i++)
        {
            NormalLanes.BoxMuller(radiusWords[i], angleWords[i], out normals[i], out var x);
            gammas[i] = twiceShape - i > 0 ? GammaLanes.ClosedForm(twiceShape - i, x, auxiliary, firstBlock + (uint)i) : Vector512<double>.Zero;
        }
    }
}
