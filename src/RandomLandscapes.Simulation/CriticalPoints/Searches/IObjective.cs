namespace RandomLandscapes.Simulation.CriticalPoints.Searches;

/// <summary>A twice differentiable function f of P real parameters, with buffers of its own: one object per thread.</summary>
/// <remarks>
/// Where f has kinks (ReLU, maxima), derivatives are those of the smooth piece that the stated rule for ties picks, so the Hessian is the generalised one almost everywhere.
/// Implementations check lengths, and return numbers that are not finite instead of throwing.
/// </remarks>
public interface IObjective
{
    /// <summary>P.</summary>
    int Dimension { get; }

    /// <summary>Computes f.</summary>
    /// <param name="parameters">P numbers.</param>
    double Value(ReadOnlySpan<double> parameters);

    /// <summary>Computes f and its gradient.</summary>
    /// <param name="parameters">P numbers.</param>
    /// <param name="gradient">P numbers, overwritten.</param>
    /// <returns>f.</returns>
    double Gradient(ReadOnlySpan<double> parameters, Span<double> gradient);

    /// <summary>Computes the Hessian times a vector, without forming the Hessian.</summary>
    /// <param name="parameters">P numbers.</param>
    /// <param name="direction">P numbers.</param>
    /// <param name="product">P numbers, overwritten.</param>
    void HessianVectorProduct(ReadOnlySpan<double> parameters, ReadOnlySpan<double> direction, Span<double> product);

    /// <summary>Computes the exact dense Hessian.</summary>
    /// <param name="parameters">P numbers.</param>
    /// <param name="hessian">P x P, row-major, overwritten; symmetric to the bit.</param>
    void Hessian(ReadOnlySpan<double> parameters, Span<double> hessian);

    /// <summary>The same function with buffers of its own, for another thread.</summary>
    IObjective Copy();
}
