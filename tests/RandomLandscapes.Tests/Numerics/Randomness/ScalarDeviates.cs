using RandomLandscapes.Numerics.Randomness;

namespace RandomLandscapes.Tests.Numerics.Randomness;

/// <summary>The map from counters to deviates of <see cref="NormalDeviates"/> and <see cref="NormalGammaRows"/>, one number at a time.</summary>
/// <remarks>
/// The reference for the lanes: same definition, same order of roundings, but plain arithmetic and the scalar Philox, whose words are
/// tested against published vectors. It shares no code with the lanes.
/// </remarks>
internal static class ScalarDeviates
{
    private static readonly double[] LogTable =
    [
        1.3247510437863834, 1.2070700437405162, 1.095930341430895, 0.9906428744600508, 0.8906220333107282, 0.7953659353322189, 0.7044411871787043,
        0.6174709632992265, 0.5341255704980903, 0.45411490127069215, 0.37718233961509995, 0.30309979625440175, 0.2316636310502433,
        0.1626912789079048, 0.09601843837272132, 0.0,
    ];

    private static readonly double[] LogSeries =
    [
        0.25043456850242174, -0.2861488014813542, 0.3333330202164419, -0.3999997346934145, 0.5000000000829421, -0.6666666667184941, 0.9999999999999941,
        -1.9999999999999984,
    ];

    private static readonly double[] SineTable =
    [
        0.0980171403295606, 0.2902846772544624, 0.47139673682599764, 0.6343932841636455, 0.773010453362737, 0.881921264348355, 0.9569403357322088,
        0.9951847266721969,
    ];

    /// <summary>The pair of one counter.</summary>
    public static (double First, double Second) Normals(StreamKey key, ulong sample, uint purpose, uint block)
    {
        var (radius, angle) = Words(key, sample, purpose, block);
        return BoxMuller(radius, angle);
    }

    /// <summary>The normal and the gamma deviate of one row, and the number of proposals the latter took.</summary>
    public static (double Normal, double Gamma, int Proposals) Row(StreamKey key, ulong sample, uint purpose, uint block, int twiceShape)
    {
        var (radius, angle) = Words(key, sample, purpose, block);
        var (normal, x) = BoxMuller(radius, angle);
        if (twiceShape <= 5)
            return (normal, twiceShape <= 0 ? 0 : Closed(key, sample, purpose, block, twiceShape, x), 0);

        var d = (0.5 * twiceShape) - (1.0 / 3);
        var c = 1 / Math.Sqrt(9 * d);
        var quartic = 1 / (108 * d);
        for (uint attempt = 0; ; attempt++)
        {
            var root = Math.FusedMultiplyAdd(c, x, 1);
            var smaller = Math.Min(root, 1);
            var twelve = (angle >> 5) & 4095;
            var complement = 1 + ((4095 - twelve) / 4096.0);
            var accepted = Math.FusedMultiplyAdd(complement, smaller, -smaller) >= x * x * quartic * (x * x)
                || (root > 0 && LastResort(Words(key, sample, purpose + (((2 * attempt) + 1) << 24), block).First, twelve, d, root, x));
            if (accepted)
                return (normal, d * root * (root * root), (int)attempt + 1);
            (radius, angle) = Words(key, sample, purpose + (((2 * attempt) + 2) << 24), block);
            x = BoxMuller(radius, angle).Second;
        }
    }

    /// <summary>Two deviates from two words.</summary>
    public static (double First, double Second) BoxMuller(ulong radiusWord, ulong angleWord)
    {
        var radius = Math.Sqrt(MinusTwoLog(radiusWord | 1, -63));
        if ((angleWord & 16) != 0)
            radius = -radius;
        var j = (int)(angleWord & 15);
        var sine = radius * SineTable[j < 8 ? j : 15 - j];
        var cosine = radius * (j < 8 ? SineTable[7 - j] : -SineTable[j - 8]);
        const double step = Math.PI / 32 / 9223372036854775808.0, step2 = step * step;
        double t = (long)angleWord;
        var z = t * t;
        var s = Math.FusedMultiplyAdd(-0.0001983595840407103 * step2 * step2 * step2 * step, z, 0.008333333013390523 * step2 * step2 * step);
        s = Math.FusedMultiplyAdd(s, z, -0.16666666666604996 * step2 * step);
        s = Math.FusedMultiplyAdd(s, z, step) * t;
        var c = Math.FusedMultiplyAdd(1.0 / 40320 * step2 * step2 * step2 * step2, z, -1.0 / 720 * step2 * step2 * step2);
        c = Math.FusedMultiplyAdd(c, z, 1.0 / 24 * step2 * step2);
        c = Math.FusedMultiplyAdd(c, z, -0.5 * step2);
        c = Math.FusedMultiplyAdd(c, z, 1);
        return (Math.FusedMultiplyAdd(-sine, s, cosine * c), Math.FusedMultiplyAdd(cosine, s, sine * c));
    }

    /// <summary>-2 ln x.</summary>
    public static double MinusTwoLog(double x) => MinusTwoLog(x, 1);

    private static double MinusTwoLog(double x, int exponentOffset)
    {
        var exponent = Math.ILogB(x);
        var mantissa = Math.ScaleB(x, -exponent);
        var interval = (int)((mantissa - 1) * 16);
        var f = Math.FusedMultiplyAdd(mantissa, interval == 15 ? 0.5 : 32.0 / (33 + (2 * interval)), -1);
        var coarse = Math.FusedMultiplyAdd(exponent + exponentOffset, -1.3862943611198906, LogTable[interval]);
        var p = LogSeries[0];
        foreach (var a in LogSeries.AsSpan(1))
            p = Math.FusedMultiplyAdd(p, f, a);
        return Math.FusedMultiplyAdd(p, f, coarse);
    }

    private static double Closed(StreamKey key, ulong sample, uint purpose, uint block, int twiceShape, double x)
    {
        var normalPart = twiceShape % 2 == 0 ? 0 : 0.5 * x * x;
        if (twiceShape == 1)
            return normalPart;
        var (first, second) = Words(key, sample, purpose + (1u << 24), block);
        var product = twiceShape < 4 ? Uniform(first) : Uniform(first) * Uniform(second);
        return normalPart + (0.5 * MinusTwoLog(product));
    }

    private static bool LastResort(ulong rest, ulong twelve, double d, double root, double x)
    {
        var u = (twelve + Uniform(rest)) / 4096;
        var cube = root * (root * root);
        return MinusTwoLog(u) >= Math.FusedMultiplyAdd(2 * d, cube - 1, Math.FusedMultiplyAdd(d, MinusTwoLog(cube), -(x * x)));
    }

    private static double Uniform(ulong word) => (double)(word | 1) / 18446744073709551616.0;

    private static (ulong First, ulong Second) Words(StreamKey key, ulong sample, uint purpose, uint block)
    {
        var words = Philox4x32.Encrypt(new CounterBlock((uint)sample, (uint)(sample >> 32), purpose, block), key.Value);
        return (((ulong)words.Word0 << 32) | words.Word1, ((ulong)words.Word2 << 32) | words.Word3);
    }
}
