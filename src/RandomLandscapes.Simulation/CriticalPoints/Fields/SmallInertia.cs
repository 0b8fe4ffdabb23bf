namespace RandomLandscapes.Simulation.CriticalPoints.Fields;

/// <summary>Proves the number of negative eigenvalues of small symmetric matrices that are known up to an error.</summary>
/// <remarks>
/// Jacobi rotations give V; V^T M V has the inertia of M whenever V is regular (Sylvester). Where each of its diagonal entries exceeds, in modulus, the sum of the others in its row and the error of M in norm,
/// times |V|^2 (V is orthogonal to rounding), all signs are proved (Gershgorin, Weyl), and V is regular.
/// </remarks>
internal static class SmallInertia
{
    /// <summary>The number of negative eigenvalues of every symmetric matrix within the error of this one; -1 where they differ or it is not proved.</summary>
    /// <param name="matrix">Row-major, symmetric; unchanged.</param>
    /// <param name="order">n, small.</param>
    /// <param name="error">Bounds the spectral norm of the error, for example its largest row sum of moduli.</param>
    /// <param name="vectors">Room for n x n numbers.</param>
    public static int NegativeEigenvalues(ReadOnlySpan<double> matrix, int order, double error, Span<double> vectors)
    {
        Span<double> work = stackalloc double[order * order];
        matrix.CopyTo(work);
        vectors.Clear();
        for (var i = 0; i < order; i++)
            vectors[(i * order) + i] = 1;
        for (var sweep = 0; sweep < 8; sweep++)
        {
            for (var p = 0; p < order; p++)
            {
                for (var q = p + 1; q < order; q++)
                    Rotate(work, vectors, order, p, q);
            }
        }

        // V^T M V from V as it is, so that nothing is taken from the rotations.
        var size = 0.0;
        foreach (var x in matrix)
            size += x * x;
        var rounding = 16 * order * order * 2.220446049250313e-16 * Math.Sqrt(size);
        var negative = 0;
        for (var i = 0; i < order; i++)
        {
            double own = 0, others = 0;
            for (var j = 0; j < order; j++)
            {
                var entry = 0.0;
                for (var a = 0; a < order; a++)
                {
                    for (var b = 0; b < order; b++)
                        entry += vectors[(a * order) + i] * matrix[(a * order) + b] * vectors[(b * order) + j];
                }

                if (i == j)
                    own = entry;
                else
                    others += Math.Abs(entry);
            }

            if (!(Math.Abs(own) > (others + rounding + error) * (1 + 1e-9)))
                return -1;
            negative += own < 0 ? 1 : 0;
        }

        return negative;
    }

    private static void Rotate(Span<double> m, Span<double> v, int n, int p, int q)
    {
        var off = m[(p * n) + q];
        if (off == 0)
            return;
        var ratio = (m[(q * n) + q] - m[(p * n) + p]) / (2 * off);
        var t = Math.CopySign(1, ratio) / (Math.Abs(ratio) + Math.Sqrt((ratio * ratio) + 1));
        var c = 1 / Math.Sqrt((t * t) + 1);
        var s = t * c;
        for (var k = 0; k < n; k++)
            (m[(k * n) + p], m[(k * n) + q]) = ((c * m[(k * n) + p]) - (s * m[(k * n) + q]), (s * m[(k * n) + p]) + (c * m[(k * n) + q]));
        for (var k = 0; k < n; k++)
            (m[(p * n) + k], m[(q * n) + k]) = ((c * m[(p * n) + k]) - (s * m[(q * n) + k]), (s * m[(p * n) + k]) + (c * m[(q * n) + k]));
        for (var k = 0; k < n; k++)
            (v[(k * n) + p], v[(k * n) + q]) = ((c * v[(k * n) + p]) - (s * v[(k * n) + q]), (s * v[(k * n) + p]) + (c * v[(k * n) + q]));
    }
}
