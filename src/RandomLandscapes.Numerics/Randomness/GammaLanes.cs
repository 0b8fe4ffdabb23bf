using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using RandomLandscapes.Numerics.Arithmetic;

namespace RandomLandscapes.Numerics.Randomness;

/// <summary>Gamma deviates of shape k/2 and scale 1 on eight lanes, each from counters of its own sample alone.</summary>
/// <remarks>
/// <para>k up to <see cref="LargestClosedForm"/>: minus the logarithm of a product of k/2 uniform deviates, rounded down, plus half the
/// square of a normal deviate for odd k.</para>
/// <para>
/// Larger k: Marsaglia and Tsang, ACM TOMS 26 (2000) 363. With d = k/2 - 1/3, c^2 = 1/(9d), s = cx for a normal x: d (1 + s)^3 is
/// accepted with probability e^h, h = x^2/2 + d (1 - (1 + s)^3 + 3 ln(1 + s)) = -(s^4/4 - s^5/5 + ...) / (3c^2). Their squeeze is
/// replaced by a tighter one: by the series h >= -(c^2 x^4/12) / min(1 + s, 1), so u &lt;= e^h whenever
/// (1 - u) min(1 + s, 1) >= c^2 x^4 / 12.
/// </para>
/// <para>
/// That test needs few digits of u: twelve bits left over from the angle of x bound it, and only where they do not decide (about
/// 1/4096 + c^2/4 of the deviates, most of which are rejected indeed) the rest of u is drawn and the logarithms are compared,
/// right to about 1e-15 k. Beyond roundings the law is exact.
/// </para>
/// <para>
/// Counters: the proposal of attempt a = 0, 1, ... comes from purpose + 2a * 2^24, the rest of its u from purpose + (2a + 1) * 2^24.
/// </para>
/// </remarks>
internal static class GammaLanes
{
    /// <summary>The largest k with a closed form here: beyond, rejection is cheaper than logarithms.</summary>
    public const int LargestClosedForm = 5;

    /// <summary>The step of the purpose word from one auxiliary counter to the next; purposes of callers are smaller.</summary>
    public const uint AuxiliaryStep = 1u << 24;

    // An attempt fails with a probability below 0.015, so the hundredth is never made; the limit ends the loop by name.
    private const uint MostAttempts = 100;
    private const ulong UniformMantissa = 0xFFFUL << 40;
    private const ulong ExponentOfOne = 1023UL << 52;

    /// <summary>What eight shapes need.</summary>
    /// <param name="twiceShapes">k of each, as numbers; entries below 1 give nothing of use.</param>
    /// <param name="d">Eight entries, which become k/2 - 1/3.</param>
    /// <param name="c">Eight entries: 1/sqrt(9d).</param>
    /// <param name="quartic">Eight entries: c^2/12.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Shapes(Vector512<double> twiceShapes, Span<double> d, Span<double> c, Span<double> quartic)
    {
        var offset = (Vector512.Create(0.5) * twiceShapes) - Vector512.Create(1.0 / 3);
        offset.CopyTo(d);
        (Vector512<double>.One / Vector512.Sqrt(Vector512.Create(9.0) * offset)).CopyTo(c);
        (Vector512<double>.One / (Vector512.Create(108.0) * offset)).CopyTo(quartic);
    }

