using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RandomLandscapes.Numerics.LinearAlgebra;

/// <summary>The leading minors of a tridiagonal matrix T - x I at 32 points x at once.</summary>
/// <remarks>
/// <para>p_0 = 1, p_1 = a_1 - x, p_(i+1) = (a_(i+1) - x) p_i - b_i^2 p_(i-1); as many signs change as T has eigenvalues below x. There is
/// no division, so this takes half the time of the quotients p_(i+1) / p_i; every 16 rows a power of two keeps the range.</para>
/// <para>The computed p are exact for entries a - x and b^2 that are off by two and three roundings, whatever the p are, as long as no
/// two neighbours underflow; for entries of at most 1 and b^2 of at least 2^-110 they cannot. Source: J. W. Givens 1954; W. Barth,
/// R. S. Martin, J. H. Wilkinson, Numer. Math. 9 (1967) 386.</para>
/// </remarks>
internal static class TridiagonalDeterminants
{
    /// <summary>The smallest squared off-diagonal entry that keeps the signs apart.</summary>
    public const double SmallestSquare = 7.703719777548943e-34; // 2^-110

    private const int RescaleInterval = 16;

    /// <summary>Evaluates the four groups of eight points.</summary>
    /// <param name="diagonal">a, at least one entry.</param>
    /// <param name="negativeSquares">-b^2, none above minus <see cref="SmallestSquare"/>.</param>
    /// <param name="x0">The first eight points.</param>
    /// <param name="x1">The second eight points.</param>
    /// <param name="x2">The third eight points.</param>
    /// <param name="x3">The fourth eight points.</param>
    /// <param name="v0">Their values.</param>
    /// <param name="v1">The values at the second points.</param>
    /// <param name="v2">The values at the third points.</param>
    /// <param name="v3">The values at the fourth points.</param>
    [MethodImpl(VectorOperations.Kernel)]
    public static void Evaluate(
        ReadOnlySpan<double> diagonal, ReadOnlySpan<double> negativeSquares,
        Vector512<double> x0, Vector512<double> x1, Vector512<double> x2, Vector512<double> x3,
        out DeterminantValues v0, out DeterminantValues v1, out DeterminantValues v2, out DeterminantValues v3)
    {
        ref var a = ref MemoryMarshal.GetReference(diagonal);
        ref var s = ref MemoryMarshal.GetReference(negativeSquares);
        Vector512<double> q0 = Vector512<double>.One, q1 = q0, q2 = q0, q3 = q0;
        var first = Vector512.Create(a);
        Vector512<double> p0 = first - x0, p1 = first - x1, p2 = first - x2, p3 = first - x3;
        Vector512<long> n0 = p0.AsInt64() >>> 63, n1 = p1.AsInt64() >>> 63, n2 = p2.AsInt64() >>> 63, n3 = p3.AsInt64() >>> 63;
        Vector512<long> e0 = default, e1 = default, e2 = default, e3 = default;
        var i = 1;
        while (i < diagonal.Length)
        {
            var end = Math.Min(i + RescaleInterval, diagonal.Length);
            for (; i < end; i++)
            {
                var ai = Vector512.Create(Unsafe.Add(ref a, i));
                var si = Vector512.Create(Unsafe.Add(ref s, i - 1));
                q0 = Vector512.FusedMultiplyAdd(ai - x0, p0, si * q0);
                q1 = Vector512.FusedMultiplyAdd(ai - x1, p1, si * q1);
                q2 = Vector512.FusedMultiplyAdd(ai - x2, p2, si * q2);
                q3 = Vector512.FusedMultiplyAdd(ai - x3, p3, si * q3);
                n0 += (p0 ^ q0).AsInt64() >>> 63;
                n1 += (p1 ^ q1).AsInt64() >>> 63;
                n2 += (p2 ^ q2).AsInt64() >>> 63;
                n3 += (p3 ^ q3).AsInt64() >>> 63;
                (p0, q0) = (q0, p0);
                (p1, q1) = (q1, p1);
                (p2, q2) = (q2, p2);
                (p3, q3) = (q3, p3);
            }

            Rescale(ref p0, ref q0, ref e0);
            Rescale(ref p1, ref q1, ref e1);
            Rescale(ref p2, ref q2, ref e2);
            Rescale(ref p3, ref q3, ref e3);
        }

        v0 = new DeterminantValues(n0, p0, e0);
        v1 = new DeterminantValues(n1, p1, e1);
        v2 = new DeterminantValues(n2, p2, e2);
        v3 = new DeterminantValues(n3, p3, e3);
    }

    /// <summary>Brings the larger of two neighbours into [1, 2).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Rescale(ref Vector512<double> p, ref Vector512<double> q, ref Vector512<long> exponent)
    {
        var bits = Vector512.Max(Vector512.Abs(p), Vector512.Abs(q)).AsInt64() & Vector512.Create(0x7FF0L << 48);
        var scale = (Vector512.Create(0x7FE0L << 48) - bits).AsDouble();
        exponent += bits >>> 52;
        p *= scale;
        q *= scale;
    }
}
