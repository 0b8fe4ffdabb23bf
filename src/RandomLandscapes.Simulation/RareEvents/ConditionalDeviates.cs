using RandomLandscapes.Numerics.Arithmetic;
using RandomLandscapes.Numerics.Randomness;

namespace RandomLandscapes.Simulation.RareEvents;

/// <summary>Exact draws of one matrix entry given all others: a normal or gamma law, cut where the index would change, weighted with |det| or not.</summary>
internal static class ConditionalDeviates
{
    /// <summary>d &gt; 0 with density d^w exp(-(d - m)^2 / 2), w = 0 or 1.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="mean">m.</param>
    /// <param name="weighted">Whether w = 1.</param>
    public static double PositiveNormal(RandomStream stream, double mean, bool weighted)
    {
        if (!weighted && mean > 0)
        {
            while (true)
            {
                var d = mean + stream.NextNormal();
                if (d > 0)
                    return d;
            }
        }

        var mode = weighted ? PositiveMode(mean) : Math.Max(mean, 0);
        // Curvature 1 + w / d^2; at the cut the slope m sets the scale instead.
        var width = weighted ? 1 / Math.Sqrt(1 + (1 / (mode * mode))) : 1 / (1 + Math.Abs(mean));
        return LogConcaveSampler.Draw(stream, new NormalDensity(mean, weighted), mode, width, 0, double.PositiveInfinity);
    }

    /// <summary>g with density g^(nu-1) e^-g |s - g|^w on a region.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="twiceShape">2 nu, at least 1.</param>
    /// <param name="split">s.</param>
    /// <param name="region">Below s (then s is positive), above s (likewise), or everywhere.</param>
    /// <param name="weighted">Whether w = 1; everywhere then wants s &lt;= 0, where |s - g| has no kink.</param>
    public static double Gamma(RandomStream stream, int twiceShape, double split, GammaRegion region, bool weighted)
    {
        var shape = 0.5 * twiceShape;
        if (region == GammaRegion.Everywhere)
        {
            if (!weighted)
                return stream.NextGammaHalf(twiceShape);
            // g^(nu-1) e^-g (g + |s|) is a mixture of two gamma laws with weights nu and |s|.
            return stream.NextGammaHalf(stream.NextUniform() * (shape - split) <= shape ? twiceShape + 2 : twiceShape);
        }

        var below = region == GammaRegion.Below;
        if (twiceShape == 1)
        {
            // In z = sqrt(2 g) the singular law of shape 1/2 is half a normal one.
            var edge = Math.Sqrt(2 * split);
            var half = new HalfNormalDensity(edge, weighted);
            var (low, high) = below ? (0.0, edge) : (edge, double.PositiveInfinity);
            // Slope -z - 2 w z / (edge^2 - z^2): below the edge it never rises, above it vanishes at z^2 = edge^2 + 2.
            var mode = below ? 0 : weighted ? Math.Sqrt((edge * edge) + 2) : edge;
            var width = below ? Math.Min(0.5 * edge, 1) : weighted ? 0.5 * (mode - edge) : 1 / (1 + edge);
            var z = LogConcaveSampler.Draw(stream, half, mode, width, low, high);
            return 0.5 * z * z;
        }

        if (!weighted && (below ? split > shape - Math.Sqrt(shape) : split < shape + Math.Sqrt(shape)))
        {
            // The cut leaves an ordinary share of the law.
            while (true)
            {
                var g = stream.NextGammaHalf(twiceShape);
                if (below ? g < split : g > split)
                    return g;
            }
        }

        var density = new GammaDensity(shape - 1, split, weighted);
        if (below)
        {
            var mode = weighted ? LowerMode(shape - 1, split) : Math.Min(shape - 1, split);
            return LogConcaveSampler.Draw(stream, density, mode, Width(mode, weighted ? split - mode : split), 0, split);
        }
        else
        {
            var mode = weighted ? UpperMode(shape - 1, split) : Math.Max(shape - 1, split);
            return LogConcaveSampler.Draw(stream, density, mode, Width(mode, weighted ? mode - split : double.PositiveInfinity), split, double.PositiveInfinity);
        }

        double Width(double mode, double gap)
        {
            var curvature = mode > 0 ? (shape - 1) / (mode * mode) : 1 / (split * split);
            if (weighted)
                curvature += 1 / (gap * gap);
            // At a cut without weight the density falls with the slope there.
            if (!weighted)
                curvature += Math.Pow(((shape - 1) / split) - 1, 2);
            return 1 / Math.Sqrt(curvature);
        }
    }

    // Zero of 1/d - (d - m), without cancellation for m < 0.
    private static double PositiveMode(double m)
    {
        var root = Math.Sqrt((m * m) + 4);
        return m > 0 ? 0.5 * (m + root) : 2 / (root - m);
    }

    // Smaller zero of a (s - g) - g (s - g) - g = 0, that is g^2 - (s + a + 1) g + a s = 0.
    private static double LowerMode(double a, double s)
    {
        var sum = s + a + 1;
        return 2 * a * s / (sum + Math.Sqrt((sum * sum) - (4 * a * s)));
    }

    private static double UpperMode(double a, double s)
    {
        var sum = s + a + 1;
        return 0.5 * (sum + Math.Sqrt((sum * sum) - (4 * a * s)));
    }

    private readonly struct NormalDensity(double mean, bool weighted) : ILogConcaveDensity
    {
        public double Value(double x) => (weighted ? ElementaryFunctions.Log(x) : 0) - (0.5 * (x - mean) * (x - mean));

        public double Slope(double x) => (weighted ? 1 / x : 0) - (x - mean);
    }

    private readonly struct HalfNormalDensity(double edge, bool weighted) : ILogConcaveDensity
    {
        public double Value(double z) => (weighted ? ElementaryFunctions.Log(Math.Abs((edge - z) * (edge + z))) : 0) - (0.5 * z * z);

        public double Slope(double z) => -z - (weighted ? 2 * z / ((edge - z) * (edge + z)) : 0);
    }

    private readonly struct GammaDensity(double exponent, double split, bool weighted) : ILogConcaveDensity
    {
        public double Value(double g) =>
            (exponent == 0 ? 0 : exponent * ElementaryFunctions.Log(g)) - g + (weighted ? ElementaryFunctions.Log(Math.Abs(split - g)) : 0);

        public double Slope(double g) => (exponent == 0 ? 0 : exponent / g) - 1 - (weighted ? 1 / (split - g) : 0);
    }
}
