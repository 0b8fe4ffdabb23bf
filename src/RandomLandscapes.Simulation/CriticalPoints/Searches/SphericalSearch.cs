using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Simulation.Landscapes.SpinGlasses;

namespace RandomLandscapes.Simulation.CriticalPoints.Searches;

/// <summary>Searches for critical points of spherical spin glasses from given starts, where there are too many to enumerate; owns the workspace, one per thread.</summary>
/// <remarks>
/// <para>
/// What comes out is <see cref="SamplingMeasure.BasinWeighted"/>: each point as often as its basin under this finder is large. The steps below are therefore part of the answer.
/// On the unit sphere, with g and H the Riemannian gradient and Hessian of f = H / sqrt(N), eigenpairs (l_i, v_i) of H, and steps along geodesics:
/// </para>
/// <list type="bullet">
/// <item>gradient descent: along -g to the minimum of the parabola of value, slope and curvature there, halved until f falls by 1e-4 of the slope's promise. Newton's method ends the search where H is positive and
/// 2 L |H^-1| |H^-1 g| below one, Kantorovich's condition for both to have one limit if L bounds the change of H with x. L = 2 sqrt(N) p (p-1) (p-2), at least 12 sqrt(N), bounds the third derivative of a
/// p-spin whose energies per spin are within +-2, as they are for p up to 5 and large N: a rule, not a proof;</item>
/// <item>Newton: -H (H^2 + d^2)^-1 g, the damping d a quarter after each step that shortens g, and four times as large before each new trial (Levenberg 1944, Marquardt 1963);</item>
/// <item>eigenvector following: sum_i +-(v_i.g) |l_i| / (l_i^2 + d^2) v_i, uphill for the k lowest, downhill for the others (Cerjan and Miller 1981), d zero where that is short enough and else such that it is as long
/// as allowed: at first the longest step, then a tenth less after each step that made |g| longer and a tenth more after others, between a fifth of the longest step and all of it.</item>
/// </list>
/// <para>
/// Ends: <see cref="SearchOutcome.Critical"/> when |g| is at most 1e-10 max(1, |f|) and H^-1 g shorter than 1e-6, <see cref="SearchOutcome.SingularHessian"/> when only the first;
/// Newton's where |H g| is at most 1e-6 |g| s, s^2 = |g|^2 + mean l_i^2, are <see cref="SearchOutcome.GradientFlat"/>: minima of |g| that are not zeros.
/// </para>
/// <para>Cost of a step: one contraction and, but for descent, the eigenvectors of one matrix, about 9 N^3 operations; at N = 500 60 ms.</para>
/// </remarks>
public sealed class SphericalSearch
{
    private const double SmallGradient = 1e-10;
    private const double ShortStep = 1e-6;
    private const double FlatRatio = 1e-6;
    private const double SufficientDecrease = 1e-4;
    private const double DampingFactor = 4;
    private const double LargestEnergy = 2;
    private const int StepsBetweenTests = 10;

    private readonly int _n;
    private readonly double _lipschitz;
    private readonly SearchSettings _settings;
    private readonly HamiltonianEvaluator _evaluator;
    private readonly TangentSpace _here;
    private readonly SymmetricEigenvectors _eigenvectors;
    private readonly CholeskyFactorization _cholesky;
    private readonly double[] _eigenvalues;
    private readonly double[] _vectors;
    private readonly double[] _slopes;
    private readonly double[] _from;
    private readonly double[] _step;
    private readonly double[] _next;
    private int _eigenvaluesOfStep;
    private int _steps;

    /// <summary>Prepares the buffers.</summary>
    /// <param name="degrees">The degrees of the terms.</param>
    /// <param name="spinCount">N, 2 to 1000.</param>
    /// <param name="settings">The limits; null for the usual ones.</param>
    /// <exception cref="ArgumentException">The shape or a limit is impossible.</exception>
    public SphericalSearch(IReadOnlyList<int> degrees, int spinCount, SearchSettings? settings = null)
    {
        _settings = settings ?? new SearchSettings();
        if (_settings.NewtonSteps < 1 || _settings.DescentSteps < 1 || !(_settings.LongestStep > 0 && _settings.LongestStep <= Math.PI))
            throw new ArgumentException($"Expected limits of at least one step, and a longest step in (0, pi], was {_settings}.", nameof(settings));
        _evaluator = new HamiltonianEvaluator(degrees, spinCount);
        _n = spinCount;
        var p = degrees.Max();
        _lipschitz = LargestEnergy * Math.Sqrt(_n) * Math.Max(6, p * (p - 1) * (p - 2));
        _here = new TangentSpace(_evaluator);
        _eigenvectors = new SymmetricEigenvectors(_n);
        _cholesky = new CholeskyFactorization(_n);
        (_eigenvalues, _slopes, _from, _step, _next) = (new double[_n], new double[_n], new double[_n], new double[_n], new double[_n]);
        _vectors = new double[_n * _n];
    }

