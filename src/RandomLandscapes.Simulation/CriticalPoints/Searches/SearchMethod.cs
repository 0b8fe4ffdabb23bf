namespace RandomLandscapes.Simulation.CriticalPoints.Searches;

/// <summary>How a search goes from its start towards a critical point.</summary>
public enum SearchMethod
{
    /// <summary>Down the gradient, to a minimum.</summary>
    GradientDescent,

    /// <summary>Newton steps, damped so that the gradient shrinks, to a critical point of any index.</summary>
    Newton,

    /// <summary>Uphill along the lowest eigenvectors of the Hessian, downhill along the others, to a critical point of a chosen index.</summary>
    EigenvectorFollowing,
}
