using RandomLandscapes.Numerics.LinearAlgebra;

namespace RandomLandscapes.Simulation.CriticalPoints.Searches;

/// <summary>Searches for critical points of a function of P parameters from given starts; owns the workspace, one object per thread.</summary>
/// <remarks>
/// <para>
/// What comes out is <see cref="SamplingMeasure.BasinWeighted"/>, so the steps are part of the answer. With g and H gradient and Hessian of f, eigenpairs (l_i, v_i) of H, s_i = v_i.g, |H| = max |l_i|:
/// </para>
/// <list type="bullet">
/// <item>Newton with minimum residual: p = -sum s_i / l_i v_i over |l_i| above a rank tolerance, halved until |g|^2 falls by 1e-4 of what the slope 2 p.H g promises (Roosta, Liu, Xu and Mahoney 2018; Frye et al. 2019:
/// factor 0.5, rho 1e-4). On a manifold of critical points the curvatures along it are of the order of the squared distance, and so are the slopes: undamped, these directions would ask for steps of order one. The tolerance
/// is therefore |g| / max(1, |x|), at most 1e-3 |H|, lowered by factors of 10 down to the settings' share of |H| until the step covers nine tenths of |g|^2;</item>
/// <item>Levenberg-Marquardt: p = -sum l_i s_i / (l_i^2 + d^2) v_i with d = m |g| / max(1, |x|), which keeps the convergence quadratic on manifolds of critical points (Yamashita and Fukushima 2001); m a quarter after each
/// step that shortens g as promised, and four times as large before each new trial;</item>
/// <item>saddle-free Newton: p = -sum s_i / (|l_i| + d) v_i, d as before, accepted where f falls as promised (Dauphin et al. 2014). It ends at minima, unless a start lies on the way into a saddle.</item>
/// </list>
/// <para>
/// Ends. A gradient is small if |g| is at most 1e-10 max(1, |f|). <see cref="SearchOutcome.Critical"/>: g is small, the Newton step over |l_i| above the settings' tolerance is shorter than 1e-6, and the part of g along the other
/// directions is no more than rounding, 4 max(P, 16) 2^-52 max(1, |f|, |H|_F max(1, |x|)). So a null space is no failure where the gradient has nothing in it, as along the orbit of a symmetry, and the inertia shows it as
/// undecided eigenvalues. <see cref="SearchOutcome.SingularHessian"/>: g is small, but that part is more than rounding, or the steps do not become short. Up to three further Newton steps are taken from a critical point as long
/// as each halves |g|. <see cref="SearchOutcome.GradientFlat"/> (Frye et al. 2021): g is not small, and |H g| is at most the rank tolerance times |H| |g|, or at most the flat ratio times it where no further step is possible.
/// </para>
/// <para>
/// The error bound of the eigenvalues at a critical point is that of rounding and ten times the change of H over the next Newton step, since the point itself is that uncertain, and at least the settings' tolerance, below which
/// that step leaves them out. Where Newton's steps shrink by a constant factor (x^4), that makes the eigenvalues undecided, as they should be.
/// </para>
/// <para>Cost of a step: one Hessian, its eigenvectors (9 P^3 operations) and a few gradients. Memory: 7 matrices of order P.</para>
/// </remarks>
public sealed class ObjectiveSearch
{
    private const double SmallGradient = 1e-10;
    private const double ShortStep = 1e-6;
    private const double SufficientDecrease = 1e-4;
    private const double DampingFactor = 4;
    private const double CoveredShare = 0.9;
    private const double LargestRankTolerance = 1e-3;
    private const double ChangeFactor = 10; // steps that shrink by 9/10 have ten times the last one to go
    private const double UnitRoundoff = 2.220446049250313e-16;
    private const int PolishingSteps = 3;

    private readonly IObjective _objective;
    private readonly ObjectiveSearchSettings _settings;
    private readonly LocalExpansion _here;
    private readonly double[] _from;
    private readonly double[] _step;
    private readonly double[] _next;
    private readonly double[] _coefficients;
    private double _damping;
    private double _nextStep;
    private bool _hasHessian;
    private int _steps;

