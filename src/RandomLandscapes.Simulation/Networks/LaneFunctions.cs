using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RandomLandscapes.Simulation.Networks;

/// <summary>Exponential and hyperbolic tangent on eight lanes: the bits of <see cref="Numerics.Arithmetic.ElementaryFunctions"/>.</summary>
internal static class LaneFunctions
{
    private const double Ln2High = 0.693147180369123816490;
    private const double Ln2Low = 1.90821492927058770002e-10;
    private const double IntegerMagic = 6755399441055744.0; // 1.5 * 2^52: adding it leaves an integer in the low bits

    /// <summary>e^x for x at most 700; zero below -700.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Exp(Vector512<double> x)
    {
        var clamped = Vector512.Max(x, Vector512.Create(-700.0));
        var k = Vector512.Round(clamped * Vector512.Create(1.4426950408889634));
        var value = (Vector512<double>.One + Series(Reduce(clamped, k))) * PowerOfTwo(k);
        return Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512.Create(-700.0)), Vector512<double>.Zero, value);
    }

    /// <summary>tanh x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Tanh(Vector512<double> x)
    {
        var twice = Vector512.Create(2.0) * Vector512.Min(Vector512.Abs(x), Vector512.Create(20.0));
        var small = Vector512.LessThanOrEqual(twice, Vector512.Create(0.35));
        var k = Vector512.AndNot(Vector512.Round(twice * Vector512.Create(1.4426950408889634)), small);
        var series = Series(Reduce(twice, k));
        var large = ((Vector512<double>.One + series) * PowerOfTwo(k)) - Vector512<double>.One;
        var e = Vector512.ConditionalSelect(small, series, large);
        return (e / (e + Vector512.Create(2.0))) | (x & Vector512.Create(-0.0));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Reduce(Vector512<double> x, Vector512<double> k) =>
        Vector512.FusedMultiplyAdd(-k, Vector512.Create(Ln2High), x) - (k * Vector512.Create(Ln2Low));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> PowerOfTwo(Vector512<double> k) =>
        (((k + Vector512.Create(IntegerMagic)).AsInt64() + Vector512.Create(1023L)) << 52).AsDouble();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Series(Vector512<double> r)
    {
        var p = Vector512.Create(1.0 / 87178291200);
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.0 / 6227020800));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.0 / 479001600));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.0 / 39916800));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.0 / 3628800));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.0 / 362880));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.0 / 40320));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.0 / 5040));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.0 / 720));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.0 / 120));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.0 / 24));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.0 / 6));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.5));
        return Vector512.FusedMultiplyAdd(r * r, p, r);
    }
}
