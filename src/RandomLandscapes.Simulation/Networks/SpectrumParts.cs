namespace RandomLandscapes.Simulation.Networks;

/// <summary>A Hessian's spectrum in the parts that trained networks show: a null part, a bulk, and outliers above it.</summary>
/// <remarks>
/// The outliers are the k largest eigenvalues for which lambda_k / lambda_(k+1), in descending order, is largest, k up to a limit; so every spectrum has at least one, and the ratio says how much that means.
/// Source of the parts: L. Sagun, L. Bottou, Y. LeCun, arXiv 1611.07476; the rule is ours.
/// </remarks>
/// <param name="Negative">Eigenvalues below the null part.</param>
/// <param name="Null">Eigenvalues of modulus up to the tolerance.</param>
/// <param name="Outliers">k, or 0 where fewer than two eigenvalues lie above the null part.</param>
/// <param name="Gap">The largest ratio; NaN where there is none.</param>
public readonly record struct SpectrumParts(int Negative, int Null, int Outliers, double Gap)
{
    /// <summary>Divides a spectrum.</summary>
    /// <param name="eigenvalues">Ascending.</param>
    /// <param name="tolerance">Up to this modulus an eigenvalue belongs to the null part, at least 0.</param>
    /// <param name="mostOutliers">The limit of k, at least 1.</param>
    public static SpectrumParts Of(ReadOnlySpan<double> eigenvalues, double tolerance, int mostOutliers)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(mostOutliers, 1);
        if (!(tolerance >= 0))
            throw new ArgumentOutOfRangeException(nameof(tolerance), tolerance, "Expected a number of at least 0.");
        var (negative, nulls) = (0, 0);
        foreach (var x in eigenvalues)
        {
            negative += x < -tolerance ? 1 : 0;
            nulls += Math.Abs(x) <= tolerance ? 1 : 0;
        }

        var (outliers, gap) = (0, double.NaN);
        var positive = eigenvalues.Length - negative - nulls;
        for (var k = 1; k <= Math.Min(mostOutliers, positive - 1); k++)
        {
            var ratio = eigenvalues[^k] / eigenvalues[^(k + 1)];
            if (!(ratio <= gap))
                (outliers, gap) = (k, ratio);
        }

        return new SpectrumParts(negative, nulls, outliers, gap);
    }

    /// <summary>What is neither null nor an outlier, ascending.</summary>
    /// <param name="eigenvalues">The same spectrum.</param>
    public double[] Bulk(ReadOnlySpan<double> eigenvalues) => [.. eigenvalues[..Negative], .. eigenvalues[(Negative + Null)..^Outliers]];
}
