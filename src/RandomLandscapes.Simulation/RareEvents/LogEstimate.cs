namespace RandomLandscapes.Simulation.RareEvents;

/// <summary>An estimated logarithm of a probability or expectation.</summary>
/// <param name="Value">The natural logarithm.</param>
/// <param name="StandardError">Its standard error, from the spread of independent replicas.</param>
/// <param name="Sweeps">Sweeps that went into it, burn-in not counted.</param>
public readonly record struct LogEstimate(double Value, double StandardError, long Sweeps);
