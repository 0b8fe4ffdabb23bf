namespace RandomLandscapes.Simulation.Networks.Training;

/// <summary>The constants of a first-order training.</summary>
/// <param name="Method">The rule of a step.</param>
/// <param name="LearningRate">eta, positive.</param>
/// <param name="BatchSize">Samples of a step's gradient; null for all of them. Batches go through a new random order in every epoch, the last one of an epoch may be smaller.</param>
public sealed record GradientSettings(GradientMethod Method, double LearningRate, int? BatchSize = null)
{
    /// <summary>mu, from 0 to below 1: of momentum and Adam.</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>rho, from 0 to below 1: of RMSprop and Adam.</summary>
    public double SquareDecay { get; init; } = Method == GradientMethod.Adam ? 0.999 : 0.9;

    /// <summary>eps, positive.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Throws if a constant is out of its range.</summary>
    internal void Check(int samples)
    {
        if (!(LearningRate > 0) || double.IsInfinity(LearningRate))
            throw new ArgumentException($"Expected a finite positive learning rate, was {LearningRate}.");
        if (BatchSize is { } batch && (batch < 1 || batch > samples))
            throw new ArgumentException($"Expected a batch size from 1 to {samples}, was {batch}.");
        if (!(Momentum >= 0 && Momentum < 1) || !(SquareDecay >= 0 && SquareDecay < 1))
            throw new ArgumentException($"Expected decays from 0 to below 1, was {Momentum} and {SquareDecay}.");
        if (!(Epsilon > 0))
            throw new ArgumentException($"Expected a positive epsilon, was {Epsilon}.");
    }
}
