using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Simulation.Landscapes.GaussianFields;

namespace RandomLandscapes.Simulation.CriticalPoints.Searches;

/// <summary>Searches for critical points of f(x) + mu |x|^2 / 2, f an isotropic Gaussian field on R^n that is drawn, exactly, along the search itself; one per thread.</summary>
/// <remarks>
/// <para>What comes out is <see cref="SamplingMeasure.BasinWeighted"/>, and the steps are part of the answer. Every point that is looked at is an observation, so they are few:</para>
/// <list type="bullet">
/// <item>gradient descent: x - t g with t of Barzilai and Borwein (1988; the shorter one, s.y / y.y; twice the last one where s.y is not positive; at first 1/(4 sqrt(n rho'') + mu)), halved until f is below the
/// largest of the last five values by 1e-4 t |g|^2 (Grippo, Lampariello and Lucidi 1986). Where |g| is below a hundredth of its typical length, the Hessian is drawn: while it is positive
/// definite and the Newton step short enough and |g| halved at least, Newton steps follow; otherwise the descent goes on, to a tenth of |g|;</item>
/// <item>Newton: -H (H^2 + d^2)^-1 g, d as in <see cref="SphericalSearch"/>; each trial point is an observation with its Hessian.</item>
/// </list>
/// <para>
/// Lengths are in units of the covariance's length here, and gradients accordingly. Ends. Where the Newton step d is shorter than 1e-6, it is taken by the expansion of second order, since an observation so near would add nothing: the reported length of the gradient there is that of g + H d
/// and, added, a bound of the remainder, six of its standard deviations at a given point. <see cref="SearchOutcome.Critical"/> when the sum is at most 1e-10 max(1, |value|);
/// <see cref="SearchOutcome.SingularHessian"/> when |g| is as small but the step longer; Newton's where |H g| is at most 1e-6 |g| s, s^2 = |g|^2 + mean l_i^2, <see cref="SearchOutcome.GradientFlat"/>.
/// A search that ends by a limit has the Hessian drawn at its last point if one is left.
/// </para>
/// <para>
/// Where points crowd, numbers that the others determine up to a small deviation are conditional means (<see cref="LawError"/>), so later draws may shift the field by as much: a value that is too high by no more than that
/// deviation is accepted in a descent, and so is a step of Newton's method, up to five in a row, that leaves |g| below four times that deviation.
/// </para>
/// <para>Cost: that of <see cref="PathSampler"/>; <see cref="MemoryBytes"/> is compared with the limit before anything is allocated.</para>
/// </remarks>
public sealed class FieldSearch
{
    private const double SmallGradient = 1e-10;
    private const double ShortStep = 1e-6;
    private const double FlatRatio = 1e-6;
    private const double SufficientDecrease = 1e-4;
    private const double DampingFactor = 4;
    private const double FirstReach = 1e-2;
    private const int Memory = 5;
    private const int MostIdleSteps = 5;

    private readonly RadialCovariance _covariance;
    private readonly FieldSearchSettings _settings;
    private readonly double _length;
    private readonly double _confinement;
    private readonly double _stiffness;
    private readonly double _slope;
    private readonly double _longest;
    private readonly int _n;
    private readonly SymmetricEigenvectors _eigenvectors;
    private readonly double[] _eigenvalues;
    private readonly double[] _vectors;
    private readonly double[] _slopes;
    private readonly CholeskyFactorization _cholesky;
    private PathSampler? _sampler;
    private Look _here = Look.None;
    private double[] _start = [];
    private double _drift;
    private int _gradientPoints;
    private int _hessianPoints;

