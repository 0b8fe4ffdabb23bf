namespace RandomLandscapes.Experiments.SaddlesDominate;

/// <summary>What was measured on one network at one moment of its training.</summary>
internal sealed record NetworkMoment(
    int Seed,
    int Iteration,
    bool IsEnd,
    double Loss,
    double GradientNorm,
    double Accuracy,
    int Negative,
    int Undecided,
    int Positive,
    double SmallestEigenvalue,
    double LargestEigenvalue,
    double ZeroTolerance)
{
    public int Dimension => Negative + Undecided + Positive;

    public string Name => IsEnd ? $"seed {Seed} end (iteration {Iteration})" : $"seed {Seed} iteration {Iteration}";

    public bool IsCritical => GradientNorm < NetworkCell.CriticalGradientNorm;
}
