namespace RandomLandscapes.Simulation.Landscapes.Discrete;

/// <summary>All local minima of one sample on the N-cube: how many, and the lowest.</summary>
/// <param name="LocalMinima">The number of states whose energy every single flip of a spin raises.</param>
/// <param name="GroundStatePerSpin">The lowest energy over N.</param>
/// <param name="GroundState">A state that has it: bit i is set where spin i is -1. Of a state and its mirror image with one energy the one with the last spin up.</param>
public sealed record IsingCensus(long LocalMinima, double GroundStatePerSpin, ulong GroundState);