    /// <summary>Prepares the buffers.</summary>
    /// <param name="objective">The function; its buffers are used.</param>
    /// <param name="settings">The limits; null for the usual ones.</param>
    /// <exception cref="ArgumentException">A limit is impossible.</exception>
    public ObjectiveSearch(IObjective objective, ObjectiveSearchSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(objective);
        _settings = settings ?? new ObjectiveSearchSettings();
        _settings.Check();
        _objective = objective;
        _here = new LocalExpansion(objective);
        var n = objective.Dimension;
        (_from, _step, _next, _coefficients) = (new double[n], new double[n], new double[n], new double[n]);
    }

    /// <summary>The expansion at the end of the last search or examination.</summary>
    internal LocalExpansion Here => _here;

    /// <summary>Searches from a start.</summary>
    /// <param name="method">How.</param>
    /// <param name="start">P numbers.</param>
    /// <exception cref="ArgumentException">The length does not fit, or there is no such method.</exception>
    public ObjectiveSearchResult Run(ObjectiveSearchMethod method, ReadOnlySpan<double> start)
    {
        if (!Enum.IsDefined(method))
            throw new ArgumentOutOfRangeException(nameof(method), method, $"Expected a search method, was {method}.");
        return Begin(start) ? End(Search(method)) : End(SearchOutcome.NonFinite);
    }

    /// <summary>Says what a given point is, without a step: critical, or with a gradient that is not small (<see cref="SearchOutcome.Stalled"/> or gradient-flat).</summary>
    /// <param name="position">P numbers.</param>
    /// <exception cref="ArgumentException">The length does not fit.</exception>
    public ObjectiveSearchResult Examine(ReadOnlySpan<double> position)
    {
        if (!Begin(position) || !Decompose())
            return End(SearchOutcome.NonFinite);
        var rest = NewtonStep(_settings.RankTolerance * _here.LargestCurvature);
        return End(IsSmall ? (_nextStep < ShortStep && rest <= GradientRounding ? SearchOutcome.Critical : SearchOutcome.SingularHessian) : IsFlat(_settings.FlatRatio) ? SearchOutcome.GradientFlat : SearchOutcome.Stalled);
    }

    /// <summary>Searches for a minimum of the function on a subspace, and says what the end is in the whole space.</summary>
    /// <remarks>
    /// Where the function is invariant under a group whose fixed points are the subspace, critical points on it are critical points, exactly. Where it is not, the gradient in the whole space is not small, and the search ends as
    /// <see cref="SearchOutcome.Stalled"/>. A search that does not arrive on the subspace ends as it did there.
    /// </remarks>
    /// <param name="ties">The subspace.</param>
    /// <param name="start">P numbers, projected on the subspace.</param>
    /// <param name="method">How to search on it.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public ObjectiveSearchResult RunTied(ParameterTies ties, ReadOnlySpan<double> start, ObjectiveSearchMethod method = ObjectiveSearchMethod.SaddleFreeNewton)
    {
        ArgumentNullException.ThrowIfNull(ties);
        CheckLength(start, nameof(start));
        var inner = new double[ties.Dimension];
        ties.Project(start, inner);
        var found = new ObjectiveSearch(new TiedObjective(_objective, ties), _settings).Run(method, inner);
        var position = new double[ties.ParameterCount];
        ties.Expand([.. found.Position], position);
        var end = Examine(position);
        return end with
        {
            Outcome = found.Outcome is SearchOutcome.Critical or SearchOutcome.SingularHessian ? end.Outcome : found.Outcome,
            Steps = found.Steps,
            Gradients = found.Gradients + end.Gradients,
            Hessians = found.Hessians + end.Hessians,
        };
    }

    private bool IsSmall => _here.GradientNorm <= SmallGradient * Math.Max(1, Math.Abs(_here.Value));

