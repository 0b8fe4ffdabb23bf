namespace RandomLandscapes.Simulation.Networks.Training;

/// <summary>Receives the moments of a training, in order.</summary>
/// <param name="moment">Valid only during the call.</param>
public delegate void TrainingObserver(TrainingMoment moment);
