using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RandomLandscapes.Simulation.CriticalPoints.Homotopy;

/// <summary>Eight complex numbers, one for each of eight paths. Every operation is one fixed sequence of roundings, the same on all processors.</summary>
internal readonly struct LaneComplex
{
    public const int Lanes = 8;

    public readonly Vector512<double> Re;
    public readonly Vector512<double> Im;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LaneComplex(Vector512<double> re, Vector512<double> im)
    {
        Re = re;
        Im = im;
    }

    public static LaneComplex Zero => default;

    /// <summary>|z|^2.</summary>
    public Vector512<double> SquaredModulus
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.FusedMultiplyAdd(Re, Re, Im * Im);
    }

    public LaneComplex Conjugate
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Re, -Im);
    }

    /// <summary>The number of one lane.</summary>
    public Complex this[int lane] => new(Re[lane], Im[lane]);

    /// <summary>The same number in every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneComplex Broadcast(Complex z) => new(Vector512.Create(z.Real), Vector512.Create(z.Imaginary));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneComplex operator +(LaneComplex a, LaneComplex b) => new(a.Re + b.Re, a.Im + b.Im);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneComplex operator -(LaneComplex a, LaneComplex b) => new(a.Re - b.Re, a.Im - b.Im);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneComplex operator -(LaneComplex a) => new(-a.Re, -a.Im);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneComplex operator *(LaneComplex a, Vector512<double> b) => new(a.Re * b, a.Im * b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneComplex operator *(LaneComplex a, LaneComplex b) => new(
        Vector512.FusedMultiplyAdd(a.Re, b.Re, -(a.Im * b.Im)),
        Vector512.FusedMultiplyAdd(a.Re, b.Im, a.Im * b.Re));

    /// <summary>ab + c.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneComplex MultiplyAdd(LaneComplex a, LaneComplex b, LaneComplex c) => new(
        Vector512.FusedMultiplyAdd(-a.Im, b.Im, Vector512.FusedMultiplyAdd(a.Re, b.Re, c.Re)),
        Vector512.FusedMultiplyAdd(a.Im, b.Re, Vector512.FusedMultiplyAdd(a.Re, b.Im, c.Im)));

    /// <summary>ab + c for real b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneComplex MultiplyAdd(LaneComplex a, Vector512<double> b, LaneComplex c) => new(
        Vector512.FusedMultiplyAdd(a.Re, b, c.Re), Vector512.FusedMultiplyAdd(a.Im, b, c.Im));

    /// <summary>c - ab.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneComplex NegatedMultiplyAdd(LaneComplex a, LaneComplex b, LaneComplex c) => new(
        Vector512.FusedMultiplyAdd(a.Im, b.Im, Vector512.FusedMultiplyAdd(-a.Re, b.Re, c.Re)),
        Vector512.FusedMultiplyAdd(-a.Im, b.Re, Vector512.FusedMultiplyAdd(-a.Re, b.Im, c.Im)));

    /// <summary>1 / z, infinite or not a number where z is zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneComplex Reciprocal(LaneComplex z)
    {
        var inverse = Vector512<double>.One / z.SquaredModulus;
        return new LaneComplex(z.Re * inverse, -z.Im * inverse);
    }

    /// <summary>a where the mask is set, else b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneComplex Select(Vector512<double> mask, LaneComplex a, LaneComplex b) => new(
        Vector512.ConditionalSelect(mask, a.Re, b.Re), Vector512.ConditionalSelect(mask, a.Im, b.Im));
}