    private double Length => Math.Max(1, VectorOperations.Norm(_here.Position));

    private double GradientRounding =>
        4 * Math.Max(_here.Dimension, 16) * UnitRoundoff * Math.Max(Math.Max(1, Math.Abs(_here.Value)), _here.FrobeniusNorm * Length);

    private bool IsFlat(double ratio) => _here.CurvedGradient <= ratio * _here.LargestCurvature * _here.GradientNorm;

    private void CheckLength(ReadOnlySpan<double> position, string name)
    {
        if (position.Length != _here.Dimension)
            throw new ArgumentException($"Expected {_here.Dimension} numbers, was {position.Length}.", name);
    }

    private bool Begin(ReadOnlySpan<double> start)
    {
        CheckLength(start, nameof(start));
        _here.Restart();
        (_steps, _damping, _nextStep, _hasHessian) = (0, 1, double.NaN, false);
        return _here.MoveTo(start);
    }

    private bool Decompose() => _hasHessian = _here.Decompose();

    private SearchOutcome Search(ObjectiveSearchMethod method)
    {
        for (var polished = 0; ; _steps++)
        {
            if (!Decompose())
                return SearchOutcome.NonFinite;
            if (VectorOperations.Norm(_here.Position) > _settings.LargestNorm)
                return SearchOutcome.AtInfinity;
            var rest = NewtonStep(_settings.RankTolerance * _here.LargestCurvature);
            if (IsSmall && _nextStep < ShortStep)
            {
                if (polished++ < PolishingSteps && _steps < _settings.Steps && Polish())
                    continue;
                return rest <= GradientRounding ? SearchOutcome.Critical : SearchOutcome.SingularHessian;
            }

            if (!IsSmall && IsFlat(_settings.RankTolerance))
                return SearchOutcome.GradientFlat;
            var end = _steps == _settings.Steps ? SearchOutcome.IterationLimit : method switch
            {
                ObjectiveSearchMethod.NewtonMinimumResidual => StepToRange(),
                ObjectiveSearchMethod.LevenbergMarquardt => DampedStep(downhill: false),
                _ => DampedStep(downhill: true),
            };
            if (end is { } outcome)
                return outcome == SearchOutcome.NonFinite ? outcome : IsSmall ? SearchOutcome.SingularHessian : IsFlat(_settings.FlatRatio) ? SearchOutcome.GradientFlat : outcome;
        }
    }

    /// <summary>The Newton step of smallest length over curvatures above a tolerance; returns the length of the gradient that it leaves out.</summary>
    private double NewtonStep(double tolerance)
    {
        double rest = 0, square = 0;
        for (var i = 0; i < _coefficients.Length; i++)
        {
            var (l, s) = (_here.Eigenvalues[i], _here.Slopes[i]);
            var kept = Math.Abs(l) > tolerance;
            _coefficients[i] = kept ? -s / l : 0;
            rest += kept ? 0 : s * s;
            square += _coefficients[i] * _coefficients[i];
        }

        _nextStep = Math.Sqrt(square);
        _here.Combine(_coefficients, _step);
        return Math.Sqrt(rest);
    }

    private bool Polish()
    {
        var norm = _here.GradientNorm;
        _here.Position.CopyTo(_from);
        if (Advance(1) && _here.GradientNorm < 0.5 * norm)
            return true;
        _here.MoveTo(_from);
        return false;
    }

