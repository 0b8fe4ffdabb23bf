using System.Numerics;

namespace RandomLandscapes.Theory.SpectralLaws;

/// <summary>The law of <see cref="WishartWigner"/> with its bands and its distribution function.</summary>
/// <remarks>
/// <para>
/// Band ends are z(G) at the zeros of z'(G), z = 1/G + 1/(1 - phi G) + 2 epsilon G on the real axis. G^2 z'(G) = -1 + phi G^2/(1 - phi G)^2 + 2 epsilon G^2
/// is monotone on (-inf, 0) and on (0, 1/phi), one zero each: the outer ends. On (1/phi, inf) it is convex with its minimum where
/// (phi G - 1)^3 = phi / (2 epsilon): where that is negative there is a gap, and the band below it has mass 1 - 1/phi.
/// </para>
/// <para>Mean 1, variance phi + 2 epsilon, third central moment phi^2 (free cumulants). Source: Pennington and Bahri 2017; ends derived here.</para>
/// </remarks>
public sealed class WishartWignerLaw : SpectralLaw
{
    private readonly WishartWigner _law;

    /// <summary>Sets the parameters.</summary>
    /// <param name="phi">phi, positive.</param>
    /// <param name="epsilon">epsilon, positive.</param>
    public WishartWignerLaw(double phi, double epsilon)
    {
        _law = new WishartWigner(phi, epsilon);
        var pole = 1 / phi;
        var furthest = 1 / Math.Sqrt(2 * epsilon); // the slope is not negative from here on
        var low = Edge(ZeroBetween(-furthest, 0));
        var high = Edge(ZeroBetween(Math.Min(pole, furthest), 0));
        var middle = pole * (1 + Math.Cbrt(phi / (2 * epsilon)));
        Bands = phi > 1 && Slope(middle) < 0
            ? [
                new SpectralBand(low, Edge(ZeroBetween(furthest, middle)), 1 - pole),
                new SpectralBand(Edge(ZeroBetween(pole, middle)), high, pole),
            ]
            : [new SpectralBand(low, high, 1)];
    }

    /// <summary>phi.</summary>
    public double Phi => _law.Phi;

    /// <summary>epsilon.</summary>
    public double Epsilon => _law.Epsilon;

    /// <inheritdoc/>
    public override IReadOnlyList<SpectralBand> Bands { get; }

    /// <summary>int G dz as a function of G: -ln G + epsilon G^2 + (1/v + ln v) / phi, v = 1 - phi G.</summary>
    internal static Complex PrimitiveOfResolvent(Complex g, double phi, double epsilon)
    {
        var v = 1 - (phi * g);
        return -Complex.Log(g) + (epsilon * g * g) + (((1 / v) + Complex.Log(v)) / phi);
    }

    /// <inheritdoc/>
    protected override (double Density, double Above) Inside(double z)
    {
        ReadOnlySpan<double> cubic = [2 * Epsilon * Phi, -((2 * Epsilon) + (Phi * z)), z + Phi - 1, -1.0];
        if (CubicRoots.LowerComplexRoot(cubic, byRadicals: true) is { } g)
            return (-g.Imaginary / Math.PI, PrimitiveOfResolvent(g, Phi, Epsilon).Imaginary / Math.PI);
        // Rounding at the end of a band: the mass at the nearest end.
        var above = 0.0;
        for (var i = Bands.Count - 1; i >= 0; i--)
        {
            if (z > 0.5 * (Bands[i].Low + Bands[i].High))
                return (0, above);
            above += Bands[i].Mass;
        }

        return (0, above);
    }

    private double Edge(double g) => (1 / g) + (1 / (1 - (Phi * g))) + (2 * Epsilon * g);

    // G^2 z'(G).
    private double Slope(double g)
    {
        var pole = 1 - (Phi * g);
        return -1 + (g * g * ((Phi / (pole * pole)) + (2 * Epsilon)));
    }

    // Slope is not negative towards the first end and negative towards the second.
    private double ZeroBetween(double notNegative, double negative)
    {
        for (var step = 0; step < 200; step++)
        {
            var g = 0.5 * (notNegative + negative);
            if (g == notNegative || g == negative)
                break;
            if (Slope(g) < 0)
                negative = g;
            else
                notNegative = g;
        }

        return 0.5 * (notNegative + negative);
    }
}
