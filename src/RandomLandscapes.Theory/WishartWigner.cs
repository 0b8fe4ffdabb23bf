using System.Numerics;

namespace RandomLandscapes.Theory;

/// <summary>The limiting spectrum of J J^T / m' + W: J n x m' with unit variances, phi = n/m'; W Wigner with off-diagonal variance 2 epsilon / n.</summary>
/// <remarks>
/// <para>
/// The resolvent obeys z = 1/G + 1/(1 - phi G) + 2 epsilon G, that is 2 epsilon phi G^3 - (2 epsilon + phi z) G^2 + (z + phi - 1) G - 1 = 0.
/// The density is -Im G / pi on the branch with Im G &lt; 0 (three real roots: no density).
/// </para>
/// <para>Source: Pennington and Bahri 2017 (free addition of Marchenko-Pastur and semicircle).</para>
/// </remarks>
public sealed class WishartWigner
{
    /// <summary>Sets the parameters.</summary>
    /// <param name="phi">phi, positive.</param>
    /// <param name="epsilon">epsilon, positive.</param>
    public WishartWigner(double phi, double epsilon)
    {
        if (!(phi > 0) || double.IsInfinity(phi))
            throw new ArgumentOutOfRangeException(nameof(phi), phi, $"Expected a finite positive phi, was {phi:R}.");
        if (!(epsilon > 0) || double.IsInfinity(epsilon))
            throw new ArgumentOutOfRangeException(nameof(epsilon), epsilon, $"Expected a finite positive epsilon, was {epsilon:R}.");
        Phi = phi;
        Epsilon = epsilon;
    }

    /// <summary>phi.</summary>
    public double Phi { get; }

    /// <summary>epsilon.</summary>
    public double Epsilon { get; }

    /// <summary>The spectral density at z.</summary>
    /// <param name="z">Where.</param>
    public double Density(double z) => Resolvent(z) is { Imaginary: < 0 } g ? -g.Imaginary / Math.PI : 0;

    /// <summary>The fraction of negative eigenvalues, in closed form.</summary>
    /// <remarks>
    /// Because z is a rational function of G, int G dz = Phi(G) := -ln G + epsilon G^2 + (1/(1 - phi G) + ln(1 - phi G)) / phi along the real axis, and
    /// alpha = 1 - Im Phi(G(0)) / pi with arg G in (-pi, 0). Derived here; Pennington and Bahri 2017 give 1/2 + (1/pi) int_0^inf Re G(iy) dy.
    /// </remarks>
    public double IndexFraction()
    {
        var g = Resolvent(0);
        if (g.Imaginary == 0)
            return 0;
        var v = 1 - (Phi * g);
        var primitive = -Complex.Log(g) + (Epsilon * g * g) + (((1 / v) + Complex.Log(v)) / Phi);
        return Math.Max(0, 1 - (primitive.Imaginary / Math.PI));
    }

    /// <summary>The critical epsilon below which no eigenvalue is negative in the limit: (1 - 20 phi - 8 phi^2 + (1 + 8 phi)^(3/2)) / 16; zero for phi &gt;= 1.</summary>
    /// <param name="phi">phi, positive.</param>
    public static double CriticalEpsilon(double phi)
    {
        if (!(phi > 0) || double.IsInfinity(phi))
            throw new ArgumentOutOfRangeException(nameof(phi), phi, $"Expected a finite positive phi, was {phi:R}.");
        if (phi >= 1)
            return 0;
        // With s = sqrt(1 + 8 phi) this is (3 - s)^3 (1 + s) / 128: no cancellation towards phi = 1.
        var s = Math.Sqrt(1 + (8 * phi));
        var gap = 8 * (1 - phi) / (3 + s);
        return gap * gap * gap * (1 + s) / 128;
    }

    /// <summary>G(z + i0); real where there is no density.</summary>
    private Complex Resolvent(double z)
    {
        var cubic = new[] { 2 * Epsilon * Phi, -((2 * Epsilon) + (Phi * z)), z + Phi - 1, -1.0 };
        return CubicRoots.LowerComplexRoot(cubic) ?? Complex.Zero;
    }
}
