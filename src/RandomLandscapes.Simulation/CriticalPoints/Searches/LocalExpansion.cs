using RandomLandscapes.Numerics.LinearAlgebra;

namespace RandomLandscapes.Simulation.CriticalPoints.Searches;

/// <summary>Value, gradient, and eigenpairs of the Hessian of an objective at one point; owns the workspace.</summary>
internal sealed class LocalExpansion
{
    private readonly IObjective _objective;
    private readonly SymmetricEigenvectors _solver;
    private readonly double[] _position;
    private readonly double[] _gradient;
    private readonly double[] _matrix;
    private readonly double[] _other;
    private readonly double[] _eigenvalues;
    private readonly double[] _vectors;
    private readonly double[] _slopes;

    public LocalExpansion(IObjective objective)
    {
        _objective = objective;
        var n = Dimension = objective.Dimension;
        _solver = new SymmetricEigenvectors(n);
        (_position, _gradient, _eigenvalues, _slopes) = (new double[n], new double[n], new double[n], new double[n]);
        (_matrix, _other, _vectors) = (new double[n * n], new double[n * n], new double[n * n]);
    }

    public int Dimension { get; }

    public ReadOnlySpan<double> Position => _position;

    public ReadOnlySpan<double> Gradient => _gradient;

    public double Value { get; private set; }

    public double GradientNorm { get; private set; }

    /// <summary>Ascending, of the last <see cref="Decompose"/>.</summary>
    public ReadOnlySpan<double> Eigenvalues => _eigenvalues;

    /// <summary>The gradient along each eigenvector.</summary>
    public ReadOnlySpan<double> Slopes => _slopes;

    /// <summary>The largest modulus of an eigenvalue.</summary>
    public double LargestCurvature { get; private set; }

    /// <summary>|H g|.</summary>
    public double CurvedGradient { get; private set; }

    public double FrobeniusNorm { get; private set; }

    public int Gradients { get; private set; }

    public int Hessians { get; private set; }

    public ReadOnlySpan<double> Vector(int i) => _vectors.AsSpan(i * Dimension, Dimension);

    public void Restart() => (Gradients, Hessians) = (0, 0);

    /// <summary>Evaluates value and gradient; false where they are not finite.</summary>
    public bool MoveTo(ReadOnlySpan<double> position)
    {
        position.CopyTo(_position);
        Value = _objective.Gradient(_position, _gradient);
        Gradients++;
        GradientNorm = VectorOperations.Norm(_gradient);
        return double.IsFinite(Value) && double.IsFinite(GradientNorm);
    }

    /// <summary>Evaluates the Hessian and its eigenpairs; false where it is not finite.</summary>
    public bool Decompose()
    {
        _objective.Hessian(_position, _matrix);
        Hessians++;
        if (_solver.Compute(_matrix, _eigenvalues, _vectors) != EigenvalueOutcome.Converged)
            return false;
        var curved = 0.0;
        for (var i = 0; i < Dimension; i++)
        {
            _slopes[i] = VectorOperations.Dot(Vector(i), _gradient);
            curved += _eigenvalues[i] * _slopes[i] * _eigenvalues[i] * _slopes[i];
        }

        CurvedGradient = Math.Sqrt(curved);
        LargestCurvature = Math.Max(Math.Abs(_eigenvalues[0]), Math.Abs(_eigenvalues[^1]));
        FrobeniusNorm = VectorOperations.Norm(_eigenvalues);
        return true;
    }

    /// <summary>The sum of c_i times eigenvector i.</summary>
    public void Combine(ReadOnlySpan<double> coefficients, Span<double> sum)
    {
        sum.Clear();
        for (var i = 0; i < Dimension; i++)
        {
            if (coefficients[i] != 0)
                VectorOperations.AddScaled(coefficients[i], Vector(i), sum);
        }
    }

    /// <summary>The Frobenius norm of the Hessian's change from here to another point.</summary>
    public double ChangeTo(ReadOnlySpan<double> position)
    {
        _objective.Hessian(position, _other);
        Hessians++;
        VectorOperations.AddScaled(-1, _matrix, _other);
        return VectorOperations.Norm(_other);
    }

    /// <summary>The bound of the rounding errors of the eigenvalues.</summary>
    public double RoundingError => SymmetricEigenvalues.ErrorBound(Dimension, FrobeniusNorm);
}
