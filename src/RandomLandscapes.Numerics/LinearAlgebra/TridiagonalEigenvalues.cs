using System.Buffers;
using System.Runtime.Intrinsics;

namespace RandomLandscapes.Numerics.LinearAlgebra;

/// <summary>Computes all eigenvalues of a real symmetric tridiagonal matrix, without eigenvectors.</summary>
/// <remarks>
/// <para>Method: counts of eigenvalues below a point, by the signs of the leading minors at 32 points at a time. 32 neighbouring
/// eigenvalues are first located together on a grid of 32 points that shrinks, then each has a bracket of its own, narrowed by bisection
/// until it holds one eigenvalue and by secants from there on (<see cref="EigenvalueBrackets"/>).</para>
/// <para>Accuracy: within 16 2^-52 times the largest entry of an exact eigenvalue, whatever n: the counts are exact for a matrix
/// that is off by a few roundings, and the last bracket is 2^-51 of the norm wide. The error is absolute, not relative to a tiny eigenvalue.</para>
/// <para>Cost: about 20 counts of 1.2 n operations per eigenvalue, O(n^2) in all.</para>
/// </remarks>
public static class TridiagonalEigenvalues
{
    private const int Group = 32;
    private const int StackLimit = 512;
    private const int MostRounds = 100; // bisection alone needs 52, the secants may waste two

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

        var largest = Math.Max(Largest(diagonal, out var finite), Largest(offDiagonal, out var alsoFinite));
        if (!finite || !alsoFinite)
        {
            diagonal.Fill(double.NaN);
            return EigenvalueOutcome.NonFinite;
        }

        if (largest == 0)
        {
            diagonal.Clear(); // also turns -0 into 0
            return EigenvalueOutcome.Converged;
        }

        // A power of two, so the scaling is exact; afterwards all entries are below 1 and no square that matters underflows.
        var exponent = Math.Clamp(Math.ILogB(largest) + 1, -1000, 1000);
        var scale = Math.ScaleB(1, -exponent);
        for (var i = 0; i < n; i++)
            diagonal[i] *= scale;
        for (var i = 0; i < offDiagonal.Length; i++)
        {
            var b = offDiagonal[i] * scale;
            offDiagonal[i] = -b * b;
        }

