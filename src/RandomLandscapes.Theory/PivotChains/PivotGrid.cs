namespace RandomLandscapes.Theory.PivotChains;

/// <summary>Nodes and weights of int_0^inf f(q) dq for densities of |pivot|: the trapezoidal rule in a variable s(q).</summary>
/// <remarks>
/// s(q) = (ln q - ln(1 + q/S)) / a + (S / b) atan(q/S) + ln(1 + q/S) / c: steps of a in ln q towards zero (the kernel has the relative width of a gamma
/// deviate there), of b in q up to S (the width of a normal deviate), of c in ln q beyond (only smooth tails). Integrands are analytic in a strip around the
/// real s-axis and die out at both ends, so the rule converges geometrically in the step.
/// </remarks>
internal sealed class PivotGrid
{
    /// <summary>Lays the grid.</summary>
    /// <param name="resolution">The three steps, S, and the depth of both ends.</param>
    public PivotGrid(PivotResolution resolution)
    {
        var first = (int)Math.Floor(Position(Math.Exp(-resolution.Depth), resolution).Value);
        var last = (int)Math.Ceiling(Position(resolution.Scale * Math.Exp(resolution.Depth), resolution).Value);
        Nodes = new double[last - first + 1];
        Weights = new double[Nodes.Length];
        var logarithm = -resolution.Depth;
        for (var i = 0; i < Nodes.Length; i++)
        {
            // Newton in ln q; s is increasing and nearly linear between neighbours.
            var q = 0.0;
            for (var iteration = 0; iteration < 60; iteration++)
            {
                q = Math.Exp(logarithm);
                var (value, slope) = Position(q, resolution);
                var step = (first + i - value) / (slope * q);
                logarithm += Math.Clamp(step, -2, 2);
                if (Math.Abs(step) < 1e-15)
                    break;
            }

            q = Math.Exp(logarithm);
            Nodes[i] = q;
            Weights[i] = 1 / Position(q, resolution).Slope;
        }
    }

    /// <summary>q_j, ascending.</summary>
    public double[] Nodes { get; }

    /// <summary>dq/ds at the nodes.</summary>
    public double[] Weights { get; }

    private static (double Value, double Slope) Position(double q, PivotResolution r)
    {
        var ratio = q / r.Scale;
        var value = ((Math.Log(q) - Math.Log(1 + ratio)) / r.SmallStep) + (r.Scale / r.MiddleStep * Math.Atan(ratio)) + (Math.Log(1 + ratio) / r.LargeStep);
        var slope = (1 / (q * (1 + ratio) * r.SmallStep)) + (1 / (r.MiddleStep * (1 + (ratio * ratio)))) + (1 / (r.Scale * (1 + ratio) * r.LargeStep));
        return (value, slope);
    }
}
