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
/// accepted with probability e^h, h = x^2/2 + d (1 - (1 + s)^3 + 3 ln(1 + s)) = -(3/c^2)^-1 (s^4/4 - s^5/5 + ...). Their squeeze is
/// replaced by a tighter one: by the series h >= -(c^2 x^4/12) / min(1 + s, 1), so u &lt;= e^h whenever
/// (1 - u) min(1 + s, 1) >= c^2 x^4 / 12.
/// </para>
/// <para>
/// That test needs few digits of u: twelve bits left over from the angle of x bound it, and only where they do not decide (about
/// 1/4096 + c^2/4 of the deviates, most of which are rejected indeed) the rest of u is drawn and the logarithms are compared. The law is exact.
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

    // Each attempt succeeds with probability above 0.97, so even the fourth is never seen twice; the limit ends the loop by name.
    private const uint MostAttempts = 100;
    private const ulong UniformMantissa = 0xFFFUL << 40;
    private const ulong ExponentOfOne = 1023UL << 52;

    /// <summary>What eight shapes need.</summary>
    /// <param name="twiceShapes">k of each, as numbers; entries below 1 give nothing of use.</param>
    /// <param name="d">Eight entries from here become k/2 - 1/3.</param>
    /// <param name="c">1/sqrt(9d).</param>
    /// <param name="quartic">c^2/12.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Shapes(Vector512<double> twiceShapes, ref double d, ref double c, ref double quartic)
    {
        var offset = (Vector512.Create(0.5) * twiceShapes) - Vector512.Create(1.0 / 3);
        offset.StoreUnsafe(ref d);
        (Vector512<double>.One / Vector512.Sqrt(Vector512.Create(9.0) * offset)).StoreUnsafe(ref c);
        (Vector512<double>.One / (Vector512.Create(108.0) * offset)).StoreUnsafe(ref quartic);
    }

    /// <summary>The value of a proposal, and where the twelve bits of u that came with it accept it already.</summary>
    /// <param name="d">Of the shape, whose k is above <see cref="LargestClosedForm"/>.</param>
    /// <param name="c">Of the shape.</param>
    /// <param name="quartic">Of the shape.</param>
    /// <param name="x">A normal deviate.</param>
    /// <param name="angleWord">The word its angle came from.</param>
    /// <param name="undecided">All ones where more of u is needed.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Propose(
        double d, double c, double quartic, Vector512<double> x, Vector512<ulong> angleWord, out Vector512<double> undecided)
    {
        var root = Vector512.FusedMultiplyAdd(Vector512.Create(c), x, Vector512<double>.One);
        var square = x * x;
        // 1 + a lower bound of 1 - u, as the mantissa of a number in [1, 2).
        var complement = (Vector512.AndNot(Vector512.Create(UniformMantissa), angleWord << 35) | Vector512.Create(ExponentOfOne)).AsDouble();
        var smaller = Vector512.MinNative(root, Vector512<double>.One);
        var left = Vector512.FusedMultiplyAdd(complement, smaller, -smaller);
        undecided = Vector512.LessThan(left, square * Vector512.Create(quartic) * square);
        return Vector512.Create(d) * root * (root * root);
    }

    /// <summary>Draws by rejection until every lane has accepted.</summary>
    /// <param name="key">The key of the cell.</param>
    /// <param name="samples">The sample number of each lane.</param>
    /// <param name="purpose">The purpose word of the first attempt.</param>
    /// <param name="block">The block number.</param>
    /// <param name="twiceShape">k, above <see cref="LargestClosedForm"/>.</param>
    /// <returns>The deviates; where the first proposal needs no second look, the same as it.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector512<double> Reject(StreamKey key, Vector512<ulong> samples, uint purpose, uint block, int twiceShape)
    {
        var d = (0.5 * twiceShape) - (1.0 / 3);
        var c = 1 / Math.Sqrt(9 * d);
        var quartic = 1 / (108 * d);
        var pending = Vector512<double>.AllBitsSet;
        var deviates = Vector512<double>.Zero;
        for (uint attempt = 0; ; attempt++)
        {
            var auxiliary = purpose + (2 * attempt * AuxiliaryStep);
            PhiloxLanes.Encrypt(new PhiloxLanes(key, samples, auxiliary), Vector512.Create((ulong)block), out var radiusWord, out var angleWord);
            NormalLanes.BoxMuller(radiusWord, angleWord, out _, out var x);
            var proposal = Propose(d, c, quartic, x, angleWord, out var undecided);
            var accepted = ~undecided;
            if (Vector512.GreaterThanAny((undecided & pending).AsUInt64(), Vector512<ulong>.Zero))
                accepted |= LastResort(new PhiloxLanes(key, samples, auxiliary + AuxiliaryStep), block, d, c, x, angleWord);

            deviates = Vector512.ConditionalSelect(pending & accepted, proposal, deviates);
            pending = Vector512.AndNot(pending, accepted);
            if (attempt == MostAttempts || Vector512.EqualsAll(pending.AsUInt64(), Vector512<ulong>.Zero))
                return deviates;
        }
    }

    /// <summary>Deviates of a small shape.</summary>
    /// <param name="twiceShape">k, 1 to <see cref="LargestClosedForm"/>.</param>
    /// <param name="x">A normal deviate, used by odd k.</param>
    /// <param name="auxiliary">The counters of purpose + 2^24, used by k above 1.</param>
    /// <param name="block">The block number.</param>
    public static Vector512<double> ClosedForm(int twiceShape, Vector512<double> x, in PhiloxLanes auxiliary, uint block)
    {
        var half = Vector512.Create(0.5);
        var normalPart = half * x * x;
        if (twiceShape == 1)
            return normalPart;
        PhiloxLanes.Encrypt(auxiliary, Vector512.Create((ulong)block), out var first, out var second);
        var product = Uniform(first);
        if (twiceShape > 3)
            product *= Uniform(second);
        var exponentialPart = half * NormalLanes.MinusTwoLog(product);
        return twiceShape % 2 == 0 ? exponentialPart : exponentialPart + normalPart;
    }

    // u = (j + r) / 4096 with j the twelve bits and r from 64 new ones; u <= e^h as -2 ln u >= -2h.
    private static Vector512<double> LastResort(in PhiloxLanes rest, uint block, double d, double c, Vector512<double> x, Vector512<ulong> angleWord)
    {
        PhiloxLanes.Encrypt(rest, Vector512.Create((ulong)block), out var first, out _);
        var twelve = LaneOperations.ToDouble((angleWord >>> 5) & Vector512.Create(0xFFFUL));
        var u = (twelve + Uniform(first)) * Vector512.Create(1.0 / 4096);
        var root = Vector512.FusedMultiplyAdd(Vector512.Create(c), x, Vector512<double>.One);
        var positive = Vector512.GreaterThan(root, Vector512<double>.Zero);
        var cube = root * (root * root);
        var safe = Vector512.ConditionalSelect(positive, cube, Vector512<double>.One);
        var twiceD = Vector512.Create(2 * d);
        var minusTwoH = Vector512.FusedMultiplyAdd(
            twiceD, cube - Vector512<double>.One, Vector512.FusedMultiplyAdd(Vector512.Create(d), NormalLanes.MinusTwoLog(safe), -(x * x)));
        return positive & Vector512.GreaterThanOrEqual(NormalLanes.MinusTwoLog(u), minusTwoH);
    }

    // An odd multiple of 2^-64.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Uniform(Vector512<ulong> word) =>
        LaneOperations.ToDouble(word | Vector512<ulong>.One) * Vector512.Create(1.0 / 18446744073709551616.0);
}