        var outcome = SolveBlocks(diagonal, offDiagonal);
        var unscale = outcome == EigenvalueOutcome.Converged ? Math.ScaleB(1, exponent) : double.NaN;
        for (var i = 0; i < n; i++)
            diagonal[i] *= unscale;
        diagonal.Sort();
        return outcome;
    }

    /// <summary>Splits the matrix where its off-diagonal entries are negligible, at most 2^-55 of the largest entry.</summary>
    private static EigenvalueOutcome SolveBlocks(Span<double> diagonal, ReadOnlySpan<double> negativeSquares)
    {
        var n = diagonal.Length;
        var pooled = n > StackLimit ? ArrayPool<double>.Shared.Rent(n) : null;
        Span<double> eigenvalues = pooled ?? stackalloc double[StackLimit];
        var outcome = EigenvalueOutcome.Converged;
        for (var first = 0; first < n && outcome == EigenvalueOutcome.Converged;)
        {
            var last = first;
            while (last < n - 1 && negativeSquares[last] <= -TridiagonalDeterminants.SmallestSquare)
                last++;
            var block = diagonal[first..(last + 1)];
            if (block.Length == 2)
            {
                SolvePair(ref block[0], ref block[1], -negativeSquares[first]);
            }
            else if (block.Length > 2)
            {
                outcome = Locate(block, negativeSquares[first..last], eigenvalues[..block.Length]);
                eigenvalues[..block.Length].CopyTo(block);
            }

            first = last + 1;
        }

        if (pooled is not null)
            ArrayPool<double>.Shared.Return(pooled);
        return outcome;
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

    private static double Largest(ReadOnlySpan<double> values, out bool finite)
    {
        var largest = 0.0;
        var poison = 0.0; // 0 * x is NaN exactly when x is infinite or NaN
        foreach (var x in values)
        {
            largest = Math.Max(largest, Math.Abs(x));
            poison += 0 * x;
        }

        finite = !double.IsNaN(poison);
        return largest;
    }

    /// <summary>Finds the eigenvalues of a block of at least three rows.</summary>
    private static EigenvalueOutcome Locate(ReadOnlySpan<double> diagonal, ReadOnlySpan<double> negativeSquares, Span<double> eigenvalues)
    {
        var n = diagonal.Length;
        var radius = (1 + 1e-15) * (Largest(diagonal, out _) + (2 * Math.Sqrt(Largest(negativeSquares, out _)))); // Gershgorin
        var tolerance = 4.440892098500626e-16 * radius;
        var tolerances = Vector512.Create(tolerance);
        var lanes = Vector512.Create(0L, 1, 2, 3, 4, 5, 6, 7);
        var last = Vector512.Create((long)n - 1); // lanes beyond the last eigenvalue repeat it
        Span<double> points = stackalloc double[Group];
        var low = -radius;
        for (var first = 0; first < n; first += Group)
        {
            var high = radius;
            var b0 = new EigenvalueBrackets(Vector512.Min(lanes + Vector512.Create((long)first), last), low, high);
            var b1 = new EigenvalueBrackets(Vector512.Min(lanes + Vector512.Create(first + 8L), last), low, high);
            var b2 = new EigenvalueBrackets(Vector512.Min(lanes + Vector512.Create(first + 16L), last), low, high);
            var b3 = new EigenvalueBrackets(Vector512.Min(lanes + Vector512.Create(first + 24L), last), low, high);
            double width;
            do
            {
                width = high - low;
                var steps = Vector512.ConvertToDouble(lanes) + Vector512<double>.One;
                var step = Vector512.Create(width / (Group + 1));
                var origin = Vector512.Create(low);
                var x0 = Vector512.FusedMultiplyAdd(steps, step, origin);
                var x1 = Vector512.FusedMultiplyAdd(steps + Vector512.Create(8.0), step, origin);
                var x2 = Vector512.FusedMultiplyAdd(steps + Vector512.Create(16.0), step, origin);
                var x3 = Vector512.FusedMultiplyAdd(steps + Vector512.Create(24.0), step, origin);
                TridiagonalDeterminants.Evaluate(diagonal, negativeSquares, x0, x1, x2, x3, out var v0, out var v1, out var v2, out var v3);
                for (var lane = 0; lane < 8; lane++)
                {
                    Narrow(x0[lane], v0.Count[lane], ref b0, ref b1, ref b2, ref b3);
                    Narrow(x1[lane], v1.Count[lane], ref b0, ref b1, ref b2, ref b3);
                    Narrow(x2[lane], v2.Count[lane], ref b0, ref b1, ref b2, ref b3);
                    Narrow(x3[lane], v3.Count[lane], ref b0, ref b1, ref b2, ref b3);
                }

                low = b0.Low[0];
                high = b3.High[7];
            }
            while (high - low < 0.25 * width && high - low > tolerance);

            var round = 0;
            while (Vector512.GreaterThanAny(Vector512.Max(Vector512.Max(b0.Width, b1.Width), Vector512.Max(b2.Width, b3.Width)), tolerances))
            {
                if (++round > MostRounds)
                    return EigenvalueOutcome.IterationLimit;
                var x0 = b0.Next(tolerances);
                var x1 = b1.Next(tolerances);
                var x2 = b2.Next(tolerances);
                var x3 = b3.Next(tolerances);
                TridiagonalDeterminants.Evaluate(diagonal, negativeSquares, x0, x1, x2, x3, out var v0, out var v1, out var v2, out var v3);
                b0.Update(x0, v0);
                b1.Update(x1, v1);
                b2.Update(x2, v2);
                b3.Update(x3, v3);
            }

            b0.Middle.CopyTo(points);
            b1.Middle.CopyTo(points[8..]);
            b2.Middle.CopyTo(points[16..]);
            b3.Middle.CopyTo(points[24..]);
            points[..Math.Min(Group, n - first)].CopyTo(eigenvalues[first..]);
            low = b3.Low[7];
        }

        return EigenvalueOutcome.Converged;
    }

    private static void Narrow(
        double point, long count, ref EigenvalueBrackets b0, ref EigenvalueBrackets b1, ref EigenvalueBrackets b2, ref EigenvalueBrackets b3)
    {
        b0.Narrow(point, count);
        b1.Narrow(point, count);
        b2.Narrow(point, count);
        b3.Narrow(point, count);
    }
}
