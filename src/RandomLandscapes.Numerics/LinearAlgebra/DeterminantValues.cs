using System.Runtime.Intrinsics;

namespace RandomLandscapes.Numerics.LinearAlgebra;

/// <summary>What the leading minors of T - x I say about eight points x.</summary>
/// <param name="Count">The number of eigenvalues below x.</param>
/// <param name="Mantissa">The determinant, divided by two to the power of <paramref name="Exponent"/> and of a common constant.</param>
/// <param name="Exponent">The exponent.</param>
internal readonly record struct DeterminantValues(Vector512<long> Count, Vector512<double> Mantissa, Vector512<long> Exponent);
