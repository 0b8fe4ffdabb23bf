namespace RandomLandscapes.Numerics.LinearAlgebra;

/// <summary>A symmetric matrix known by its products alone.</summary>
/// <param name="vector">n numbers.</param>
/// <param name="product">n numbers, overwritten by the matrix times the vector; the same bits for the same vector.</param>
public delegate void SymmetricOperator(ReadOnlySpan<double> vector, Span<double> product);
