namespace RandomLandscapes.Numerics.LinearAlgebra;

/// <summary>A smoothed spectral density on a grid, with a band.</summary>
/// <param name="Grid">Where.</param>
/// <param name="Density">The estimate.</param>
/// <param name="StandardError">Of the estimate under random directions, from the exact variance of a quadratic form on the sphere with its moments read off the same directions.</param>
/// <param name="Low">The band's lower edge, at least 0: all of the exact smoothed density lies inside with the stated probability.</param>
/// <param name="High">Its upper edge.</param>
/// <param name="PointwiseLow">Lower ends of intervals each of which has that probability for itself.</param>
/// <param name="PointwiseHigh">Their upper ends.</param>
/// <param name="QuadratureError">What the band holds for the error of the quadrature: an estimate where the steps resolve the width, else a bound.</param>
/// <param name="Resolved">Whether they do; if not, more steps are needed and the band is wide.</param>
/// <param name="Probes">Random directions that were used.</param>
/// <param name="FewestSteps">The fewest Lanczos steps of a direction.</param>
public sealed record SpectralDensityBand(
    IReadOnlyList<double> Grid,
    IReadOnlyList<double> Density,
    IReadOnlyList<double> StandardError,
    IReadOnlyList<double> Low,
    IReadOnlyList<double> High,
    IReadOnlyList<double> PointwiseLow,
    IReadOnlyList<double> PointwiseHigh,
    IReadOnlyList<double> QuadratureError,
    bool Resolved,
    int Probes,
    int FewestSteps);
