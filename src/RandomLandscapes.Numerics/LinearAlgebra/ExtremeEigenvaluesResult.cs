namespace RandomLandscapes.Numerics.LinearAlgebra;

/// <summary>What <see cref="ExtremeEigenvalues"/> found.</summary>
/// <param name="Outcome">Whether every residual is within the tolerance; after <see cref="EigenvalueOutcome.IterationLimit"/> the values so far, after <see cref="EigenvalueOutcome.NonFinite"/> none.</param>
/// <param name="Smallest">Ascending from the lower end.</param>
/// <param name="Largest">Descending from the upper end.</param>
/// <param name="Products">Products with the operator.</param>
public sealed record ExtremeEigenvaluesResult(EigenvalueOutcome Outcome, IReadOnlyList<RitzValue> Smallest, IReadOnlyList<RitzValue> Largest, int Products);
