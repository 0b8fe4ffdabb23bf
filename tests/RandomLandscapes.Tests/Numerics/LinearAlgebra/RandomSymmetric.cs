using RandomLandscapes.Numerics.Randomness;

namespace RandomLandscapes.Tests.Numerics.LinearAlgebra;

/// <summary>Random symmetric matrices and plain loops to hold the kernels against.</summary>
internal static class RandomSymmetric
{
    public static double[] Draw(RandomStream stream, int n)
    {
        var m = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
                m[(i * n) + j] = m[(j * n) + i] = stream.NextNormal();
        }

        return m;
    }

    /// <summary>M = Q D Q^T with Q a product of three random reflections; any D.</summary>
    public static double[] Conjugate(RandomStream stream, double[] m, int n)
    {
        var result = m.ToArray();
        var u = new double[n];
        for (var reflection = 0; reflection < 3; reflection++)
        {
            stream.FillNormal(u);
            var scale = 2 / u.Sum(x => x * x);
            for (var side = 0; side < 2; side++)
            {
                for (var i = 0; i < n; i++)
                {
                    var dot = 0.0;
                    for (var j = 0; j < n; j++)
                        dot += u[j] * At(i, j, side);
                    for (var j = 0; j < n; j++)
                        At(i, j, side) -= scale * dot * u[j];
                }
            }
        }

        return result;

        ref double At(int i, int j, int side) => ref side == 0 ? ref result[(i * n) + j] : ref result[(j * n) + i];
    }

    public static double FrobeniusNorm(double[] m) => Math.Sqrt(m.Sum(x => x * x));
}
