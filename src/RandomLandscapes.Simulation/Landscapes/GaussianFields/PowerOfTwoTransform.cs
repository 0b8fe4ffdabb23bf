using System.Numerics;
using RandomLandscapes.Numerics.Arithmetic;

namespace RandomLandscapes.Simulation.Landscapes.GaussianFields;

/// <summary>The discrete Fourier transform y_k = sum_j x_j e^(-2 pi i j k / n), n a power of two, along the axes of an array.</summary>
/// <remarks>Radix 2 with roots of unity from this program's own sine and cosine: the same bits on every machine and one thread. Error: ||y' - y||_2 at most 8 u log2(n) ||y||_2, u = 2^-53 (Higham 2002, theorem 24.2).</remarks>
internal static class PowerOfTwoTransform
{
    /// <summary>The factor of u log2(n) in the error.</summary>
    public const double ErrorFactor = 8;

    /// <summary>Transforms in place.</summary>
    /// <param name="data">Row-major, the last axis running fastest.</param>
    /// <param name="lengths">The lengths of the axes, powers of two.</param>
    public static void Apply(Complex[] data, ReadOnlySpan<int> lengths)
    {
        var stride = data.Length;
        foreach (var n in lengths)
        {
            stride /= n;
            if (n == 1)
                continue;
            var roots = Roots(n);
            var line = new Complex[n];
            for (var start = 0; start < data.Length; start += stride * n)
            {
                for (var offset = start; offset < start + stride; offset++)
                {
                    for (var j = 0; j < n; j++)
                        line[j] = data[offset + (j * stride)];
                    Line(line, roots);
                    for (var j = 0; j < n; j++)
                        data[offset + (j * stride)] = line[j];
                }
            }
        }
    }

    private static Complex[] Roots(int n)
    {
        var roots = new Complex[n / 2];
        for (var j = 0; j < roots.Length; j++)
        {
            ElementaryFunctions.SinCosOfTurns((double)j / n, out var sin, out var cos);
            roots[j] = new Complex(cos, -sin);
        }

        return roots;
    }

    private static void Line(Complex[] x, Complex[] roots)
    {
        var n = x.Length;
        for (int i = 1, j = 0; i < n; i++)
        {
            var bit = n >> 1;
            for (; (j & bit) != 0; bit >>= 1)
                j ^= bit;
            j ^= bit;
            if (i < j)
                (x[i], x[j]) = (x[j], x[i]);
        }

        for (var half = 1; half < n; half *= 2)
        {
            var step = n / (2 * half);
            for (var start = 0; start < n; start += 2 * half)
            {
                for (var j = 0; j < half; j++)
                {
                    var (a, b) = (x[start + j], x[start + j + half]);
                    var root = roots[j * step];
                    // Written out: products of Complex test for infinities.
                    var product = new Complex((b.Real * root.Real) - (b.Imaginary * root.Imaginary), (b.Real * root.Imaginary) + (b.Imaginary * root.Real));
                    (x[start + j], x[start + j + half]) = (a + product, a - product);
                }
            }
        }
    }
}
