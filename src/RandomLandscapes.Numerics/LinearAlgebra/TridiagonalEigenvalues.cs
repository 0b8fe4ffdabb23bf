namespace RandomLandscapes.Numerics.LinearAlgebra;

/// <summary>Computes all eigenvalues of a real symmetric tridiagonal matrix, without eigenvectors.</summary>
/// <remarks>
/// <para>Method: implicit QL iteration in the square-root-free form of Pal, Walker and Kahan, with Wilkinson's shift, on the
/// diagonal a and the squares b^2 of the off-diagonal. Source: B. N. Parlett, The Symmetric Eigenvalue Problem, SIAM 1998,
/// section 8.15. Departures: r / p is formed beside p / r instead of dividing by the latter (the chain of dependent operations
/// is shorter by one division), and a block is reversed when its far end is the smaller one.</para>
/// <para>Accuracy: an off-diagonal entry counts as zero when it is at most 2^-53 of the norm, so the error is absolute, a small
/// multiple of that (the tests allow 2 (n + 4) 2^-53 times the largest entry), and not relative to a tiny eigenvalue.</para>
/// <para>Cost: about 1.7 n sweeps of n / 2 rows, O(n^2) in all; nothing is allocated.</para>
/// </remarks>
public static class TridiagonalEigenvalues
{
    private const int SweepsPerEigenvalue = 60; // 2 to 3 are usual; sums over all eigenvalues, so one slow one is no failure
    private const double UnitRoundoff = 1.1102230246251565e-16;

    /// <summary>Replaces the diagonal by the eigenvalues in ascending order.</summary>
    /// <param name="diagonal">The n diagonal entries, n >= 0; on return the eigenvalues, all NaN unless the outcome is
    /// <see cref="EigenvalueOutcome.Converged"/>.</param>
    /// <param name="offDiagonal">Entry i couples rows i and i + 1; at least n - 1 entries, the first n - 1 are destroyed.</param>
    /// <exception cref="ArgumentException"><paramref name="offDiagonal"/> is too short.</exception>
    public static EigenvalueOutcome Compute(Span<double> diagonal, Span<double> offDiagonal)
    {
        var n = diagonal.Length;
        if (offDiagonal.Length < n - 1)
            throw new ArgumentException($"Expected at least {n - 1} off-diagonal entries for order {n}, was {offDiagonal.Length}.", nameof(offDiagonal));
        if (n == 0)
            return EigenvalueOutcome.Converged;
        offDiagonal = offDiagonal[..(n - 1)];

        var largest = 0.0;
        var poison = 0.0; // 0 * x is NaN exactly when x is infinite or NaN
        for (var i = 0; i < n; i++)
        {
            largest = Math.Max(largest, Math.Abs(diagonal[i]));
            poison += 0 * diagonal[i];
        }

        for (var i = 0; i < offDiagonal.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(offDiagonal[i]));
            poison += 0 * offDiagonal[i];
        }

        if (double.IsNaN(poison))
            return Fail(diagonal, EigenvalueOutcome.NonFinite);
        if (largest == 0)
        {
            diagonal.Clear(); // also turns -0 into 0
            return EigenvalueOutcome.Converged;
        }

        // A power of two, so the scaling is exact; afterwards no square overflows and none that matters underflows.
        var exponent = Math.Clamp(Math.ILogB(largest), -1000, 1000);
        var scale = Math.ScaleB(1, -exponent);
        for (var i = 0; i < n; i++)
            diagonal[i] *= scale;
        for (var i = 0; i < offDiagonal.Length; i++)
        {
            var b = offDiagonal[i] * scale;
            offDiagonal[i] = b * b;
        }

        if (!Iterate(diagonal, offDiagonal))
            return Fail(diagonal, EigenvalueOutcome.IterationLimit);
        var unscale = Math.ScaleB(1, exponent);
        for (var i = 0; i < n; i++)
            diagonal[i] *= unscale;
        diagonal.Sort();
        return EigenvalueOutcome.Converged;
    }

    private static EigenvalueOutcome Fail(Span<double> diagonal, EigenvalueOutcome outcome)
    {
        diagonal.Fill(double.NaN);
        return outcome;
    }

    private static bool Iterate(Span<double> a, Span<double> squares)
    {
        var n = a.Length;
        // The largest entry is in [1, 2) here and the norm is at least that: entries of at most 2^-53 are dropped.
        const double negligible = UnitRoundoff * UnitRoundoff;
        var sweepsLeft = (long)SweepsPerEigenvalue * n;
        var first = 0;
        var knownEnd = -1;
        while (first < n - 1)
        {
            // Rows above first are done; first..last is a block that no off-diagonal entry splits.
            var last = first;
            while (last < n - 1 && squares[last] > negligible)
                last++;
            if (last == first)
            {
                first++;
                continue;
            }

            if (last != knownEnd)
            {
                knownEnd = last;
                if (Math.Abs(a[last]) < Math.Abs(a[first]))
                {
                    a[first..(last + 1)].Reverse();
                    squares[first..last].Reverse();
                }
            }

            if (last == first + 1)
            {
                SolvePair(ref a[first], ref a[last], squares[first]);
                squares[first] = 0;
                first += 2;
                continue;
            }

            if (sweepsLeft-- == 0)
                return false;
            Sweep(a[first..(last + 1)], squares[first..last]);
        }

        return true;
    }

    /// <summary>The two eigenvalues of [[x, b], [b, y]], the one of smaller modulus from the product, so without cancellation.</summary>
    private static void SolvePair(ref double x, ref double y, double squareOfB)
    {
        var mean = 0.5 * (x + y);
        var half = 0.5 * (x - y);
        var radius = Math.Sqrt(Math.FusedMultiplyAdd(half, half, squareOfB));
        var far = mean + Math.CopySign(radius, mean);
        var near = far == 0 ? 0 : (x / far * y) - (squareOfB / far);
        if (mean == 0)
            (far, near) = (radius, -radius);
        x = far;
        y = near;
    }

    /// <summary>One shifted QL sweep over an unreduced block of at least three rows; deflates towards row 0.</summary>
    private static void Sweep(Span<double> a, Span<double> squares)
    {
        var last = squares.Length;
        var b = Math.Sqrt(squares[0]);
        var ratio = (a[1] - a[0]) / (2 * b);
        var shift = a[0] - (b / (ratio + Math.CopySign(Math.Sqrt(Math.FusedMultiplyAdd(ratio, ratio, 1)), ratio)));

        var cosine = 1.0;
        var sine = 0.0;
        var gamma = a[last] - shift;
        var p = gamma * gamma;
        for (var i = last - 1; i >= 0; i--)
        {
            var square = squares[i];
            var r = p + square;
            if (i + 1 < squares.Length)
                squares[i + 1] = sine * r;
            var oldCosine = cosine;
            cosine = p / r;
            sine = square / r;
            var inverseCosine = r / p;
            var oldGamma = gamma;
            var alpha = a[i];
            gamma = Math.FusedMultiplyAdd(cosine, alpha - shift, -(sine * oldGamma));
            a[i + 1] = oldGamma + (alpha - gamma);
            p = cosine > 1e-290 ? gamma * gamma * inverseCosine : oldCosine * square;
        }

        squares[0] = sine * p;
        a[0] = shift + gamma;
    }
}
