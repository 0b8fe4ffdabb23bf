namespace RandomLandscapes.Simulation.Landscapes.GaussianFields;

/// <summary>A finite sum of plane waves with its derivatives.</summary>
public interface IWaveField
{
    /// <summary>d.</summary>
    int Dimension { get; }

    /// <summary>Computes value, gradient and Hessian at a point.</summary>
    /// <param name="x">d coordinates.</param>
    /// <param name="gradient">d entries, overwritten.</param>
    /// <param name="hessian">Row-major d x d, overwritten, symmetric.</param>
    /// <returns>f(x).</returns>
    double Evaluate(ReadOnlySpan<double> x, Span<double> gradient, Span<double> hessian);
}
