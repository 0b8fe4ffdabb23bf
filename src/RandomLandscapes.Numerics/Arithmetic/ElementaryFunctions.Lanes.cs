using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RandomLandscapes.Numerics.Arithmetic;

/// <content>The same functions on eight lanes.</content>
public static partial class ElementaryFunctions
{
    /// <summary>Computes the natural logarithms of eight positive normal numbers: the bits of <see cref="Log(double)"/>.</summary>
    /// <param name="x">The arguments; what becomes of zero, subnormal, negative or infinite ones is not defined.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Vector512<double> Log(Vector512<double> x)
    {
        // The mantissa is halved above sqrt 2, where the exponent gains one.
        var mantissa = LaneOperations.Mantissa(x);
        var high = Vector512.GreaterThan(mantissa, Vector512.Create(1.4142135623730951));
        var exponent = LaneOperations.Exponent(x) + (Vector512<double>.One & high);
        mantissa = Vector512.ConditionalSelect(high, Vector512.Create(0.5) * mantissa, mantissa);

        var f = mantissa - Vector512<double>.One;
        var s = f / (Vector512.Create(2.0) + f);
        var z = s * s;
        var series = Vector512.Create(2.0 / 23);
        series = Vector512.FusedMultiplyAdd(series, z, Vector512.Create(2.0 / 21));
        series = Vector512.FusedMultiplyAdd(series, z, Vector512.Create(2.0 / 19));
        series = Vector512.FusedMultiplyAdd(series, z, Vector512.Create(2.0 / 17));
        series = Vector512.FusedMultiplyAdd(series, z, Vector512.Create(2.0 / 15));
        series = Vector512.FusedMultiplyAdd(series, z, Vector512.Create(2.0 / 13));
        series = Vector512.FusedMultiplyAdd(series, z, Vector512.Create(2.0 / 11));
        series = Vector512.FusedMultiplyAdd(series, z, Vector512.Create(2.0 / 9));
        series = Vector512.FusedMultiplyAdd(series, z, Vector512.Create(2.0 / 7));
        series = Vector512.FusedMultiplyAdd(series, z, Vector512.Create(2.0 / 5));
        series = Vector512.FusedMultiplyAdd(series, z, Vector512.Create(2.0 / 3));
        var halfSquare = Vector512.Create(0.5) * f * f;
        var tail = Vector512.FusedMultiplyAdd(s, halfSquare + (series * z), exponent * Vector512.Create(Ln2Low));
        return (exponent * Vector512.Create(Ln2High)) - (halfSquare - tail - f);
    }
}
