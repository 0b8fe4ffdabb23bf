using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Simulation.CriticalPoints.Searches;

namespace RandomLandscapes.Simulation.Networks;

/// <summary>The spectrum of a loss's Hessian at one point from Hessian-vector products, never forming the matrix.</summary>
/// <param name="Loss">f.</param>
/// <param name="GradientNorm">|grad f|.</param>
/// <param name="Extremes">One eigenvalue of each end, with its residual.</param>
/// <param name="Width">The standard deviation of the kernel in use.</param>
/// <param name="Band">The density on the grid, with its band.</param>
/// <param name="Trace">The trace and the trace of the square.</param>
/// <param name="Products">Hessian-vector products in all.</param>
public sealed record HessianDensity(
    double Loss, double GradientNorm, ExtremeEigenvaluesResult Extremes, double Width, SpectralDensityBand Band, TraceEstimate Trace, long Products)
{
    /// <summary>The most vectors of the loss's dimension that a search for both ends holds.</summary>
    public const int ExtremeVectors = 90;

    private const double Tolerance = 1e-8;
    private const int FewestExtremeProducts = 1000; // the limit where the density takes fewer

    /// <summary>The smallest eigenvalue, up to its residual.</summary>
    public RitzValue Smallest => Extremes.Smallest[0];

    /// <summary>The largest eigenvalue, up to its residual.</summary>
    public RitzValue Largest => Extremes.Largest[0];

    /// <summary>Measures the spectrum.</summary>
    /// <param name="loss">The loss, of at least two parameters.</param>
    /// <param name="parameters">The point.</param>
    /// <param name="settings">Steps, directions, width, grid.</param>
    /// <param name="key">The key; sample 0 gives the directions of the density, 1 the start of the search for both ends, 2 the signs of the trace.</param>
    /// <param name="threads">Workers; the result does not depend on them.</param>
    /// <exception cref="ArgumentOutOfRangeException">The width does not suit the spectrum, see <see cref="HessianDensitySettings.Cover"/>.</exception>
    /// <returns>Null where the loss, its gradient or a product is not finite.</returns>
    public static HessianDensity? Measure(IObjective loss, double[] parameters, HessianDensitySettings settings, StreamKey key, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(settings);
        var order = loss.Dimension;
        var gradient = new double[order];
        var value = loss.Gradient(parameters, gradient);
        var norm = VectorOperations.Norm(gradient);
        if (!double.IsFinite(value) || !double.IsFinite(norm))
            return null;
        var products = 0L;
        // An end inside a cluster may converge slowly; its residual then says how far it came for the price of the density.
        var most = (int)Math.Clamp((long)settings.Steps * settings.Probes, FewestExtremeProducts, int.MaxValue / 2);
        var extremes = new ExtremeEigenvalues(order, 1, 1).Compute(CreateOperator(), new RandomStream(key, 1), Tolerance, most);
        if (extremes.Smallest.Count == 0)
            return null;
        var (width, grid) = settings.Cover(extremes.Smallest[0].Value, extremes.Largest[0].Value);
        var band = new LanczosSpectralDensity(order, new LanczosDensitySettings(width, settings.Steps, settings.Probes)).Compute(CreateOperator, key, 0, grid, threads);
        var trace = TraceEstimate.Compute(CreateOperator(), order, settings.Probes, new RandomStream(key, 2));
        return band is null || !double.IsFinite(trace.Trace.Value) ? null : new HessianDensity(value, norm, extremes, width, band, trace, products);

        SymmetricOperator CreateOperator()
        {
            var own = loss.Copy(); // buffers of its own, so that every operator may have a thread of its own
            return (vector, product) =>
            {
                own.HessianVectorProduct(parameters, vector, product);
                Interlocked.Increment(ref products);
            };
        }
    }
}
