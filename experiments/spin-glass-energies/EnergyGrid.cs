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

    /// <summary>The first moment distance of two laws given by what their bins hold, each normalised.</summary>
    public double Wasserstein(ReadOnlySpan<double> first, ReadOnlySpan<double> second) => Width * Distance(first, second);

    /// <summary>The sum of |F - G| over the bins, F and G the distribution functions at their upper ends.</summary>
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
    public static double Floor(ReadOnlySpan<double> law, long draws)
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

    private static double Total(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var x in values)
            sum += x;
        return sum;
    }
}
