using RandomLandscapes.Theory;

namespace RandomLandscapes.Experiments.SpinGlassEnergies;

/// <summary>Equal bins of the energy per spin, symmetric about zero and a third wider than the energies of large systems; what lies beyond falls into the last ones.</summary>
internal sealed class EnergyGrid
{
    public const int Bins = 600;

    public EnergyGrid(int p) => Edge = 1.35 * SphericalComplexity.ZeroOfComplexity(p, 0);

    /// <summary>The upper end.</summary>
    public double Edge { get; }

    public double Width => 2 * Edge / Bins;

    public int Bin(double energy) => Math.Clamp((int)Math.Floor((energy + Edge) / Width), 0, Bins - 1);

    /// <summary>The Wasserstein-1 distance of points from a law given by what its bins hold, spread evenly within them: the integral of |F_n - F|.</summary>
    /// <param name="points">Energies, ascending.</param>
    /// <param name="law">Weights of the bins.</param>
    public double Wasserstein(ReadOnlySpan<double> points, ReadOnlySpan<double> law)
    {
        var total = Total(law);
        var (sum, cumulative, next, left) = (0.0, 0.0, 0, -Edge);
        while (next < points.Length && points[next] < -Edge)
            sum += (-Edge - points[next++]) / points.Length;
        for (var bin = 0; bin < law.Length; bin++)
        {
            var right = bin == law.Length - 1 ? Edge : -Edge + ((bin + 1) * Width);
            var slope = law[bin] / total / (right - left);
            while (next < points.Length && points[next] < right)
            {
                sum += Gap(((double)next / points.Length) - cumulative, slope, points[next] - left);
                (cumulative, left) = (cumulative + (slope * (points[next] - left)), points[next]);
                next++;
            }

            sum += Gap(((double)next / points.Length) - cumulative, slope, right - left);
            (cumulative, left) = (cumulative + (slope * (right - left)), right);
        }

        while (next < points.Length)
            sum += (points[next++] - Edge) / points.Length;
        return sum;
    }

    /// <summary>The sum of |F - G| over the bins, F and G the distribution functions of what they hold, each normalised.</summary>
    public static double Distance(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        var (a, b) = (Total(first), Total(second));
        var (f, g, sum) = (0.0, 0.0, 0.0);
        for (var i = 0; i < first.Length; i++)
        {
            f += first[i] / a;
            g += second[i] / b;
            sum += Math.Abs(f - g);
        }

        return sum;
    }

    /// <summary>The mean of <see cref="Distance"/> between a law and n independent draws from it, by the central limit theorem: sum of sqrt(2 F (1 - F) / (pi n)).</summary>
    public static double Floor(ReadOnlySpan<double> law, double draws)
    {
        var (total, f, sum) = (Total(law), 0.0, 0.0);
        foreach (var x in law)
        {
            f += x / total;
            sum += Math.Sqrt(Math.Max(0, 2 * f * (1 - f) / (Math.PI * draws)));
        }

        return sum;
    }

    /// <summary>The law's distribution function, linear within bins.</summary>
    public Func<double, double> Distribution(double[] law)
    {
        var cumulative = new double[law.Length + 1];
        for (var i = 0; i < law.Length; i++)
            cumulative[i + 1] = cumulative[i] + law[i];
        return energy =>
        {
            var place = Math.Clamp((energy + Edge) / Width, 0, law.Length);
            var bin = Math.Min((int)place, law.Length - 1);
            return (cumulative[bin] + ((place - bin) * law[bin])) / cumulative[^1];
        };
    }

    // The integral of |gap - slope t| from 0 to length, slope not negative.
    private static double Gap(double gap, double slope, double length)
    {
        var end = gap - (slope * length);
        return gap <= 0 || end >= 0 ? Math.Abs(0.5 * (gap + end) * length) : ((gap * gap) + (end * end)) / (2 * slope);
    }

    private static double Total(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var x in values)
            sum += x;
        return sum;
    }
}
