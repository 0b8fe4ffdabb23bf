using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Simulation.CriticalPoints.Searches;

namespace RandomLandscapes.Simulation.Networks;

/// <summary>The spectrum of a loss's Hessian at one point, in numbers that can be tallied.</summary>
/// <param name="Outcome">Whether the eigenvalues were found; if not, the counts are zero and the numbers from the spectrum NaN.</param>
/// <param name="Loss">f.</param>
/// <param name="GradientNorm">|grad f|.</param>
/// <param name="Inertia">Eigenvalues below, within and above the zero tolerance; the first is the Morse index at a critical point.</param>
/// <param name="ZeroTolerance">The absolute bound in use: the larger of the caller's and the error bound.</param>
/// <param name="ErrorBound">Of every eigenvalue, see <see cref="SymmetricEigenvalues.ErrorBound(int, double)"/>; the sums over samples in the
/// Hessian itself are of the same kind and well below it.</param>
/// <param name="Smallest">The smallest eigenvalue.</param>
/// <param name="Largest">The largest eigenvalue.</param>
/// <param name="Trace">The sum of the Hessian's diagonal (not of the eigenvalues).</param>
public readonly record struct HessianMeasurement(
    EigenvalueOutcome Outcome,
    double Loss,
    double GradientNorm,
    SymmetricInertia Inertia,
    double ZeroTolerance,
    double ErrorBound,
    double Smallest,
    double Largest,
    double Trace)
{
    /// <summary>Eigenvalues below minus the tolerance.</summary>
    public int Negative => Inertia.Negative;

    /// <summary>Eigenvalues within the tolerance of zero.</summary>
    public int Undecided => Inertia.Undecided;

    /// <summary>Eigenvalues above the tolerance.</summary>
    public int Positive => Inertia.Positive;

    /// <summary>Measures the Hessian at a point.</summary>
    /// <param name="loss">The loss, of P parameters.</param>
    /// <param name="parameters">P numbers.</param>
    /// <param name="workspace">Of the same dimension; holds the P x P matrix.</param>
    /// <param name="eigenvalues">Empty, or P numbers: overwritten by the spectrum, ascending.</param>
    /// <param name="zeroTolerance">A wider absolute tolerance than the error bound, if wanted.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the tolerance is negative or not a number.</exception>
    public static HessianMeasurement Measure(
        IObjective loss, ReadOnlySpan<double> parameters, HessianWorkspace workspace, Span<double> eigenvalues = default, double zeroTolerance = 0)
    {
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(workspace);
        var p = loss.Dimension;
        if (workspace.Dimension != p)
            throw new ArgumentException($"Expected a workspace of dimension {p}, was {workspace.Dimension}.", nameof(workspace));
        if (eigenvalues.Length != 0 && eigenvalues.Length != p)
            throw new ArgumentException($"Expected room for {p} eigenvalues or none, was {eigenvalues.Length}.", nameof(eigenvalues));
        if (!(zeroTolerance >= 0))
            throw new ArgumentOutOfRangeException(nameof(zeroTolerance), zeroTolerance, "Expected a tolerance of at least 0.");
        var spectrum = workspace.Eigenvalues.AsSpan();
        var value = loss.Gradient(parameters, spectrum); // the gradient borrows the place
        var gradientNorm = VectorOperations.Norm(spectrum);
        var matrix = workspace.Matrix;
        loss.Hessian(parameters, matrix);
        var trace = 0.0;
        for (var i = 0; i < p; i++)
            trace += matrix[(i * p) + i];
        var errorBound = SymmetricEigenvalues.ErrorBound(p, VectorOperations.Norm(matrix));
        var outcome = workspace.Solver.Compute(matrix, spectrum);
        if (eigenvalues.Length != 0)
            spectrum.CopyTo(eigenvalues);
        if (outcome != EigenvalueOutcome.Converged)
            return new HessianMeasurement(outcome, value, gradientNorm, default, double.NaN, double.NaN, double.NaN, double.NaN, trace);
        var tolerance = Math.Max(zeroTolerance, errorBound);
        return new HessianMeasurement(
            outcome, value, gradientNorm, SymmetricInertia.Count(spectrum, tolerance), tolerance, errorBound, spectrum[0], spectrum[^1], trace);
    }
}
