namespace RandomLandscapes.Simulation.Networks.Training;

/// <summary>What a training may do and when it hands over; the defaults suit networks of about a thousand parameters.</summary>
public sealed record TrainingSettings
{
    /// <summary>The strength of the regulariser that experiments use unless they say otherwise.</summary>
    /// <remarks>
    /// It must be positive: without it the minimum of separable data lies at infinity and the Hessian is singular everywhere. At 1e-3
    /// a 64-16-10 net still gets 999 of the first 1000 optdigits right, and at its minima the smallest eigenvalue (5e-5, below l2) is a
    /// hundred million times the error bound, so the index of the end is decided.
    /// </remarks>
    public const double DefaultL2 = 1e-3;

    /// <summary>Gradient norm below which Newton steps begin.</summary>
    public double NewtonGradientNorm { get; init; } = 1e-5;

    /// <summary>Correction pairs that the limited-memory quasi-Newton method keeps.</summary>
    public int Memory { get; init; } = 20;

    /// <summary>Limit of quasi-Newton steps in all.</summary>
    public int IterationLimit { get; init; } = 20_000;

    /// <summary>Limit of Newton steps in all.</summary>
    public int NewtonLimit { get; init; } = 100;

    /// <summary>Norm of the parameters beyond which the search counts as gone to infinity.</summary>
    public double LargestNorm { get; init; } = 1e4;

    /// <summary>Throws if a setting is out of its range.</summary>
    internal void Check()
    {
        if (!(NewtonGradientNorm > 0))
            throw new ArgumentOutOfRangeException(nameof(NewtonGradientNorm), NewtonGradientNorm, "Expected a positive number.");
        if (!(LargestNorm > 0))
            throw new ArgumentOutOfRangeException(nameof(LargestNorm), LargestNorm, "Expected a positive number.");
        ArgumentOutOfRangeException.ThrowIfLessThan(Memory, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(IterationLimit);
        ArgumentOutOfRangeException.ThrowIfNegative(NewtonLimit);
    }
}
