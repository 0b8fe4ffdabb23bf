namespace RandomLandscapes.Simulation.Networks.Training;

/// <summary>A point on the way of a training, valid only during the call that hands it out.</summary>
/// <param name="iteration">Steps taken so far.</param>
/// <param name="parameters">The parameters; copy them to keep them.</param>
/// <param name="loss">The loss there.</param>
/// <param name="gradientNorm">The norm of its gradient.</param>
/// <param name="isEnd">True for the last moment of a training.</param>
public readonly ref struct TrainingMoment(int iteration, ReadOnlySpan<double> parameters, double loss, double gradientNorm, bool isEnd)
{
    /// <summary>Steps taken so far.</summary>
    public int Iteration { get; } = iteration;

    /// <summary>The parameters; copy them to keep them.</summary>
    public ReadOnlySpan<double> Parameters { get; } = parameters;

    /// <summary>The loss there.</summary>
    public double Loss { get; } = loss;

    /// <summary>The norm of its gradient.</summary>
    public double GradientNorm { get; } = gradientNorm;

    /// <summary>True for the last moment of a training.</summary>
    public bool IsEnd { get; } = isEnd;
}
