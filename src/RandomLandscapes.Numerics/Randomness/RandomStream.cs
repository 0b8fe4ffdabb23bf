using System.Runtime.CompilerServices;
using RandomLandscapes.Numerics.Arithmetic;

namespace RandomLandscapes.Numerics.Randomness;

/// <summary>The random numbers of one (cell, sample, purpose): a pure function of those three.</summary>
/// <remarks>
/// <para>Word j of the stream is word j mod 4 of Philox4x32-10 at counter (sample, purpose, j / 4) under the cell's key.</para>
/// <para>One instance per thread is enough: <see cref="MoveTo"/> repositions it without allocating.</para>
/// <para>All transformations use this program's own elementary functions, so the deviates are the same bits on every machine.</para>
/// </remarks>
public sealed class RandomStream
{
    private readonly ulong _key;
    private ulong _sample;
    private uint _purpose;
    private ulong _nextBlock;
    private CounterBlock _block;
    private bool _highHalfLeft;
    private double _spareNormal;
    private bool _hasSpareNormal;

    /// <summary>Opens the stream of one sample.</summary>
    /// <param name="key">The key of the cell.</param>
    /// <param name="sample">The sample number.</param>
    /// <param name="purpose">Separates independent uses within one sample.</param>
    public RandomStream(StreamKey key, ulong sample = 0, uint purpose = 0)
    {
        _key = key.Value;
        MoveTo(sample, purpose);
    }

    /// <summary>The key of the cell, for samplers that draw by counters of their own.</summary>
    public StreamKey Key => new(_key);

    /// <summary>Repositions this stream at the beginning of another sample of the same cell.</summary>
    /// <param name="sample">The sample number.</param>
    /// <param name="purpose">Separates independent uses within one sample.</param>
    public void MoveTo(ulong sample, uint purpose = 0)
    {
        _sample = sample;
        _purpose = purpose;
        _nextBlock = 0;
        _highHalfLeft = false;
        _hasSpareNormal = false;
    }

    /// <summary>Draws 64 uniform bits.</summary>
    /// <exception cref="InvalidOperationException">All 2^32 blocks of this purpose are used up.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong NextUInt64()
    {
        if (_highHalfLeft)
        {
            _highHalfLeft = false;
            return _block.Word2 | ((ulong)_block.Word3 << 32);
        }

        if (_nextBlock > uint.MaxValue)
            ThrowExhausted();
        _block = Philox4x32.Encrypt(
            new CounterBlock((uint)_sample, (uint)(_sample >> 32), _purpose, (uint)_nextBlock), _key);
        _nextBlock++;
        _highHalfLeft = true;
        return _block.Word0 | ((ulong)_block.Word1 << 32);
    }

    /// <summary>Draws a uniform deviate from the multiples of 2^-53 in (0, 1]: its logarithm is finite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double NextUniform() => ((NextUInt64() >> 11) + 1) * (1.0 / (1UL << 53));

    /// <summary>Draws an integer uniformly from 0 to <paramref name="bound"/> - 1, without modulo bias.</summary>
    /// <param name="bound">Exclusive upper bound, at least 1.</param>
    public int NextInt32(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        // Lemire 2019: the high half of a 64 x 32 bit product; the rejected remainder is below bound / 2^64.
        var threshold = unchecked(0UL - (ulong)bound) % (ulong)bound;
        while (true)
        {
            var high = Math.BigMul(NextUInt64(), (ulong)bound, out var low);
            if (low >= threshold)
                return (int)high;
        }
    }

    /// <summary>Draws a standard normal deviate (Box and Muller 1958; deviates come in pairs).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double NextNormal()
    {
        if (_hasSpareNormal)
        {
            _hasSpareNormal = false;
            return _spareNormal;
        }

        var radius = Math.Sqrt(-2 * ElementaryFunctions.Log(NextUniform()));
        ElementaryFunctions.SinCosOfTurns((NextUInt64() >> 11) * (1.0 / (1UL << 53)), out var sin, out var cos);
        _spareNormal = radius * sin;
        _hasSpareNormal = true;
        return radius * cos;
    }

    /// <summary>Fills a buffer with standard normal deviates.</summary>
    /// <param name="destination">Fully overwritten; the same numbers as that many calls of <see cref="NextNormal"/>.</param>
    public void FillNormal(Span<double> destination)
    {
        for (var i = 0; i < destination.Length; i++)
            destination[i] = NextNormal();
    }

    /// <summary>Draws from the gamma law of shape k/2 and scale 1, that is half a chi-squared deviate with k degrees of freedom.</summary>
    /// <remarks>k = 1 and 2 by their closed forms, larger k by Marsaglia and Tsang, ACM TOMS 26 (2000) 363; their squeeze only saves logarithms, the law is exact.</remarks>
    /// <param name="twiceShape">k, at least 1.</param>
    public double NextGammaHalf(int twiceShape)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(twiceShape, 1);
        if (twiceShape == 1)
        {
            var z = NextNormal();
            return 0.5 * z * z;
        }

        if (twiceShape == 2)
            return -ElementaryFunctions.Log(NextUniform());

        return MarsagliaTsang(0.5 * twiceShape);
    }

    /// <summary>Draws from the gamma law of any shape, scale 1.</summary>
    /// <remarks>Marsaglia and Tsang, ACM TOMS 26 (2000) 363; a shape below 1 as the deviate of shape + 1 times U^(1/shape), their section 6.</remarks>
    /// <param name="shape">Positive and finite.</param>
    public double NextGamma(double shape)
    {
        if (!(shape > 0) || double.IsInfinity(shape))
            throw new ArgumentOutOfRangeException(nameof(shape), shape, $"Expected a finite positive shape, was {shape:R}.");
        return shape >= 1
            ? MarsagliaTsang(shape)
            : MarsagliaTsang(shape + 1) * ElementaryFunctions.Exp(ElementaryFunctions.Log(NextUniform()) / shape);
    }

    private double MarsagliaTsang(double shape)
    {
        var d = shape - (1.0 / 3);
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = NextNormal();
            var t = 1 + (c * x);
            if (t <= 0)
                continue;
            var v = t * t * t;
            var u = NextUniform();
            var halfSquare = 0.5 * x * x;
            // 0.0331 x^4 bounds the gap of the exact test from below (their equation 8), so it only saves logarithms.
            if (u < 1 - (0.1324 * halfSquare * halfSquare)
                || ElementaryFunctions.Log(u) < halfSquare + (d * (1 - v + ElementaryFunctions.Log(v))))
            {
                return d * v;
            }
        }
    }

    private static void ThrowExhausted() =>
        throw new InvalidOperationException("All 2^32 blocks of this purpose are used up; split the sample over several purposes.");
}
