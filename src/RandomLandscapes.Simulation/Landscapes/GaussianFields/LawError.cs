namespace RandomLandscapes.Simulation.Landscapes.GaussianFields;

/// <summary>How far the law of what a <see cref="PathSampler"/> drew is from the exact one.</summary>
/// <remarks>
/// <para>
/// Ignored numbers. Let a number have the prior deviation d, the conditional variance p given all kept before, and a, the coefficients of its conditional mean, D the prior deviations of what they multiply.
/// If p is at most a threshold times d^2, or at most 1e-14 (d^2 + |D a|^2), near rounding, it becomes its conditional mean and is not conditioned on later. Numbers that are kept are
/// drawn given kept ones, of which the ignored ones are functions: so the kept ones have their exact law, on paths that depend on what was seen too. Let f* be the field, drawn exactly given the
/// kept numbers. Then an ignored number differs from that of f* by a centred normal variable whose variance is the one that was ignored. <paramref name="IgnoredDeviation"/> is the
/// largest root of such a variance, with <paramref name="CovarianceError"/> (d^2 + |D a|^2), a rule for its rounding error, added, in units of the prior standard deviation.
/// </para>
/// <para>
/// Rounding. The computed factor is that of a covariance matrix whose entries differ from the exact ones by at most <paramref name="CovarianceError"/> times both prior standard deviations: gamma_(N+1) of the
/// row-wise Cholesky factorisation for N kept numbers, doubled for the products by blocks and the evaluation of the entries (N. J. Higham, Accuracy and Stability of Numerical Algorithms, 2nd edition, 2002,
/// theorem 10.3; the doubling is a rule). The conditional laws drawn from are those of that matrix. For the exact matrix K and D the diagonal of prior deviations, the conditional mean b.K^-1 y of one number with
/// prior deviation d, given kept ones y, moves by at most CovarianceError |D K^-1 y|_1 (d + |D K^-1 b|_1) to first order. No bound on errors of the covariance function itself is included.
/// </para>
/// </remarks>
/// <param name="IgnoredCount">How many drawn numbers were ignored, a perpendicular direction counted once.</param>
/// <param name="IgnoredDeviation">The largest ignored standard deviation, relative; zero when nothing was ignored.</param>
/// <param name="CovarianceError">Bounds the backward error of the covariance, relative.</param>
public readonly record struct LawError(long IgnoredCount, double IgnoredDeviation, double CovarianceError);