    /// <summary>The value of a proposal, and where the twelve bits of u that came with it accept it already.</summary>
    /// <param name="d">Of the shape, whose k is above <see cref="LargestClosedForm"/>.</param>
    /// <param name="c">Of the shape.</param>
    /// <param name="quartic">Of the shape.</param>
    /// <param name="x">A normal deviate.</param>
    /// <param name="angleWord">The word its angle came from.</param>
    /// <param name="doubtful">All ones where more of u is needed.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Propose(
        double d, double c, double quartic, Vector512<double> x, Vector512<ulong> angleWord, out Vector512<double> doubtful)
    {
        var root = Vector512.FusedMultiplyAdd(Vector512.Create(c), x, Vector512<double>.One);
        var square = x * x;
        // 1 + a lower bound of 1 - u, as the mantissa of a number in [1, 2).
        var complement = (Vector512.AndNot(Vector512.Create(UniformMantissa), angleWord << 35) | Vector512.Create(ExponentOfOne)).AsDouble();
        var smaller = Vector512.MinNative(root, Vector512<double>.One);
        var left = Vector512.FusedMultiplyAdd(complement, smaller, -smaller);
        doubtful = Vector512.LessThan(left, square * Vector512.Create(quartic) * square);
        return Vector512.Create(d) * root * (root * root);
    }

    /// <summary>Settles one row whose first proposal was left in doubt: rejection until every lane has accepted.</summary>
    /// <param name="key">The key of the cell.</param>
    /// <param name="samples">The sample number of each lane.</param>
    /// <param name="purpose">The purpose word of the first attempt.</param>
    /// <param name="block">The block number.</param>
    /// <param name="twiceShape">k, above <see cref="LargestClosedForm"/>.</param>
    /// <param name="x">The normal deviate of the first proposal.</param>
    /// <param name="angleWord">The word its angle came from.</param>
    /// <returns>The deviates of all lanes; those of the first proposal where that was not in doubt.</returns>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector512<double> Settle(
        StreamKey key, Vector512<ulong> samples, uint purpose, uint block, int twiceShape, Vector512<double> x, Vector512<ulong> angleWord)
    {
        var d = (0.5 * twiceShape) - (1.0 / 3);
        var c = 1 / Math.Sqrt(9 * d);
        var quartic = 1 / (108 * d);
        var pending = Vector512<double>.AllBitsSet;
        var deviates = Vector512<double>.Zero;
        for (uint attempt = 0; ; attempt++)
        {
            var proposal = Propose(d, c, quartic, x, angleWord, out var doubtful);
            var accepted = ~doubtful;
            if ((pending & doubtful).AsUInt64() != Vector512<ulong>.Zero)
            {
                PhiloxLanes.Encrypt(key, samples, purpose + (((2 * attempt) + 1) * AuxiliaryStep), block, out var rest, out _);
                accepted |= LastResort(rest, d, c, x, angleWord);
            }

            deviates = Vector512.ConditionalSelect(pending & accepted, proposal, deviates);
            pending = Vector512.AndNot(pending, accepted);
            if (attempt == MostAttempts || pending.AsUInt64() == Vector512<ulong>.Zero)
                return deviates;
            PhiloxLanes.Encrypt(key, samples, purpose + (((2 * attempt) + 2) * AuxiliaryStep), block, out var radiusWord, out angleWord);
            x = Sine(radiusWord, angleWord);
        }
    }

    /// <summary>Minus the logarithms of products of k/2 uniform deviates, rounded down, for k = 5, 4, 3, 2.</summary>
    /// <param name="first">The words of the first uniform deviates.</param>
    /// <param name="second">The words of the second ones, used by k = 5 and 4.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static NumberQuad Exponentials(WordQuad first, WordQuad second)
    {
        var product = Uniform(first);
        var factor = Uniform(second);
        return NormalLanes.MinusTwoLog(new NumberQuad(product.A * factor.A, product.B * factor.B, product.C, product.D)) * Vector512.Create(0.5);
    }

    // u = (j + r) / 4096 with j the twelve bits and r from 64 new ones; u <= e^h as -2 ln u >= -2h.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static Vector512<double> LastResort(Vector512<ulong> rest, double d, double c, Vector512<double> x, Vector512<ulong> angleWord)
    {
        var twelve = LaneOperations.ToDouble((angleWord >>> 5) & Vector512.Create(0xFFFUL));
        var u = (twelve + Uniform(new WordQuad(rest)).A) * Vector512.Create(1.0 / 4096);
        var root = Vector512.FusedMultiplyAdd(Vector512.Create(c), x, Vector512<double>.One);
        var positive = Vector512.GreaterThan(root, Vector512<double>.Zero);
        var cube = root * (root * root);
        var logs = NormalLanes.MinusTwoLog(
            new NumberQuad(u, Vector512.ConditionalSelect(positive, cube, Vector512<double>.One), Vector512<double>.One, Vector512<double>.One));
        var minusTwoH = Vector512.FusedMultiplyAdd(
            Vector512.Create(2 * d), cube - Vector512<double>.One, Vector512.FusedMultiplyAdd(Vector512.Create(d), logs.B, -(x * x)));
        return positive & Vector512.GreaterThanOrEqual(logs.A, minusTwoH);
    }

    // The second deviate of one vector where there is room for four: the time is that of waiting for one result after the other.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static Vector512<double> Sine(Vector512<ulong> radiusWord, Vector512<ulong> angleWord)
    {
        NormalLanes.BoxMuller(new WordQuad(radiusWord), new WordQuad(angleWord), out _, out var second);
        return second.A;
    }

    // Odd multiples of 2^-64.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static NumberQuad Uniform(WordQuad word) =>
        (word | Vector512<ulong>.One).ToNumbers() * Vector512.Create(1.0 / 18446744073709551616.0);
}
