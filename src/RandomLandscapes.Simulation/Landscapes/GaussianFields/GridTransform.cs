using System.Numerics;
using MathNet.Numerics.IntegralTransforms;

namespace RandomLandscapes.Simulation.Landscapes.GaussianFields;

/// <summary>The discrete Fourier transform y_k = sum_j x_j e^(-2 pi i j k / n) along each axis of an array, line by line with the library's transform.</summary>
/// <remarks>Lengths are powers of two. Error: ||y' - y||_2 at most 8 u log2(n) ||y||_2, u = 2^-53 (Higham 2002, theorem 24.2, for radix 2).</remarks>
internal static class GridTransform
{
    /// <summary>The factor of u log2(n) in the error.</summary>
    public const double ErrorFactor = 8;

    /// <summary>Transforms in place.</summary>
    /// <param name="data">Row-major, the last axis running fastest.</param>
    /// <param name="lengths">The lengths of the axes.</param>
    public static void Apply(Complex[] data, ReadOnlySpan<int> lengths)
    {
        var stride = data.Length;
        foreach (var n in lengths)
        {
            stride /= n;
            if (n == 1)
                continue;
            var line = new Complex[n];
            for (var start = 0; start < data.Length; start += stride * n)
            {
                for (var offset = start; offset < start + stride; offset++)
                {
                    for (var j = 0; j < n; j++)
                        line[j] = data[offset + (j * stride)];
                    Fourier.Forward(line, FourierOptions.NoScaling);
                    for (var j = 0; j < n; j++)
                        data[offset + (j * stride)] = line[j];
                }
            }
        }
    }
}
