namespace RandomLandscapes.Simulation.CriticalPoints.Searches;

/// <summary>How a search in a function of P parameters goes from its start towards a critical point.</summary>
public enum ObjectiveSearchMethod
{
    /// <summary>Steps that solve H p = -g with the smallest residual and, among those, the smallest length; to critical points of any index.</summary>
    NewtonMinimumResidual,

    /// <summary>Damped Gauss-Newton steps on |g|^2 / 2; to critical points of any index, or to other minima of |g|.</summary>
    LevenbergMarquardt,

    /// <summary>Newton steps with the moduli of the curvatures, downhill in every direction; to minima.</summary>
    SaddleFreeNewton,
}
