namespace RandomLandscapes.Numerics.LinearAlgebra;

/// <summary>An approximate eigenvalue.</summary>
/// <param name="Value">theta = v^T A v of a unit vector v.</param>
/// <param name="Residual">|A v - theta v|, from one more product: up to the rounding of that product some eigenvalue of A lies within it of theta.</param>
public readonly record struct RitzValue(double Value, double Residual);
