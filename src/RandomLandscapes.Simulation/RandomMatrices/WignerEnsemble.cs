using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Numerics.Randomness;

namespace RandomLandscapes.Simulation.RandomMatrices;

/// <summary>Dense Gaussian Wigner matrices plus a multiple of the identity: GOE(n) + s I and its multiples.</summary>
/// <remarks>
/// <para>Law: W + s I, W with independent centred Gaussian entries for i >= j, Var W[i,j] = v (1 + delta_ij); the spectrum of W fills
/// [-2 sqrt(n v), 2 sqrt(n v)] as a semicircle. v = 1/2 is GOE(n), density proportional to exp(-tr M^2 / 2).</para>
/// <para>Exact identity, tested: tr W^2 / (2 v) is chi-squared with n(n+1)/2 degrees of freedom.</para>
/// <para>Entry (i, j) is made of normal deviate i (i + 1) / 2 + j of the sample. Cost: n(n+1)/2 deviates, eight samples in lockstep.</para>
/// </remarks>
public sealed class WignerEnsemble : DenseEnsemble
{
    private readonly double _shift;
    private readonly double _offDiagonalScale;
    private readonly double _diagonalScale;

    /// <summary>Prepares the ensemble.</summary>
    /// <param name="order">n, at least 1.</param>
    /// <param name="offDiagonalVariance">v, at least 0, finite.</param>
    /// <param name="shift">s, finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
    public WignerEnsemble(int order, double offDiagonalVariance, double shift = 0)
        : base(order)
    {
        if (!(offDiagonalVariance >= 0) || double.IsInfinity(offDiagonalVariance))
            throw new ArgumentOutOfRangeException(nameof(offDiagonalVariance), offDiagonalVariance, "Expected a finite variance of at least 0.");
        if (!double.IsFinite(shift))
            throw new ArgumentOutOfRangeException(nameof(shift), shift, "Expected a finite shift.");
        OffDiagonalVariance = offDiagonalVariance;
        _shift = shift;
        _offDiagonalScale = Math.Sqrt(offDiagonalVariance);
        _diagonalScale = Math.Sqrt(2 * offDiagonalVariance);
    }

    /// <summary>The variance v of the entries off the diagonal.</summary>
    public double OffDiagonalVariance { get; }

    /// <summary>GOE(n) + s I.</summary>
    /// <param name="order">n, at least 1.</param>
    /// <param name="shift">s, finite.</param>
    public static WignerEnsemble Goe(int order, double shift = 0) => new(order, 0.5, shift);

    /// <inheritdoc/>
    private protected override void DrawOne(StreamKey key, ulong sample, Span<double> matrix, uint purpose)
    {
        // The packed triangle is drawn into the front of the matrix and spread from its last row backwards, so that nothing is overwritten early.
        var n = Order;
        NormalDeviates.FillSample(key, sample, purpose, matrix[..(n * (n + 1) / 2)]);
        for (var i = n - 1; i >= 0; i--)
        {
            var row = matrix.Slice(i * n, i + 1);
            matrix.Slice(i * (i + 1) / 2, i + 1).CopyTo(row);
            for (var j = 0; j < i; j++)
                row[j] *= _offDiagonalScale;
            row[i] = Math.FusedMultiplyAdd(_diagonalScale, row[i], _shift);
        }
    }

    /// <inheritdoc/>
    private protected override void DrawEight(StreamKey key, ulong firstSample, Span<double> batch, uint purpose)
    {
        NormalDeviates.FillLanes(key, firstSample, purpose, batch);
        ref var entry = ref MemoryMarshal.GetReference(batch);
        var scale = Vector512.Create(_offDiagonalScale);
        nuint at = 0;
        for (var i = 0; i < Order; i++)
        {
            for (var end = at + (nuint)(i * LaneInertiaSolver.Lanes); at < end; at += LaneInertiaSolver.Lanes)
                (scale * Vector512.LoadUnsafe(ref entry, at)).StoreUnsafe(ref entry, at);
            Vector512.FusedMultiplyAdd(Vector512.Create(_diagonalScale), Vector512.LoadUnsafe(ref entry, at), Vector512.Create(_shift)).StoreUnsafe(ref entry, at);
            at += LaneInertiaSolver.Lanes;
        }
    }
}
