namespace RandomLandscapes.Theory.SpectralLaws;

/// <summary>A limiting law of eigenvalues: bands with a density that vanishes as a square root (or diverges integrably) at their ends, and perhaps an atom at zero below them.</summary>
public abstract class SpectralLaw
{
    // Intervals of a band's table of the distribution function, equal in the angle of z = middle - half cos(angle).
    private const int Intervals = 128;
    private const int Bisections = 36;

    /// <summary>The weight of the atom at zero; positive only where every band lies above zero.</summary>
    public virtual double AtomAtZero => 0;

    /// <summary>The bands, ascending; their masses and the atom add up to one.</summary>
    public abstract IReadOnlyList<SpectralBand> Bands { get; }

    /// <summary>The density of the continuous part at z.</summary>
    /// <param name="z">Where.</param>
    public double Density(double z) => Bands.Any(b => z > b.Low && z < b.High) ? Inside(z).Density : 0;

    /// <summary>The part of the law at or below z, in closed form.</summary>
    /// <param name="z">Where.</param>
    public double Distribution(double z)
    {
        var below = z >= 0 ? AtomAtZero : 0;
        foreach (var band in Bands)
        {
            if (z > band.Low && z < band.High)
                return Math.Clamp(1 - Inside(z).Above, below, below + band.Mass);
            if (z >= band.High)
                below += band.Mass;
        }

        return below;
    }

    /// <summary>The classical locations of n ordered eigenvalues: the quantiles at (i - 1/2) / n, i = 1..n.</summary>
    /// <remarks>
    /// From cubic Hermite interpolation of the distribution function, tabulated at 128 equal steps of the angle in each band, and by bisection in the
    /// first and last step: within 1e-5 of a probability, 1e-3 where a gap is about to open or epsilon is tiny. Cost: 128 evaluations a band, 36 for a location at an end.
    /// </remarks>
    /// <param name="locations">Overwritten, ascending.</param>
    public void FillLocations(Span<double> locations)
    {
        var n = locations.Length;
        Span<double> values = stackalloc double[Intervals + 1];
        Span<double> slopes = stackalloc double[Intervals + 1];
        var i = 0;
        var below = AtomAtZero;
        for (; i < n && (i + 0.5) / n <= below; i++)
            locations[i] = 0;
        for (var b = 0; b < Bands.Count; b++)
        {
            var band = Bands[b];
            var above = b == Bands.Count - 1 ? double.PositiveInfinity : below + band.Mass;
            if (i < n && (i + 0.5) / n < above)
                Tabulate(band, below, values, slopes);
            var k = 0;
            for (; i < n && (i + 0.5) / n < above; i++)
            {
                var u = (i + 0.5) / n;
                while (k < Intervals - 1 && values[k + 1] < u)
                    k++;
                var part = k is 0 or (Intervals - 1)
                    ? Invert(band, k, u)
                    : Invert(values[k], values[k + 1], slopes[k], slopes[k + 1], u);
                var angle = (k + part) * Math.PI / Intervals;
                // 1 - cos without cancellation near the lower end.
                var sine = Math.Sin(0.5 * angle);
                locations[i] = band.Low + ((band.High - band.Low) * sine * sine);
            }

            below = above;
        }
    }

    /// <summary>Density and mass above z, strictly inside a band.</summary>
    protected abstract (double Density, double Above) Inside(double z);

    private void Tabulate(SpectralBand band, double below, Span<double> values, Span<double> slopes)
    {
        const double Step = Math.PI / Intervals;
        values[0] = below;
        values[Intervals] = below + band.Mass;
        slopes[0] = slopes[Intervals] = 0;
        for (var k = 1; k < Intervals; k++)
        {
            var sine = Math.Sin(0.5 * k * Step);
            var (density, above) = Inside(band.Low + ((band.High - band.Low) * sine * sine));
            values[k] = Math.Clamp(1 - above, values[k - 1], values[Intervals]);
            slopes[k] = density * 0.5 * (band.High - band.Low) * Math.Sin(k * Step) * Step;
        }
    }

    // The t in [0, 1] at which the distribution function itself passes u: towards a hard or nearly hard end it is not a cubic.
    private double Invert(SpectralBand band, int interval, double u)
    {
        double low = 0, high = 1;
        for (var step = 0; step < Bisections; step++)
        {
            var t = 0.5 * (low + high);
            var sine = Math.Sin(0.5 * (interval + t) * Math.PI / Intervals);
            var z = band.Low + ((band.High - band.Low) * sine * sine);
            if (z <= band.Low || (z < band.High && 1 - Inside(z).Above < u))
                low = t;
            else
                high = t;
        }

        return 0.5 * (low + high);
    }

    // The t in [0, 1] at which the Hermite cubic passes u.
    private static double Invert(double f0, double f1, double s0, double s1, double u)
    {
        double low = 0, high = 1;
        for (var step = 0; step < Bisections; step++)
        {
            var t = 0.5 * (low + high);
            var r = 1 - t;
            var value = (r * r * ((f0 * (1 + (2 * t))) + (s0 * t))) + (t * t * ((f1 * (1 + (2 * r))) - (s1 * r)));
            if (value < u)
                low = t;
            else
                high = t;
        }

        return 0.5 * (low + high);
    }
}
