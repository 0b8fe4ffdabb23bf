using RandomLandscapes.Numerics.Arithmetic;
using RandomLandscapes.Numerics.Randomness;

namespace RandomLandscapes.Simulation.RareEvents;

/// <summary>Exact draws from log-concave densities on an interval by rejection.</summary>
/// <remarks>
/// The envelope is flat at the mode's height between two touching points, and exponential along the tangents beyond them (Gilks and Wild 1992 use the same
/// tangents); concavity makes it an upper bound whatever the points are, so they only steer the acceptance, which is about 0.8 with points one curvature
/// width away from the mode.
/// </remarks>
internal static class LogConcaveSampler
{
    /// <summary>Draws one deviate.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="density">ln of the density, finite inside (low, high).</param>
    /// <param name="mode">Its maximum in [low, high].</param>
    /// <param name="width">Distance of the touching points from the mode, positive.</param>
    /// <param name="low">The lower end, minus infinity allowed.</param>
    /// <param name="high">The upper end, infinity allowed.</param>
    public static double Draw<T>(RandomStream stream, in T density, double mode, double width, double low, double high)
        where T : struct, ILogConcaveDensity
    {
        var top = density.Value(mode);
        // A touching point needs a slope pointing to the mode; at an end that is the mode itself there is no tail on that side.
        var left = Math.Max(low, mode - width);
        var right = Math.Min(high, mode + width);
        double leftSlope = 0, rightSlope = 0, leftArea = 0, rightArea = 0;
        if (left > low)
        {
            leftSlope = density.Slope(left);
            leftArea = ElementaryFunctions.Exp(density.Value(left) - top) / leftSlope;
        }

        if (right < high)
        {
            rightSlope = -density.Slope(right);
            rightArea = ElementaryFunctions.Exp(density.Value(right) - top) / rightSlope;
        }

        var centreArea = right - left;
        var total = leftArea + centreArea + rightArea;
        while (true)
        {
            var u = stream.NextUniform() * total;
            double x, logEnvelope;
            if (u <= centreArea)
            {
                x = left + u;
                logEnvelope = top;
            }
            else if (u <= centreArea + rightArea)
            {
                var y = -ElementaryFunctions.Log((u - centreArea) / rightArea) / rightSlope;
                x = right + y;
                logEnvelope = top + ElementaryFunctions.Log(rightArea * rightSlope) - (rightSlope * y);
            }
            else
            {
                var y = -ElementaryFunctions.Log((u - centreArea - rightArea) / leftArea) / leftSlope;
                x = left - y;
                logEnvelope = top + ElementaryFunctions.Log(leftArea * leftSlope) - (leftSlope * y);
            }

            if (x > low && x < high && ElementaryFunctions.Log(stream.NextUniform()) <= density.Value(x) - logEnvelope)
                return x;
        }
    }
}