    /// <summary>Takes field and limits.</summary>
    /// <param name="covariance">rho.</param>
    /// <param name="dimension">n, at least 1 and at most the covariance's largest.</param>
    /// <param name="settings">The limits; null for the usual ones.</param>
    /// <exception cref="ArgumentException">The dimension or a limit is impossible, or <see cref="MemoryBytes"/> passes the memory limit.</exception>
    public FieldSearch(RadialCovariance covariance, int dimension, FieldSearchSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(covariance);
        if (dimension < 1 || dimension > covariance.LargestDimension)
            throw new ArgumentOutOfRangeException(nameof(dimension), dimension, $"Expected a dimension from 1 to {covariance.LargestDimension}, was {dimension}.");
        _settings = settings ?? new FieldSearchSettings();
        if (_settings.GradientPoints < 1 || _settings.HessianPoints < 1 || !(_settings.LongestStep > 0) || !(_settings.LargestDistance > 0) || !(_settings.Confinement is >= 0 and < double.PositiveInfinity))
            throw new ArgumentException($"Expected at least one point of either kind, positive lengths and a finite confinement of at least zero, was {_settings}.", nameof(settings));
        var limit = (_settings.Sampler ?? new PathSamplerSettings()).MemoryLimit;
        if (MemoryBytes(dimension, _settings) > limit)
            throw new ArgumentException($"A search of {_settings.GradientPoints} + {_settings.HessianPoints} points in dimension {dimension} may need {MemoryBytes(dimension, _settings) >> 20} MiB; the limit is {limit >> 20} MiB.", nameof(settings));
        (_covariance, _n) = (covariance, dimension);
        Span<double> rho = stackalloc double[3];
        covariance.Evaluate(0, rho);
        // Everything within is in units of the covariance's length, so that no threshold depends on the unit of the caller.
        var square = covariance.Length * covariance.Length;
        (_length, _confinement) = (covariance.Length, _settings.Confinement * square);
        _slope = Math.Sqrt(-2 * rho[1] * square * _n);
        _stiffness = (4 * Math.Sqrt(_n * rho[2]) * square) + _confinement;
        _longest = _settings.LongestStep;
        _eigenvectors = new SymmetricEigenvectors(_n);
        _cholesky = new CholeskyFactorization(_n);
        (_eigenvalues, _slopes, _vectors) = (new double[_n], new double[_n], new double[_n * _n]);
    }

    /// <summary>Forecasts the memory of one search, at most.</summary>
    /// <param name="dimension">n.</param>
    /// <param name="settings">The limits; null for the usual ones.</param>
    public static long MemoryBytes(int dimension, FieldSearchSettings? settings = null)
    {
        settings ??= new FieldSearchSettings();
        var own = 80L * dimension * (dimension + 8);
        return Math.Min(PathSampler.MemoryBytes(dimension, settings.GradientPoints, settings.HessianPoints), long.MaxValue - own) + own;
    }

    /// <summary>Searches in a new field.</summary>
    /// <param name="method">How: gradient descent or Newton's method.</param>
    /// <param name="start">n finite coordinates; by the symmetry of the law any will do unless there is a confinement.</param>
    /// <param name="stream">The stream of this field; advanced.</param>
    /// <exception cref="ArgumentException">The start does not fit, or the method is another one.</exception>
    public FieldSearchResult Run(SearchMethod method, ReadOnlySpan<double> start, RandomStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Run(method, start, new PathSampler(_covariance, _n, stream, _settings.Sampler));
    }

    /// <summary>Searches in a field of which something may have been seen already.</summary>
    internal FieldSearchResult Run(SearchMethod method, ReadOnlySpan<double> start, PathSampler sampler)
    {
        if (method is not (SearchMethod.GradientDescent or SearchMethod.Newton))
            throw new ArgumentOutOfRangeException(nameof(method), method, $"Expected gradient descent or Newton's method, was {method}.");
        _sampler = sampler;
        (_gradientPoints, _hessianPoints, _drift, _here, _start) = (0, 0, 0, Look.None, Array.ConvertAll(start.ToArray(), x => x / _length));
        var outcome = method == SearchMethod.GradientDescent ? Descend() : ShortenGradient();
        if (_here.Hessian is null && _hessianPoints < _settings.HessianPoints && outcome != SearchOutcome.NonFinite)
            _here = At(_here.Position, ObservationKind.Hessian);
        var index = Index();
        _sampler = null;
        return new FieldSearchResult(
            outcome, _here.Value, index, _here.GradientNorm / _length, _gradientPoints, _hessianPoints, outcome == SearchOutcome.Critical ? 0 : PredictedDecrease(), sampler.LawError, Array.ConvertAll(_here.Position, y => y * _length));
    }

    private double PredictedDecrease()
    {
        if (_here.Hessian is not { } hessian || !_cholesky.Factor(hessian).Succeeded)
            return double.NaN;
        var step = (double[])_here.Gradient.Clone();
        _cholesky.Solve(step);
        return 0.5 * VectorOperations.Dot(step, _here.Gradient);
    }

    private int Index()
    {
        if (_here.Hessian is not { } hessian || new SymmetricEigenvalues(_n).Compute(hessian, _eigenvalues) != EigenvalueOutcome.Converged)
            return -1;
        var counts = SymmetricInertia.Count(_eigenvalues, SymmetricEigenvalues.ErrorBound(hessian, _n) + (2 * _drift));
        return counts.Undecided == 0 ? counts.Negative : -1;
    }

