namespace RandomLandscapes.Numerics.Randomness;

/// <summary>Four 32-bit words: a counter, or the output that belongs to it.</summary>
/// <param name="Word0">Least significant word; sample number, low half.</param>
/// <param name="Word1">Sample number, high half.</param>
/// <param name="Word2">Purpose.</param>
/// <param name="Word3">Block number within the purpose.</param>
public readonly record struct CounterBlock(uint Word0, uint Word1, uint Word2, uint Word3);
