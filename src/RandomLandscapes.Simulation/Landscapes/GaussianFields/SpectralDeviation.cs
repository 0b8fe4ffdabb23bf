namespace RandomLandscapes.Simulation.Landscapes.GaussianFields;

/// <summary>How far the wave vectors of one field are from the spectral law of its covariance: relative deviations of second and fourth moments, zero for the ideal isotropic field.</summary>
/// <param name="Second">Spectral norm of (1/M) sum k k^T / (-2 rho'(0)) - 1: the covariance of the gradient.</param>
/// <param name="SecondFrobenius">Frobenius norm of the same.</param>
/// <param name="Fourth">Spectral norm of (1/M) sum |k|^2 k k^T / (4 (n + 2) rho''(0)) - 1: the covariance of the Hessian with its trace.</param>
/// <param name="FourthPairs">The largest modulus over i and j of (1/M) sum k_i^2 k_j^2 / (4 rho''(0) (1 + 2 delta_ij)) - 1: the covariances of f_ii with f_jj.</param>
public readonly record struct SpectralDeviation(double Second, double SecondFrobenius, double Fourth, double FourthPairs);