    /// <summary>A forecast of the memory of one thread: evaluator, samples and about ten matrices.</summary>
    /// <param name="degrees">The degrees of the terms.</param>
    /// <param name="spinCount">N.</param>
    public static long MemoryBytes(IReadOnlyList<int> degrees, int spinCount) => HamiltonianEvaluator.MemoryBytes(degrees, spinCount) + (80L * spinCount * (spinCount + 8));

    /// <summary>Takes a sample.</summary>
    /// <param name="hamiltonian">Of the shape of this instance.</param>
    public void Load(SphericalHamiltonian hamiltonian) => _evaluator.Load(hamiltonian);

    /// <summary>Searches in the loaded sample.</summary>
    /// <param name="method">How.</param>
    /// <param name="start">Any vector but zero; its direction is the start.</param>
    /// <param name="targetIndex">For eigenvector following the index k of the point to find, 0 to N - 1; the other methods have none.</param>
    /// <exception cref="ArgumentException">The start or the index does not fit.</exception>
    public SearchResult Run(SearchMethod method, ReadOnlySpan<double> start, int targetIndex = 0)
    {
        if (start.Length != _n || !(VectorOperations.Norm(start) is > 0 and < double.PositiveInfinity))
            throw new ArgumentException($"Expected {_n} coordinates of a finite length above zero, was {start.Length} of length {VectorOperations.Norm(start)}.", nameof(start));
        if (targetIndex < 0 || targetIndex >= _n || (targetIndex > 0 && method != SearchMethod.EigenvectorFollowing))
            throw new ArgumentOutOfRangeException(nameof(targetIndex), targetIndex, $"Expected 0 to {_n - 1} for eigenvector following and 0 otherwise, was {targetIndex}.");
        (_steps, _eigenvaluesOfStep) = (0, -1);
        if (!_here.MoveTo(start))
            return End(SearchOutcome.NonFinite);
        return End(method switch
        {
            SearchMethod.GradientDescent => Descend(),
            SearchMethod.Newton => ShortenGradient(_settings.NewtonSteps),
            SearchMethod.EigenvectorFollowing => FollowEigenvectors(targetIndex),
            _ => throw new ArgumentOutOfRangeException(nameof(method), method, $"Expected a search method, was {method}."),
        });
    }

    private SearchOutcome FollowEigenvectors(int targetIndex)
    {
        var longest = _settings.LongestStep;
        for (var limit = _steps + _settings.NewtonSteps; ; _steps++)
        {
            if (Decompose(out var newton) is { } failure)
                return failure;
            var norm = _here.GradientNorm;
            if (IsSmall(norm))
                return newton < ShortStep ? SearchOutcome.Critical : SearchOutcome.SingularHessian;
            if (_steps == limit)
                return SearchOutcome.IterationLimit;
            // Where the whole step is too long, damping shortens the modes of small curvature, which make it so, and leaves the others theirs.
            var damping = Damping(newton, longest);
            _step.AsSpan().Clear();
            for (var i = 0; i < _n - 1; i++)
                VectorOperations.AddScaled((i < targetIndex ? _slopes[i] : -_slopes[i]) * Math.Abs(_eigenvalues[i]) / ((_eigenvalues[i] * _eigenvalues[i]) + (damping * damping)), Vector(i), _step);
            _here.Position.CopyTo(_from);
            if (!Advance(VectorOperations.Norm(_step)))
                return SearchOutcome.NonFinite;
            // A longer gradient is a hint that the eigenvectors had turned; the step is kept all the same, since on the way uphill the gradient may have to grow.
            longest = _here.GradientNorm < norm ? Math.Min(_settings.LongestStep, 1.1 * longest) : Math.Max(_settings.LongestStep / 5, 0.9 * longest);
        }
    }

    // d of sum (v_i.g)^2 l_i^2 / (l_i^2 + d^2)^2 = (longest step)^2, from above within a percent; zero where the undamped step is short enough.
    private double Damping(double newton, double longest)
    {
        if (newton <= longest)
            return 0;
        var (low, high) = (0.0, Math.Sqrt(_here.GradientNorm * Math.Abs(_eigenvalues[^1]) / longest));
        while (high - low > 0.01 * high)
        {
            var middle = 0.5 * (low + high);
            (low, high) = DampedLength(middle) > longest ? (middle, high) : (low, middle);
        }

        return high;
    }

    private double DampedLength(double damping)
    {
        var sum = 0.0;
        for (var i = 0; i < _n - 1; i++)
        {
            var c = _slopes[i] * _eigenvalues[i] / ((_eigenvalues[i] * _eigenvalues[i]) + (damping * damping));
            sum += c * c;
        }

        return Math.Sqrt(sum);
    }