    private SearchOutcome? StepToRange()
    {
        var norm = _here.GradientNorm;
        var lowest = _settings.RankTolerance * _here.LargestCurvature;
        var tolerance = Math.Max(lowest, Math.Min(LargestRankTolerance * _here.LargestCurvature, norm / Length));
        double covered;
        for (; ; tolerance = Math.Max(lowest, tolerance / 10))
        {
            covered = 0;
            for (var i = 0; i < _coefficients.Length; i++)
                covered += Math.Abs(_here.Eigenvalues[i]) > tolerance ? _here.Slopes[i] * _here.Slopes[i] : 0;
            if (covered >= CoveredShare * norm * norm || tolerance <= lowest)
                break;
        }

        var length = 0.0;
        for (var i = 0; i < _coefficients.Length; i++)
        {
            _coefficients[i] = Math.Abs(_here.Eigenvalues[i]) > tolerance ? -_here.Slopes[i] / _here.Eigenvalues[i] : 0;
            length += _coefficients[i] * _coefficients[i];
        }

        _here.Combine(_coefficients, _step);
        _here.Position.CopyTo(_from);
        // The slope of |g|^2 along p is 2 p.H g = -2 |P g|^2, P the projection on the range that was kept.
        for (var factor = Math.Min(1, _settings.LongestStep / Math.Sqrt(length)); factor > 1e-14; factor /= 2)
        {
            if (Advance(factor) && _here.GradientNorm * _here.GradientNorm <= (norm * norm) - (2 * SufficientDecrease * factor * covered))
                return null;
        }

        return Return();
    }

    private SearchOutcome? DampedStep(bool downhill)
    {
        var (value, norm, scale) = (_here.Value, _here.GradientNorm, _here.GradientNorm / Length);
        // Sums that cancel, as in means over the data, have the rounding of their terms.
        var noise = 4 * UnitRoundoff * Math.Max(1, Math.Abs(value));
        _here.Position.CopyTo(_from);
        for (; _damping * scale <= 1e14 * (_here.LargestCurvature + scale); _damping *= DampingFactor)
        {
            double d = _damping * scale, promise = 0, length = 0;
            for (var i = 0; i < _coefficients.Length; i++)
            {
                var (l, s) = (_here.Eigenvalues[i], _here.Slopes[i]);
                _coefficients[i] = downhill ? -s / (Math.Abs(l) + d) : -s * l / ((l * l) + (d * d));
                // Of f and of |g|^2.
                promise -= downhill ? s * _coefficients[i] : 2 * s * l * _coefficients[i];
                length += _coefficients[i] * _coefficients[i];
            }

            _here.Combine(_coefficients, _step);
            var factor = Math.Min(1, _settings.LongestStep / Math.Sqrt(length));
            if (!Advance(factor))
                continue;
            promise *= SufficientDecrease * factor;
            if (downhill
                ? _here.Value < value - promise || (_here.Value <= value + noise && _here.GradientNorm < 0.9 * norm)
                : _here.GradientNorm * _here.GradientNorm <= (norm * norm) - promise)
            {
                _damping = Math.Max(_damping / DampingFactor, 1e-4);
                return null;
            }
        }

        return Return();
    }

    private SearchOutcome? Return()
    {
        _here.MoveTo(_from);
        return SearchOutcome.Stalled;
    }

    private bool Advance(double factor)
    {
        _from.CopyTo(_next, 0);
        VectorOperations.AddScaled(factor, _step, _next);
        return _here.MoveTo(_next);
    }

    private ObjectiveSearchResult End(SearchOutcome outcome)
    {
        var n = _here.Dimension;
        var (inertia, error) = (new SymmetricInertia(0, n, 0), double.NaN);
        if (_hasHessian)
        {
            error = _here.RoundingError;
            if (outcome is SearchOutcome.Critical or SearchOutcome.SingularHessian)
            {
                _here.Position.CopyTo(_next);
                VectorOperations.AddScaled(1, _step, _next);
                error = Math.Max(error + (ChangeFactor * _here.ChangeTo(_next)), _settings.RankTolerance * _here.LargestCurvature);
            }

            inertia = SymmetricInertia.Count(_here.Eigenvalues, double.IsFinite(error) ? error : double.PositiveInfinity);
        }

        return new ObjectiveSearchResult(outcome, _here.Value, _here.GradientNorm, _nextStep, inertia, error, _steps, _here.Gradients, _here.Hessians, _here.Position.ToArray());
    }
}
