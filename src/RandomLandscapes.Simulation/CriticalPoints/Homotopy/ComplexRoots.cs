using System.Numerics;

namespace RandomLandscapes.Simulation.CriticalPoints.Homotopy;

/// <summary>Square roots of complex numbers by real square roots alone, so that they are the same on every processor.</summary>
internal static class ComplexRoots
{
    /// <summary>The root with a real part that is not negative.</summary>
    /// <param name="z">A finite number.</param>
    public static Complex SquareRoot(Complex z)
    {
        var modulus = Math.Sqrt((z.Real * z.Real) + (z.Imaginary * z.Imaginary));
        if (modulus == 0)
            return Complex.Zero;
        var large = Math.Sqrt(0.5 * (modulus + Math.Abs(z.Real)));
        var small = Math.Abs(z.Imaginary) / (2 * large);
        return z.Real >= 0 ? new Complex(large, Math.CopySign(small, z.Imaginary)) : new Complex(small, Math.CopySign(large, z.Imaginary));
    }
}
