using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using RandomLandscapes.Numerics.Arithmetic;

namespace RandomLandscapes.Numerics.Randomness;

/// <summary>Turns the words of eight lanes into pairs of standard normal deviates.</summary>
/// <remarks>
/// <para>Box and Muller 1958: sqrt(-2 ln u) (cos, sin) of an independent uniform angle.</para>
/// <para>u is an odd multiple of 2^-64, rounded to a double, so the radius reaches sqrt(128 ln 2) = 9.42 and is fine-grained beyond 8. The angle is one of
/// 16 in a half turn, plus an offset within +-pi/32 of 2^53 steps and more, with a common sign from one more bit: no range is reduced.</para>
/// <para>
/// The logarithm is that of a table entry plus that of a factor within 1/32 of one; both polynomials that are not Taylor's are minimax
/// fits (make_deviate_coefficients.py among the reference data of the tests). Error of a deviate: below 6e-15 of the radius (tested).
/// </para>
/// </remarks>
internal static class NormalLanes
{
    // sin((j + 1/2) pi / 16), j = 0..7.
    private const double Sin0 = 0.0980171403295606;
    private const double Sin1 = 0.2902846772544624;
    private const double Sin2 = 0.47139673682599764;
    private const double Sin3 = 0.6343932841636455;
    private const double Sin4 = 0.773010453362737;
    private const double Sin5 = 0.881921264348355;
    private const double Sin6 = 0.9569403357322088;
    private const double Sin7 = 0.9951847266721969;

    // The offset is pi / 32 times a signed 64-bit integer over 2^63.
    private const double Step = Math.PI / 32 / 9223372036854775808.0;
    private const double Step2 = Step * Step;

    /// <summary>-2 ln x of positive normal numbers, absolute error below 4e-16 + 2e-16 |ln x|; at most 1 it is never negative.</summary>
    /// <param name="x">The numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NumberQuad MinusTwoLog(NumberQuad x) => MinusTwoLog(x, 1);

    /// <summary>Two deviates from two words in each lane.</summary>
    /// <param name="radiusWord">Decides the radius.</param>
    /// <param name="angleWord">Decides the angle; bits 5 to 16 may serve once more, because only the grid of offsets depends on them.</param>
    /// <param name="first">Radius times cosine.</param>
    /// <param name="second">Radius times sine.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void BoxMuller(WordQuad radiusWord, WordQuad angleWord, out NumberQuad first, out NumberQuad second)
    {
        var radius = NumberQuad.Sqrt(MinusTwoLog((radiusWord | Vector512<ulong>.One).ToNumbers(), -63));
        radius = (radius.AsWords() ^ ((angleWord << 59) & Vector512.Create(1UL << 63))).AsNumbers();
        var cosine = radius * NumberQuad.Lookup(
            Vector512.Create(Sin7, Sin6, Sin5, Sin4, Sin3, Sin2, Sin1, Sin0),
            Vector512.Create(-Sin0, -Sin1, -Sin2, -Sin3, -Sin4, -Sin5, -Sin6, -Sin7),
            angleWord);
        var sine = radius * NumberQuad.Lookup(
            Vector512.Create(Sin0, Sin1, Sin2, Sin3, Sin4, Sin5, Sin6, Sin7),
            Vector512.Create(Sin7, Sin6, Sin5, Sin4, Sin3, Sin2, Sin1, Sin0),
            angleWord);

        var t = angleWord.ToSignedNumbers();
        var z = t * t;
        var s = NumberQuad.MultiplyAdd(z, -0.0001983595840407103 * Step2 * Step2 * Step2 * Step, 0.008333333013390523 * Step2 * Step2 * Step);
        s = NumberQuad.MultiplyAdd(s, z, -0.16666666666604996 * Step2 * Step);
        s = NumberQuad.MultiplyAdd(s, z, Step);
        s *= t;
        var c = NumberQuad.MultiplyAdd(z, 1.0 / 40320 * Step2 * Step2 * Step2 * Step2, -1.0 / 720 * Step2 * Step2 * Step2);
        c = NumberQuad.MultiplyAdd(c, z, 1.0 / 24 * Step2 * Step2);
        c = NumberQuad.MultiplyAdd(c, z, -0.5 * Step2);
        c = NumberQuad.MultiplyAdd(c, z, 1.0);
        first = NumberQuad.NegatedMultiplyAdd(sine, s, cosine * c);
        second = NumberQuad.MultiplyAdd(cosine, s, sine * c);
    }

    // For x itself the exponent is raised by one, for 2^64 x lowered by 63: the table below takes x to lie in [1/2, 1).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static NumberQuad MinusTwoLog(NumberQuad x, double exponentOffset)
    {
        var exponent = x.Exponent() + Vector512.Create(exponentOffset);
        var interval = x.AsWords() >>> 48;

        // The mantissa over the middle of its sixteenth; over 2 in the last one, where the entry of the logarithm is exactly zero: so
        // numbers just below 1 keep all their digits. The entry of the first one is raised by a unit, else 1 itself would give -2e-17.
        var f = NumberQuad.MultiplyAdd(
            x.Mantissa(),
            NumberQuad.Lookup(
                Vector512.Create(32.0 / 33, 32.0 / 35, 32.0 / 37, 32.0 / 39, 32.0 / 41, 32.0 / 43, 32.0 / 45, 32.0 / 47),
                Vector512.Create(32.0 / 49, 32.0 / 51, 32.0 / 53, 32.0 / 55, 32.0 / 57, 32.0 / 59, 32.0 / 61, 0.5),
                interval),
            -1.0);
        var coarse = NumberQuad.MultiplyAdd(
            exponent,
            -1.3862943611198906,
            NumberQuad.Lookup(
                Vector512.Create(
                    1.3247510437863834, 1.2070700437405162, 1.095930341430895, 0.9906428744600508,
                    0.8906220333107282, 0.7953659353322189, 0.7044411871787043, 0.6174709632992265),
                Vector512.Create(
                    0.5341255704980903, 0.45411490127069215, 0.37718233961509995, 0.30309979625440175,
                    0.2316636310502433, 0.1626912789079048, 0.09601843837272132, 0.0),
                interval));
        var p = NumberQuad.MultiplyAdd(f, 0.25043456850242174, -0.2861488014813542);
        p = NumberQuad.MultiplyAdd(p, f, 0.3333330202164419);
        p = NumberQuad.MultiplyAdd(p, f, -0.3999997346934145);
        p = NumberQuad.MultiplyAdd(p, f, 0.5000000000829421);
        p = NumberQuad.MultiplyAdd(p, f, -0.6666666667184941);
        p = NumberQuad.MultiplyAdd(p, f, 0.9999999999999941);
        p = NumberQuad.MultiplyAdd(p, f, -1.9999999999999984);
        return NumberQuad.MultiplyAdd(p, f, coarse);
    }
}
