using System.Runtime.CompilerServices;

namespace RandomLandscapes.Numerics.Arithmetic;

/// <summary>A complex number in double-double arithmetic.</summary>
/// <param name="Real">Real part.</param>
/// <param name="Imaginary">Imaginary part.</param>
public readonly record struct ComplexDoubleDouble(DoubleDouble Real, DoubleDouble Imaginary)
{
    /// <summary>One.</summary>
    public static readonly ComplexDoubleDouble One = new(DoubleDouble.One, DoubleDouble.Zero);

    /// <summary>The squared modulus, rounded to double.</summary>
    public double SquaredModulus => (Real.High * Real.High) + (Imaginary.High * Imaginary.High);

    /// <summary>Widens a real number.</summary>
    /// <param name="x">Any value.</param>
    public static implicit operator ComplexDoubleDouble(DoubleDouble x) => new(x, DoubleDouble.Zero);

    /// <summary>Changes the sign.</summary>
    /// <param name="x">Any value.</param>
    public static ComplexDoubleDouble operator -(ComplexDoubleDouble x) => new(-x.Real, -x.Imaginary);

    /// <summary>Adds.</summary>
    /// <param name="x">Left operand.</param>
    /// <param name="y">Right operand.</param>
    public static ComplexDoubleDouble operator +(ComplexDoubleDouble x, ComplexDoubleDouble y) =>
        new(x.Real + y.Real, x.Imaginary + y.Imaginary);

    /// <summary>Subtracts.</summary>
    /// <param name="x">Left operand.</param>
    /// <param name="y">Right operand.</param>
    public static ComplexDoubleDouble operator -(ComplexDoubleDouble x, ComplexDoubleDouble y) =>
        new(x.Real - y.Real, x.Imaginary - y.Imaginary);

    /// <summary>Multiplies.</summary>
    /// <param name="x">Left operand.</param>
    /// <param name="y">Right operand.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ComplexDoubleDouble operator *(ComplexDoubleDouble x, ComplexDoubleDouble y) =>
        new((x.Real * y.Real) - (x.Imaginary * y.Imaginary), (x.Real * y.Imaginary) + (x.Imaginary * y.Real));

    /// <summary>Divides.</summary>
    /// <param name="x">Dividend.</param>
    /// <param name="y">Divisor; zero gives NaN.</param>
    public static ComplexDoubleDouble operator /(ComplexDoubleDouble x, ComplexDoubleDouble y)
    {
        var squared = (y.Real * y.Real) + (y.Imaginary * y.Imaginary);
        return new ComplexDoubleDouble(
            ((x.Real * y.Real) + (x.Imaginary * y.Imaginary)) / squared,
            ((x.Imaginary * y.Real) - (x.Real * y.Imaginary)) / squared);
    }
}
