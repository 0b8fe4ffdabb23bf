namespace RandomLandscapes.Theory;

/// <summary>Limiting spectral densities in closed form.</summary>
/// <remarks>Sources: Wigner 1955 (semicircle); Marchenko and Pastur 1967.</remarks>
public static class SpectralDensities
{
    /// <summary>The semicircle sqrt(4 v - z^2) / (2 pi v) on |z| &lt;= 2 sqrt v.</summary>
    /// <param name="z">Where.</param>
    /// <param name="variance">v, positive: 2 epsilon for the Wigner part of <see cref="WishartWigner"/>.</param>
    public static double Semicircle(double z, double variance)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(variance);
        var square = (4 * variance) - (z * z);
        return square > 0 ? Math.Sqrt(square) / (2 * Math.PI * variance) : 0;
    }

    /// <summary>The distribution function of the semicircle of radius one: 1/2 + (t sqrt(1 - t^2) + asin t) / pi.</summary>
    /// <param name="t">Where; clipped to [-1, 1].</param>
    public static double SemicircleDistribution(double t)
    {
        t = Math.Clamp(t, -1, 1);
        return 0.5 + (((t * Math.Sqrt(1 - (t * t))) + Math.Asin(t)) / Math.PI);
    }

    /// <summary>Marchenko-Pastur: eigenvalues of J J^T / m', J n x m' with unit variances, phi = n/m'; the continuous part.</summary>
    /// <remarks>sqrt((b - z)(z - a)) / (2 pi phi z) on [a, b] = [(1 - sqrt phi)^2, (1 + sqrt phi)^2]; for phi &gt; 1 an atom of weight 1 - 1/phi sits at zero besides.</remarks>
    /// <param name="z">Where; zero gives the limit from the right, infinite at phi = 1.</param>
    /// <param name="ratio">phi, positive.</param>
    public static double MarchenkoPastur(double z, double ratio)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(ratio);
        var root = Math.Sqrt(ratio);
        var low = (1 - root) * (1 - root);
        var high = (1 + root) * (1 + root);
        if (ratio == 1 && z == 0)
            return double.PositiveInfinity;
        return z > low && z < high ? Math.Sqrt((high - z) * (z - low)) / (2 * Math.PI * ratio * z) : 0;
    }
}
