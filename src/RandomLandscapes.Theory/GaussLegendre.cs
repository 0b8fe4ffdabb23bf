namespace RandomLandscapes.Theory;

/// <summary>Gauss-Legendre rules to the last digits; the library's stop at 1e-10 for orders it has no table of.</summary>
internal static class GaussLegendre
{
    /// <summary>Nodes and weights on [low, high], ascending.</summary>
    public static (double[] Nodes, double[] Weights) Rule(double low, double high, int order)
    {
        var nodes = new double[order];
        var weights = new double[order];
        for (var i = 0; i < order; i++)
        {
            var x = -Math.Cos(Math.PI * (i + 0.75) / (order + 0.5));
            double slope = 0;
            for (var iteration = 0; iteration < 8; iteration++)
            {
                double previous = 1, current = x;
                for (var k = 2; k <= order; k++)
                    (previous, current) = (current, ((((2 * k) - 1) * x * current) - ((k - 1) * previous)) / k);
                slope = order * ((x * current) - previous) / ((x * x) - 1);
                var step = current / slope;
                x -= step;
                if (Math.Abs(step) < 1e-16)
                    break;
            }

            nodes[i] = (0.5 * (low + high)) + (0.5 * (high - low) * x);
            weights[i] = (high - low) / ((1 - (x * x)) * slope * slope);
        }

        return (nodes, weights);
    }
}
