namespace RandomLandscapes.Theory.Multiprecision;

/// <summary>A complex number of two <see cref="BigReal"/>.</summary>
internal readonly record struct BigComplex(BigReal Real, BigReal Imaginary)
{
    public static BigComplex operator -(BigComplex a) => new(-a.Real, -a.Imaginary);

    public static BigComplex operator +(BigComplex a, BigComplex b) => new(a.Real + b.Real, a.Imaginary + b.Imaginary);

    public static BigComplex operator -(BigComplex a, BigComplex b) => new(a.Real - b.Real, a.Imaginary - b.Imaginary);

    public static BigComplex operator *(BigComplex a, BigComplex b) =>
        new((a.Real * b.Real) - (a.Imaginary * b.Imaginary), (a.Real * b.Imaginary) + (a.Imaginary * b.Real));

    public static BigComplex operator *(BigReal a, BigComplex b) => new(a * b.Real, a * b.Imaginary);

    public static BigComplex operator /(BigComplex a, BigComplex b)
    {
        var square = (b.Real * b.Real) + (b.Imaginary * b.Imaginary);
        return new BigComplex(
            ((a.Real * b.Real) + (a.Imaginary * b.Imaginary)) / square, ((a.Imaginary * b.Real) - (a.Real * b.Imaginary)) / square);
    }

    /// <summary>The larger of the two magnitudes, for choosing pivots.</summary>
    public long Magnitude => Math.Max(Real.Magnitude, Imaginary.Magnitude);
}
