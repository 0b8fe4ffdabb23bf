using System.Numerics;
using RandomLandscapes.Numerics.Arithmetic;
using RandomLandscapes.Numerics.Randomness;

namespace RandomLandscapes.Simulation.CriticalPoints.Homotopy;

/// <summary>The diagonal polynomial sum d_i x_i^p that a homotopy begins with, and its critical points, numbered.</summary>
/// <remarks>
/// <para>
/// d_i x_i^(p-1) = x_i for every i: x_i is zero or one of the p - 2 roots of 1/d_i. Points that differ by a common root are one class, so the first coordinate that is
/// not zero takes its principal root; classes are numbered by the place of that coordinate and by the digits of the others. There are ((p-1)^N - 1)/(p-2), the number
/// of any generic tensor (Cartwright and Sturmfels, LAA 438 (2013) 942), so no path is wasted. p = 2: the N axes.
/// </para>
/// <para>On x.x = 1, for mixtures, each class gives two points, x and -x over sqrt(x.x).</para>
/// </remarks>
internal sealed class StartSystem
{
    private readonly Complex[] _diagonal;
    private readonly Complex[] _roots;
    private readonly Complex[] _turns;
    private readonly bool _lines;

    /// <summary>Prepares a start system for Hamiltonians of one shape; <see cref="Draw"/> gives it its diagonal.</summary>
    /// <param name="degree">The highest degree p, at least 2.</param>
    /// <param name="spinCount">N.</param>
    /// <param name="lines">Whether solutions are counted up to scale.</param>
    public StartSystem(int degree, int spinCount, bool lines)
    {
        (SpinCount, Degree, _lines) = (spinCount, degree, lines);
        PathCount = ExpectedCount(degree, spinCount, lines);
        _diagonal = new Complex[spinCount];
        _roots = new Complex[spinCount];
        _turns = [.. Enumerable.Range(0, Math.Max(1, degree - 2)).Select(a => Polar(1, (double)a / Math.Max(1, degree - 2)))];
    }

    /// <summary>The number of variables N.</summary>
    public int SpinCount { get; }

    /// <summary>The degree p, at least 2.</summary>
    public int Degree { get; }

    /// <summary>The number of paths, which is the generic number of classes or, of a mixture, of points on x.x = 1.</summary>
    public long PathCount { get; }

    /// <summary>The entries d_i.</summary>
    public ReadOnlySpan<Complex> Diagonal => _diagonal;

    /// <summary>((p-1)^N - 1)/(p-2), N for p = 2; twice that for mixtures.</summary>
    /// <param name="degree">p, at least 2.</param>
    /// <param name="spinCount">N.</param>
    /// <param name="pure">Whether it is not a mixture.</param>
    /// <exception cref="OverflowException">The number passes 2^63.</exception>
    public static long ExpectedCount(int degree, int spinCount, bool pure)
    {
        long classes = 0, power = 1;
        for (var i = 0; i < spinCount; i++, power = i < spinCount ? checked(power * (degree - 1)) : power)
            classes = checked(classes + power);
        return pure ? classes : checked(2 * classes);
    }

    /// <summary>Draws the diagonal: moduli between 0.8 and 1.2 over p, which is the size of the target's derivatives in the homotopy's units, and any phases.</summary>
    /// <param name="stream">The stream of this start.</param>
    public void Draw(RandomStream stream)
    {
        for (var i = 0; i < SpinCount; i++)
        {
            var modulus = (0.8 + (0.4 * stream.NextUniform())) / Degree;
            var turns = stream.NextUniform();
            _diagonal[i] = Polar(modulus, turns);
            // 1/d_i to the power 1/(p-2); for p = 2 the coordinate of an axis is one.
            _roots[i] = Degree == 2 ? Complex.One : Polar(Root(modulus, Degree - 2), -turns / (Degree - 2));
        }
    }

    /// <summary>Where a path begins.</summary>
    /// <param name="path">Its number.</param>
    /// <param name="point">N coordinates and the multiplier L of f' = L x; overwritten.</param>
    public void Begin(long path, Span<Complex> point)
    {
        var n = SpinCount;
        var number = _lines ? path : path / 2;
        point.Clear();
        // Classes whose first coordinate is the last one come first, because they are the fewest: one.
        var first = n - 1;
        long power = 1;
        while (Degree > 2 && number >= power)
        {
            number -= power;
            power *= Degree - 1;
            first--;
        }

        if (Degree == 2)
            first = (int)number;
        point[first] = _roots[first];
        for (var i = first + 1; i < n && Degree > 2; i++)
        {
            var digit = (int)(number % (Degree - 1));
            number /= Degree - 1;
            point[i] = digit == 0 ? Complex.Zero : _roots[i] * _turns[digit - 1];
        }

        var scale = Scale(point[..n], path);
        for (var i = 0; i < n; i++)
            point[i] *= scale;
        var multiplier = Degree == 2 ? 2 * _diagonal[first] : new Complex(Degree, 0);
        for (var j = 0; j < Degree - 2; j++)
            multiplier *= scale;
        point[n] = multiplier;
    }

    // To length one, or onto x.x = 1 with either sign.
    private Complex Scale(ReadOnlySpan<Complex> x, long path)
    {
        var (norm, square) = (0.0, Complex.Zero);
        foreach (var z in x)
        {
            norm += (z.Real * z.Real) + (z.Imaginary * z.Imaginary);
            square += z * z;
        }

        if (_lines)
            return 1 / Math.Sqrt(norm);
        var root = 1 / ComplexRoots.SquareRoot(square);
        return path % 2 == 0 ? root : -root;
    }

    // modulus^(-1/order) by square roots alone where that is possible, else by Newton's method: no library's power function.
    private static double Root(double modulus, int order)
    {
        if (order == 1)
            return 1 / modulus;
        var root = Math.Sqrt(1 / modulus);
        if (order == 2)
            return root;
        for (var i = 0; i < 60; i++)
        {
            var power = modulus * root;
            for (var j = 1; j < order; j++)
                power *= root;
            root += root * (1 - power) / order;
        }

        return root;
    }

    private static Complex Polar(double modulus, double turns)
    {
        ElementaryFunctions.SinCosOfTurns(turns, out var sin, out var cos);
        return new Complex(modulus * cos, modulus * sin);
    }
}