    private SearchOutcome Descend()
    {
        _here = At(_start, ObservationKind.Gradient);
        var values = new Queue<double>([_here.Value]);
        var (time, reach) = (1 / _stiffness, FirstReach * _slope);
        while (true)
        {
            if (!_here.IsFinite)
                return SearchOutcome.NonFinite;
            if (IsFar())
                return SearchOutcome.AtInfinity;
            if ((_here.GradientNorm <= reach || _here.IsSmall) && _hessianPoints + 1 < _settings.HessianPoints)
            {
                if (PolishMinimum() is { } end)
                    return end;
                reach = 0.1 * Math.Min(reach, _here.GradientNorm);
                values = new Queue<double>([_here.Value]);
            }

            var from = _here;
            var slope = from.GradientNorm * from.GradientNorm;
            time = Math.Min(time, _longest / from.GradientNorm);
            while (true)
            {
                if (_gradientPoints >= _settings.GradientPoints)
                    return SearchOutcome.IterationLimit;
                if (time * from.GradientNorm < 1e-15 * (1 + VectorOperations.Norm(from.Position)))
                    return SearchOutcome.Stalled;
                var trial = At(Moved(from.Position, -time, from.Gradient), ObservationKind.Gradient);
                if (!trial.IsFinite || trial.Value <= values.Max() - (SufficientDecrease * time * slope) + _sampler!.LawError.IgnoredDeviation)
                {
                    _here = trial;
                    break;
                }

                time /= 2;
            }

            values.Enqueue(_here.Value);
            if (values.Count > Memory)
                values.Dequeue();
            double product = 0, square = 0;
            for (var i = 0; i < _n; i++)
            {
                var y = _here.Gradient[i] - from.Gradient[i];
                product += (_here.Position[i] - from.Position[i]) * y;
                square += y * y;
            }

            time = product > 0 ? product / square : 2 * time;
        }
    }

    // Null when the descent should go on, from the best point seen.
    private SearchOutcome? PolishMinimum()
    {
        _here = At(_here.Position, ObservationKind.Hessian);
        while (true)
        {
            if (!_cholesky.Factor(_here.Hessian).Succeeded)
                return _here.IsSmall ? SearchOutcome.SingularHessian : null;
            var step = (double[])_here.Gradient.Clone();
            _cholesky.Solve(step);
            foreach (ref var x in step.AsSpan())
                x = -x;
            if (Finish(step) is { } end)
                return end;
            if (!(VectorOperations.Norm(step) <= _longest))
                return null;
            if (_hessianPoints >= _settings.HessianPoints)
                return SearchOutcome.IterationLimit;
            var trial = At(Moved(_here.Position, 1, step), ObservationKind.Hessian);
            if (!trial.IsFinite)
                return SearchOutcome.NonFinite;
            if (trial.GradientNorm > Math.Max(0.5 * _here.GradientNorm, Noise()))
                return _hessianPoints < _settings.HessianPoints ? null : SearchOutcome.IterationLimit;
            _here = trial;
        }
    }

    private SearchOutcome ShortenGradient()
    {
        var damping = -1.0;
        var idleSteps = 0;
        _here = At(_start, ObservationKind.Hessian);
        while (true)
        {
            if (!_here.IsFinite || _eigenvectors.Compute(_here.Hessian, _eigenvalues, _vectors) != EigenvalueOutcome.Converged)
                return SearchOutcome.NonFinite;
            if (IsFar())
                return SearchOutcome.AtInfinity;
            var norm = _here.GradientNorm;
            double curvature = 0, scale = 0;
            for (var i = 0; i < _n; i++)
            {
                _slopes[i] = VectorOperations.Dot(_vectors.AsSpan(i * _n, _n), _here.Gradient);
                curvature += _eigenvalues[i] * _slopes[i] * _eigenvalues[i] * _slopes[i];
                scale += _eigenvalues[i] * _eigenvalues[i];
            }

            if (Finish(DampedStep(0)) is { } end)
                return end;
            scale = Math.Sqrt((scale / _n) + (norm * norm));
            if (Math.Sqrt(curvature) <= FlatRatio * scale * norm)
                return SearchOutcome.GradientFlat;
            if (damping < 0)
                damping = scale;
            while (true)
            {
                if (_hessianPoints >= _settings.HessianPoints)
                    return SearchOutcome.IterationLimit;
                var step = DampedStep(damping);
                var trial = At(Moved(_here.Position, Math.Min(1, _longest / VectorOperations.Norm(step)), step), ObservationKind.Hessian);
                if (!trial.IsFinite)
                    return SearchOutcome.NonFinite;
                var idle = !(trial.GradientNorm < norm);
                if (!idle || (trial.GradientNorm <= Noise() && idleSteps < MostIdleSteps))
                {
                    idleSteps = idle ? idleSteps + 1 : 0;
                    _here = trial;
                    break;
                }

                damping *= DampingFactor;
                // Steps so short that rounding alone decides.
                if (damping > 1e10 * scale)
                    return SearchOutcome.Stalled;
            }

            damping = Math.Max(damping / DampingFactor, 1e-12 * scale);
        }
    }