    private SearchOutcome ShortenGradient(int most)
    {
        var damping = -1.0;
        for (var limit = _steps + most; ; _steps++)
        {
            if (Decompose(out var newton) is { } failure)
                return failure;
            var norm = _here.GradientNorm;
            if (IsSmall(norm))
                return newton < ShortStep ? SearchOutcome.Critical : SearchOutcome.SingularHessian;
            var (curvature, scale) = (0.0, 0.0);
            for (var i = 0; i < _n - 1; i++)
            {
                curvature += _eigenvalues[i] * _slopes[i] * _eigenvalues[i] * _slopes[i];
                scale += _eigenvalues[i] * _eigenvalues[i];
            }

            scale = Math.Sqrt((scale / (_n - 1)) + (norm * norm));
            if (Math.Sqrt(curvature) <= FlatRatio * scale * norm)
                return SearchOutcome.GradientFlat;
            if (_steps == limit)
                return SearchOutcome.IterationLimit;
            if (damping < 0)
                damping = scale;
            _here.Position.CopyTo(_from);
            while (true)
            {
                _step.AsSpan().Clear();
                for (var i = 0; i < _n - 1; i++)
                    VectorOperations.AddScaled(-_slopes[i] * _eigenvalues[i] / ((_eigenvalues[i] * _eigenvalues[i]) + (damping * damping)), Vector(i), _step);
                if (!Advance(Math.Min(_settings.LongestStep, VectorOperations.Norm(_step))))
                    return SearchOutcome.NonFinite;
                if (_here.GradientNorm < norm)
                    break;
                damping *= DampingFactor;
                // Steps so short that rounding alone decides.
                if (damping > 1e10 * scale)
                {
                    _here.MoveTo(_from);
                    return SearchOutcome.Stalled;
                }
            }

            damping = Math.Max(damping / DampingFactor, 1e-12 * scale);
        }
    }

    private SearchOutcome Descend()
    {
        for (; ; _steps++)
        {
            var norm = _here.GradientNorm;
            if (IsSmall(norm) || (_steps % StepsBetweenTests == 0 && IsInNewtonsReach()))
                return ShortenGradient(_settings.NewtonSteps);
            if (_steps == _settings.DescentSteps)
                return SearchOutcome.IterationLimit;
            _step.AsSpan().Clear();
            VectorOperations.AddScaled(-1 / norm, _here.Gradient, _step);
            var curvature = _here.Curvature(_step);
            var angle = Math.Min(_settings.LongestStep, curvature > 0 ? norm / curvature : double.PositiveInfinity);
            var value = _here.Value;
            _here.Position.CopyTo(_from);
            while (true)
            {
                if (!Advance(angle))
                    return SearchOutcome.NonFinite;
                if (_here.Value <= value - (SufficientDecrease * angle * norm))
                    break;
                angle /= 2;
                if (angle < 1e-16)
                {
                    _here.MoveTo(_from);
                    return SearchOutcome.Stalled;
                }
            }
        }
    }

    private bool IsInNewtonsReach()
    {
        _here.FormHessian();
        if (!_cholesky.Factor(_here.Hessian).Succeeded)
            return false;
        _here.Gradient.CopyTo(_next);
        _cholesky.Solve(_next);
        var newton = VectorOperations.Norm(_next);
        // A first look without the eigenvalue: |H^-1| is at least |H^-1 g| / |g|.
        if (2 * _lipschitz * newton * newton > _here.GradientNorm)
            return false;
        return Decompose(out _) is null && 2 * _lipschitz * newton < _eigenvalues[0];
    }

    private SearchOutcome? Decompose(out double newton)
    {
        _here.FormHessian();
        newton = double.NaN;
        _eigenvaluesOfStep = -1;
        if (_eigenvectors.Compute(_here.Hessian, _eigenvalues, _vectors) != EigenvalueOutcome.Converged)
            return SearchOutcome.NonFinite;
        _eigenvaluesOfStep = _steps;
        newton = 0;
        for (var i = 0; i < _n - 1; i++)
        {
            _slopes[i] = VectorOperations.Dot(Vector(i), _here.Gradient);
            newton += _slopes[i] / _eigenvalues[i] * (_slopes[i] / _eigenvalues[i]);
        }

        newton = Math.Sqrt(newton);
        return null;
    }

    private bool IsSmall(double gradientNorm) => gradientNorm <= SmallGradient * Math.Max(1, Math.Abs(_here.Value));

    private ReadOnlySpan<double> Vector(int i) => _vectors.AsSpan(i * _n, _n);

    // Along the geodesic that leaves _from in the direction of the step.
    private bool Advance(double angle)
    {
        var length = VectorOperations.Norm(_step);
        if (!double.IsFinite(length))
            return false;
        var (sin, cos) = Math.SinCos(angle);
        for (var i = 0; i < _n; i++)
            _next[i] = (cos * _from[i]) + (length > 0 ? sin / length * _step[i] : 0);
        return _here.MoveTo(_next);
    }

    private SearchResult End(SearchOutcome outcome)
    {
        var index = -1;
        if (outcome == SearchOutcome.Critical && _eigenvaluesOfStep == _steps)
        {
            var bound = SymmetricEigenvalues.ErrorBound(_here.Hessian, _n);
            if (_eigenvalues.All(e => Math.Abs(e) > bound))
                index = _eigenvalues.Count(e => e < 0);
        }

        return new SearchResult(outcome, _here.Value / Math.Sqrt(_n), index, _here.GradientNorm, _steps, [.. _here.Position]);
    }
}
