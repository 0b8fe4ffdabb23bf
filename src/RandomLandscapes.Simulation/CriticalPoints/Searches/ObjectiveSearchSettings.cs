namespace RandomLandscapes.Simulation.CriticalPoints.Searches;

/// <summary>The limits of searches in functions of P parameters.</summary>
/// <param name="Steps">The most steps, at least 1; each costs one Hessian with its eigenvectors.</param>
/// <param name="LargestNorm">The length of the parameters beyond which a search is <see cref="SearchOutcome.AtInfinity"/>, positive.</param>
/// <param name="LongestStep">The longest step, positive.</param>
/// <param name="RankTolerance">Curvatures up to this share of the largest one count as zero in Newton steps, and as undecided; from 0 to 0.1.</param>
/// <param name="FlatRatio">A search that gets no further is <see cref="SearchOutcome.GradientFlat"/> where |H g| is at most this share of |H| |g|; from 0 to 0.1.</param>
public sealed record ObjectiveSearchSettings(int Steps = 500, double LargestNorm = 1e4, double LongestStep = 10, double RankTolerance = 1e-10, double FlatRatio = 1e-6)
{
    /// <summary>Throws if a setting is out of its range.</summary>
    internal void Check()
    {
        if (Steps < 1 || !(LargestNorm > 0) || !(LongestStep > 0) || RankTolerance is not (>= 0 and <= 0.1) || FlatRatio is not (>= 0 and <= 0.1))
            throw new ArgumentException($"Expected at least one step, positive lengths and tolerances from 0 to 0.1, was {this}.");
    }
}