    private double[] DampedStep(double damping)
    {
        var step = new double[_n];
        for (var i = 0; i < _n; i++)
            VectorOperations.AddScaled(-_slopes[i] * _eigenvalues[i] / ((_eigenvalues[i] * _eigenvalues[i]) + (damping * damping)), _vectors.AsSpan(i * _n, _n), step);
        return step;
    }

    // A length of the gradient that later draws may change.
    private double Noise() => 4 * _sampler!.LawError.IgnoredDeviation * _slope;

    // The last step, by the expansion of second order, in place of an observation so near that it would say nothing.
    private SearchOutcome? Finish(double[] step)
    {
        var length = VectorOperations.Norm(step);
        if (!(length < ShortStep))
            return _here.IsSmall ? SearchOutcome.SingularHessian : null;
        var hessian = _here.Hessian!;
        double rest = 0, gain = 0;
        for (var i = 0; i < _n; i++)
        {
            var left = _here.Gradient[i] + VectorOperations.Dot(hessian.AsSpan(i * _n, _n), step);
            rest += left * left;
            gain += (_here.Gradient[i] + left) * step[i];
        }

        var drift = HessianChange(length);
        var end = new Look(Moved(_here.Position, 1, step), _here.Value + (0.5 * gain), _here.Gradient, hessian, Math.Sqrt(rest) + (0.5 * drift * length));
        // Otherwise a nearer point is needed.
        if (!end.IsSmall)
            return null;
        (_here, _drift) = (end, drift);
        return SearchOutcome.Critical;
    }

    // Six standard deviations of the change of H e along d e, e a unit vector and d the distance: E |f_iee|^2 summed over i is -8 rho''' (3 n + 12); by the increments of H where rho''' does not exist.
    private double HessianChange(double distance)
    {
        Span<double> rho = stackalloc double[4];
        _covariance.Evaluate(0, rho);
        var fourth = Math.Pow(_length, 4);
        var square = -8 * rho[3] * fourth * _length * _length * ((3 * _n) + 12) * distance * distance;
        if (rho[3] == 0)
        {
            square = rho[2];
            _covariance.Evaluate(distance * distance * _length * _length, rho);
            square = 24 * (_n + 4) * (square - rho[2]) * fourth;
        }

        return 6 * Math.Sqrt(square);
    }

    private bool IsFar()
    {
        var sum = 0.0;
        for (var i = 0; i < _n; i++)
            sum += (_here.Position[i] - _start[i]) * (_here.Position[i] - _start[i]);
        return Math.Sqrt(sum) > _settings.LargestDistance;
    }

    private Look At(double[] point, ObservationKind kind)
    {
        var seen = _sampler!.Observe(Array.ConvertAll(point, y => y * _length), kind);
        if (kind == ObservationKind.Gradient)
            _gradientPoints++;
        else
            _hessianPoints++;
        var mu = _confinement;
        foreach (ref var g in seen.Gradient.AsSpan())
            g *= _length;
        VectorOperations.AddScaled(mu, point, seen.Gradient);
        if (seen.Hessian is { } hessian)
        {
            foreach (ref var h in hessian.AsSpan())
                h *= _length * _length;
            for (var i = 0; i < _n; i++)
                hessian[(i * _n) + i] += mu;
        }

        return new Look(point, seen.Value + (0.5 * mu * VectorOperations.Dot(point, point)), seen.Gradient, seen.Hessian, VectorOperations.Norm(seen.Gradient));
    }

    private static double[] Moved(double[] point, double factor, double[] direction)
    {
        var moved = (double[])point.Clone();
        VectorOperations.AddScaled(factor, direction, moved);
        return moved;
    }

    private sealed record Look(double[] Position, double Value, double[] Gradient, double[]? Hessian, double GradientNorm)
    {
        public static readonly Look None = new([], 0, [], null, 0);

        public bool IsFinite => double.IsFinite(Value) && double.IsFinite(GradientNorm);

        public bool IsSmall => GradientNorm <= SmallGradient * Math.Max(1, Math.Abs(Value));
    }
}
