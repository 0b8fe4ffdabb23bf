using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RandomLandscapes.Simulation.Landscapes.GaussianFields;

/// <summary>Sine and cosine of phases given in turns, on eight lanes, with their common sign apart.</summary>
/// <remarks>
/// The nearest multiple h/2 of half a turn is subtracted exactly; for |z| at most a quarter of a turn, sin(2 pi z)/z and cos(2 pi z) are minimax polynomials of degree 8 in z^2
/// (errors 1.3e-18 and 4e-18, by Remez's exchange), and both results share the sign (-1)^h. Absolute error below 5e-16 for phases that are exact and at most 2^48 turns.
/// </remarks>
internal static class PhaseFunctions
{
    /// <summary>Bounds the absolute error of both results for phases that are exact.</summary>
    public const double ErrorBound = 5e-16;

    /// <summary>1.5 x 2^52: added to a number below 2^51, it leaves the nearest integer in the lowest bits.</summary>
    private const double Shifter = 6755399441055744;

    /// <summary>Computes s and c with sin(2 pi u) = (-1)^h s and cos(2 pi u) = (-1)^h c.</summary>
    /// <param name="turns">u.</param>
    /// <param name="sign">The sign bit where h is odd, zero elsewhere: exclusive or applies it.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<double> Sin, Vector512<double> Cos) SinCos(Vector512<double> turns, out Vector512<long> sign)
    {
        var shifter = Vector512.Create(Shifter);
        var shifted = Vector512.FusedMultiplyAdd(turns, Vector512.Create(2.0), shifter);
        sign = Vector512.ShiftLeft(shifted.AsInt64(), 63);
        var z = Vector512.FusedMultiplyAdd(shifted - shifter, Vector512.Create(-0.5), turns);
        var s = z * z;
        var sin = Vector512.FusedMultiplyAdd(Vector512.Create(0.10089749588562336), s, Vector512.Create(-0.7177339272049876));
        var cos = Vector512.FusedMultiplyAdd(Vector512.Create(0.2719476525998753), s, Vector512.Create(-1.713218861018961));
        sin = Vector512.FusedMultiplyAdd(sin, s, Vector512.Create(3.8199281079262772));
        cos = Vector512.FusedMultiplyAdd(cos, s, Vector512.Create(7.903462537766106));
        sin = Vector512.FusedMultiplyAdd(sin, s, Vector512.Create(-15.094641676841219));
        cos = Vector512.FusedMultiplyAdd(cos, s, Vector512.Create(-26.42625406910264));
        sin = Vector512.FusedMultiplyAdd(sin, s, Vector512.Create(42.05869392544983));
        cos = Vector512.FusedMultiplyAdd(cos, s, Vector512.Create(60.244641313230964));
        sin = Vector512.FusedMultiplyAdd(sin, s, Vector512.Create(-76.70585975282526));
        cos = Vector512.FusedMultiplyAdd(cos, s, Vector512.Create(-85.45681720598174));
        sin = Vector512.FusedMultiplyAdd(sin, s, Vector512.Create(81.60524927607362));
        cos = Vector512.FusedMultiplyAdd(cos, s, Vector512.Create(64.93939402266396));
        sin = Vector512.FusedMultiplyAdd(sin, s, Vector512.Create(-41.341702240399755));
        cos = Vector512.FusedMultiplyAdd(cos, s, Vector512.Create(-19.739208802178705));
        sin = Vector512.FusedMultiplyAdd(sin, s, Vector512.Create(6.283185307179586));
        cos = Vector512.FusedMultiplyAdd(cos, s, Vector512<double>.One);
        return (sin * z, cos);
    }
}
