using MathNet.Numerics.RootFinding;

namespace RandomLandscapes.Theory;

/// <summary>Annealed complexity of the spherical pure p-spin: growth rates of mean counts of critical points, per spin, at N to infinity.</summary>
/// <remarks>
/// <para>
/// Energies are u = H/N. With E_inf = 2 sqrt((p-1)/p) and I_1(u) = (v / E_inf^2) sqrt(v^2 - E_inf^2) - ln((v + sqrt(v^2 - E_inf^2)) / E_inf), v = -u >= E_inf:
/// Sigma(u) = ln(p-1)/2 - (p-2) u^2 / (4 (p-1)) - I_1(u) [u &lt; -E_inf] for all points with H/N &lt;= u &lt;= 0, and ln(p-1)/2 for u >= 0;
/// Sigma_k(u) the same with (k+1) I_1(u), constant beyond -E_inf, for points of index k.
/// </para>
/// <para>Source: Auffinger, Ben Arous, Cerny 2013, main theorems.</para>
/// </remarks>
public static class SphericalComplexity
{
    /// <summary>E_inf = 2 sqrt((p-1)/p): all points of finite index lie between E_0 and E_inf below zero.</summary>
    /// <param name="p">At least 3.</param>
    public static double EnergyThreshold(int p)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(p, 3);
        return 2 * Math.Sqrt((p - 1.0) / p);
    }

    /// <summary>E_k: the unique zero of Sigma_k below -E_inf, as a positive number; the ground state energy tends to -E_0.</summary>
    /// <param name="p">At least 3.</param>
    /// <param name="morseIndex">k, at least 0.</param>
    /// <returns>Absolute error below 1e-13.</returns>
    public static double ZeroOfComplexity(int p, int morseIndex)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(morseIndex);
        var low = EnergyThreshold(p);
        var high = 2 * low;
        while (OfIndex(p, morseIndex, -high) > 0)
            high *= 2;
        return Brent.FindRoot(v => OfIndex(p, morseIndex, -v), low, high, 1e-15, 200);
    }

    /// <summary>Sigma(u), cumulative in the energy: all critical points with H/N &lt;= u.</summary>
    /// <param name="p">At least 3.</param>
    /// <param name="energyPerSpin">u.</param>
    public static double Total(int p, double energyPerSpin)
    {
        var threshold = EnergyThreshold(p);
        ThrowIfNotFinite(energyPerSpin);
        return energyPerSpin >= 0 ? 0.5 * Math.Log(p - 1) : Bulk(p, energyPerSpin) - Edge(energyPerSpin, threshold);
    }

    /// <summary>Sigma_k(u): critical points of index k with H/N &lt;= u.</summary>
    /// <param name="p">At least 3.</param>
    /// <param name="morseIndex">k, at least 0.</param>
    /// <param name="energyPerSpin">u.</param>
    public static double OfIndex(int p, int morseIndex, double energyPerSpin)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(morseIndex);
        var threshold = EnergyThreshold(p);
        ThrowIfNotFinite(energyPerSpin);
        var u = Math.Min(energyPerSpin, -threshold);
        return Bulk(p, u) - ((morseIndex + 1) * Edge(u, threshold));
    }

    /// <summary>The limiting index fraction of critical points at H/N = E: the semicircle law of radius E_inf.</summary>
    /// <param name="p">At least 3.</param>
    /// <param name="energyPerSpin">E.</param>
    public static double IndexFractionAtEnergy(int p, double energyPerSpin)
    {
        ThrowIfNotFinite(energyPerSpin);
        return SpectralDensities.SemicircleDistribution(energyPerSpin / EnergyThreshold(p));
    }

    private static double Bulk(int p, double u) => (0.5 * Math.Log(p - 1)) - ((p - 2) * u * u / (4.0 * (p - 1)));

    private static double Edge(double u, double threshold)
    {
        var v = -u;
        if (v <= threshold)
            return 0;
        var root = Math.Sqrt((v - threshold) * (v + threshold));
        return (v * root / (threshold * threshold)) - Math.Log((v + root) / threshold);
    }

    private static void ThrowIfNotFinite(double energy)
    {
        if (!double.IsFinite(energy))
            throw new ArgumentOutOfRangeException(nameof(energy), energy, $"Expected a finite energy, was {energy}.");
    }
}
