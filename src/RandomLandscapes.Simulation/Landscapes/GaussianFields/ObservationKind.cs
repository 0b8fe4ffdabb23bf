namespace RandomLandscapes.Simulation.Landscapes.GaussianFields;

/// <summary>What is observed of a field at a point.</summary>
public enum ObservationKind
{
    /// <summary>Value and gradient.</summary>
    Gradient,

    /// <summary>Value, gradient and Hessian.</summary>
    Hessian,
}
