using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RandomLandscapes.Simulation.CriticalPoints.Fields;

/// <summary>Sine and cosine of angles given in turns, on eight lanes.</summary>
/// <remarks>
/// The angle is reduced exactly to at most an eighth of a turn; then Taylor's series to z^15 and z^16, |z| at most pi/4, whose remainders are below 5e-17. Rounding of 2 pi and of the products adds less
/// than 4e-16: <see cref="ErrorBound"/> bounds all of it.
/// </remarks>
internal static class TurnFunctions
{
    /// <summary>Bounds the absolute error of both results for angles that are exact.</summary>
    public const double ErrorBound = 6e-16;

    /// <summary>Computes sin(2 pi u) and cos(2 pi u).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<double> Sin, Vector512<double> Cos) SinCos(Vector512<double> turns)
    {
        var quarters = Vector512.Round(turns * Vector512.Create(4.0));
        var z = Vector512.FusedMultiplyAdd(quarters, Vector512.Create(-0.25), turns) * Vector512.Create(2 * Math.PI);
        var s = z * z;
        var sin = Vector512.Create(-1.0 / 1307674368000);
        sin = Vector512.FusedMultiplyAdd(sin, s, Vector512.Create(1.0 / 6227020800));
        sin = Vector512.FusedMultiplyAdd(sin, s, Vector512.Create(-1.0 / 39916800));
        sin = Vector512.FusedMultiplyAdd(sin, s, Vector512.Create(1.0 / 362880));
        sin = Vector512.FusedMultiplyAdd(sin, s, Vector512.Create(-1.0 / 5040));
        sin = Vector512.FusedMultiplyAdd(sin, s, Vector512.Create(1.0 / 120));
        sin = Vector512.FusedMultiplyAdd(sin, s, Vector512.Create(-1.0 / 6));
        sin = Vector512.FusedMultiplyAdd(sin * s, z, z);
        var cos = Vector512.Create(1.0 / 20922789888000);
        cos = Vector512.FusedMultiplyAdd(cos, s, Vector512.Create(-1.0 / 87178291200));
        cos = Vector512.FusedMultiplyAdd(cos, s, Vector512.Create(1.0 / 479001600));
        cos = Vector512.FusedMultiplyAdd(cos, s, Vector512.Create(-1.0 / 3628800));
        cos = Vector512.FusedMultiplyAdd(cos, s, Vector512.Create(1.0 / 40320));
        cos = Vector512.FusedMultiplyAdd(cos, s, Vector512.Create(-1.0 / 720));
        cos = Vector512.FusedMultiplyAdd(cos, s, Vector512.Create(1.0 / 24));
        cos = Vector512.FusedMultiplyAdd(cos, s, Vector512.Create(-0.5));
        cos = Vector512.FusedMultiplyAdd(cos, s, Vector512<double>.One);
        // By q quarters: q odd exchanges them; sin changes its sign for q = 2, 3 mod 4, cos for q = 1, 2.
        var half = quarters * Vector512.Create(0.5);
        var odd = ~Vector512.Equals(half, Vector512.Round(half));
        var fourth = Mod4(quarters);
        var (a, b) = (Vector512.ConditionalSelect(odd, cos, sin), Vector512.ConditionalSelect(odd, sin, cos));
        var minusSin = Vector512.GreaterThan(fourth, Vector512.Create(1.5));
        var minusCos = Vector512.Equals(fourth, Vector512<double>.One) | Vector512.Equals(fourth, Vector512.Create(2.0));
        return (Vector512.ConditionalSelect(minusSin, -a, a), Vector512.ConditionalSelect(minusCos, -b, b));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Mod4(Vector512<double> quarters) =>
        Vector512.FusedMultiplyAdd(Vector512.Floor(quarters * Vector512.Create(0.25)), Vector512.Create(-4.0), quarters);
}
