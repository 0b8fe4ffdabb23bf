namespace RandomLandscapes.Tests.Numerics.LinearAlgebra;

/// <summary>The plain reference: Householder reduction and square-root-free QL iteration, one number at a time.</summary>
/// <remarks>G. H. Golub, C. F. Van Loan, Matrix Computations, section 8.3.1; B. N. Parlett, The Symmetric Eigenvalue Problem, section 8.15.</remarks>
internal static class PlainEigenvalues
{
    public static double[] OfSymmetric(double[] matrix, int n)
    {
        var m = matrix.ToArray();
        var diagonal = new double[n];
        var offDiagonal = new double[n];
        for (var k = n - 1; k >= 1; k--)
        {
            diagonal[k] = m[(k * n) + k];
            var u = m.AsSpan(k * n, k).ToArray();
            var alpha = u[k - 1];
            var norm = Math.Sqrt(u.Sum(x => x * x));
            if (norm == 0)
                continue;
            var beta = offDiagonal[k - 1] = -Math.CopySign(norm, alpha);
            u[k - 1] = alpha - beta;
            var h = beta * (beta - alpha);
            var p = new double[k];
            for (var i = 0; i < k; i++)
            {
                for (var j = 0; j < k; j++)
                    p[i] += m[(Math.Max(i, j) * n) + Math.Min(i, j)] * u[j] / h;
            }

            var overlap = p.Zip(u, (x, y) => x * y).Sum() / (2 * h);
            for (var i = 0; i < k; i++)
            {
                for (var j = 0; j <= i; j++)
                    m[(i * n) + j] -= (u[i] * (p[j] - (overlap * u[j]))) + ((p[i] - (overlap * u[i])) * u[j]);
            }
        }

        diagonal[0] = m[0];
        return OfTridiagonal(diagonal, offDiagonal);
    }

    public static double[] OfTridiagonal(double[] diagonal, double[] offDiagonal)
    {
        var a = diagonal.ToArray();
        var n = a.Length;
        var squares = offDiagonal.Take(n - 1).Select(b => b * b).ToArray();
        var negligible = Math.Pow(2, -106) * Math.Pow(a.Concat(offDiagonal).Max(Math.Abs), 2);
        for (int first = 0, sweeps = 0; first < n - 1;)
        {
            var last = first;
            while (last < n - 1 && squares[last] > negligible)
                last++;
            if (last == first)
            {
                first++;
                continue;
            }

            Assert.True(++sweeps < 60 * n, "the plain iteration does not converge");
            Sweep(a.AsSpan(first, last + 1 - first), squares.AsSpan(first, last - first));
        }

        Array.Sort(a);
        return a;
    }

    private static void Sweep(Span<double> a, Span<double> squares)
    {
        var last = squares.Length;
        var b = Math.Sqrt(squares[0]);
        var ratio = (a[1] - a[0]) / (2 * b);
        var shift = a[0] - (b / (ratio + Math.CopySign(Math.Sqrt((ratio * ratio) + 1), ratio)));
        double cosine = 1, sine = 0;
        var gamma = a[last] - shift;
        var p = gamma * gamma;
        for (var i = last - 1; i >= 0; i--)
        {
            var square = squares[i];
            var r = p + square;
            if (i + 1 < last)
                squares[i + 1] = sine * r;
            var oldCosine = cosine;
            cosine = p / r;
            sine = square / r;
            var oldGamma = gamma;
            gamma = (cosine * (a[i] - shift)) - (sine * oldGamma);
            a[i + 1] = oldGamma + (a[i] - gamma);
            p = cosine > 1e-290 ? gamma * gamma / cosine : oldCosine * square;
        }

        squares[0] = sine * p;
        a[0] = shift + gamma;
    }
}
