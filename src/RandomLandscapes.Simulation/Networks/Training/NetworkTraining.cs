using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Simulation.CriticalPoints;
using RandomLandscapes.Simulation.CriticalPoints.Searches;

namespace RandomLandscapes.Simulation.Networks.Training;

/// <summary>Full-batch training to a minimum: limited-memory BFGS, then Newton's method with the exact Hessian.</summary>
/// <remarks>
/// <para>Newton steps begin where the gradient is small (<see cref="TrainingSettings.NewtonGradientNorm"/>). If the Hessian is not
/// positive definite there, the point is near a saddle: the search moves down along a direction of negative curvature (from the failed
/// Cholesky factorisation) and starts the quasi-Newton method anew, so an end that is <see cref="SearchOutcome.Critical"/> is a minimum.</para>
/// <para>Deterministic: a function of loss, start and settings, to the bit; and resumable: an observer that keeps <see cref="State"/> can let
/// another object go on from there with the same steps. Cost for 64-16-10 on 1000 samples: 0.2 ms per
/// quasi-Newton step, 0.05 s per Newton step.</para>
/// </remarks>
public sealed class NetworkTraining
{
    private const int EscapeLimit = 50;

    private readonly IObjective _loss;
    private readonly TrainingSettings _settings;
    private readonly HessianWorkspace _workspace;
    private readonly QuasiNewtonMemory _memory;
    private readonly double[] _point;
    private readonly double[] _gradient;
    private readonly double[] _trial;
    private readonly double[] _trialGradient;
    private readonly double[] _direction;
    private readonly WolfeLineSearch.Evaluate _evaluate;
    private double _value;
    private double _trialValue;
    private int _quasiNewtonSteps;
    private int _newtonSteps;
    private int _escapes;
    private int _evaluations;
    private int _nextMoment;

    /// <summary>Prepares trainings of one loss; one object per thread.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="workspace">Of the same dimension.</param>
    /// <param name="settings">The defaults if null.</param>
    /// <exception cref="ArgumentException">The workspace is of another dimension, or a setting is out of range.</exception>
    public NetworkTraining(IObjective loss, HessianWorkspace workspace, TrainingSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(workspace);
        if (workspace.Dimension != loss.Dimension)
            throw new ArgumentException($"Expected a workspace of dimension {loss.Dimension}, was {workspace.Dimension}.", nameof(workspace));
        _settings = settings ?? new TrainingSettings();
        _settings.Check();
        _loss = loss;
        _workspace = workspace;
        _memory = new QuasiNewtonMemory(_settings.Memory, loss.Dimension);
        _point = new double[loss.Dimension];
        _gradient = new double[loss.Dimension];
        _trial = new double[loss.Dimension];
        _trialGradient = new double[loss.Dimension];
        _direction = new double[loss.Dimension];
        _evaluate = step =>
        {
            MoveTrial(step);
            return (_trialValue, VectorOperations.Dot(_trialGradient, _direction));
        };
    }

    /// <summary>Trains from a start.</summary>
    /// <param name="parameters">The start; on return the end.</param>
    /// <param name="moments">Steps after which the observer is called, ascending, from 0 on; those after the end are left out.</param>
    /// <param name="observer">Called at the moments and once more at the end.</param>
    /// <exception cref="ArgumentException">The length does not fit, or the moments do not ascend.</exception>
    public TrainingResult Run(Span<double> parameters, ReadOnlySpan<int> moments = default, TrainingObserver? observer = null)
    {
        CheckArguments(parameters, moments);
        parameters.CopyTo(_point);
        _memory.Clear();
        _quasiNewtonSteps = _newtonSteps = _escapes = _nextMoment = 0;
        _evaluations = 1;
        _value = _loss.Gradient(_point, _gradient);
        Announce(moments, observer);
        return Finish(parameters, moments, observer);
    }

    /// <summary>Goes on where another training was.</summary>
    /// <param name="state">What was kept of it, with the same loss and settings.</param>
    /// <param name="parameters">Overwritten with the end.</param>
    /// <param name="moments">As for the whole training; those up to the state's own step are left out.</param>
    /// <param name="observer">Called at the moments and once more at the end.</param>
    /// <returns>What the whole training would have returned. (From a state of its end the last line search is made again, and counted.)</returns>
    /// <exception cref="ArgumentException">A length does not fit, or the moments do not ascend.</exception>
    public TrainingResult Resume(NetworkTrainingState state, Span<double> parameters, ReadOnlySpan<int> moments = default, TrainingObserver? observer = null)
    {
        ArgumentNullException.ThrowIfNull(state);
        CheckArguments(parameters, moments);
        var n = _loss.Dimension;
        if (state.Parameters.Length != n || state.Steps.Length != state.Changes.Length || state.Steps.Length > _settings.Memory
            || !state.Steps.Concat(state.Changes).All(v => v.Length == n))
        {
            throw new ArgumentException($"Expected {n} parameters and up to {_settings.Memory} pairs of that length, was {state.Parameters.Length} and {state.Steps.Length}.", nameof(state));
        }

        state.Parameters.CopyTo(_point, 0);
        _memory.Restore(state.Steps, state.Changes);
        (_quasiNewtonSteps, _newtonSteps, _escapes, _evaluations) = (state.QuasiNewtonSteps, state.NewtonSteps, state.SaddleEscapes, state.Evaluations);
        _value = _loss.Gradient(_point, _gradient); // the same bits as when it was computed the first time
        _nextMoment = 0;
        while (_nextMoment < moments.Length && moments[_nextMoment] <= Steps)
            _nextMoment++;
        return Finish(parameters, moments, observer);
    }

    /// <summary>A copy of all that is needed to go on: of the present step while an observer is called, else of the end.</summary>
    public NetworkTrainingState State
    {
        get
        {
            var (steps, changes) = _memory.Pairs();
            return new NetworkTrainingState([.. _point], steps, changes, _quasiNewtonSteps, _newtonSteps, _escapes, _evaluations);
        }
    }

    private int Steps => _quasiNewtonSteps + _newtonSteps + _escapes;

    private void CheckArguments(ReadOnlySpan<double> parameters, ReadOnlySpan<int> moments)
    {
        if (parameters.Length != _loss.Dimension)
            throw new ArgumentException($"Expected {_loss.Dimension} numbers, one per parameter, was {parameters.Length}.", nameof(parameters));
        for (var i = 0; i < moments.Length; i++)
        {
            if (moments[i] < 0 || (i > 0 && moments[i] <= moments[i - 1]))
                throw new ArgumentException($"Expected ascending step numbers from 0 on, was {moments[i]} at place {i}.", nameof(moments));
        }
    }

    private TrainingResult Finish(Span<double> parameters, ReadOnlySpan<int> moments, TrainingObserver? observer)
    {
        var nextStep = double.NaN;
        var outcome = Descend(moments, observer, ref nextStep);
        _point.CopyTo(parameters);
        var norm = VectorOperations.Norm(_gradient);
        observer?.Invoke(new TrainingMoment(Steps, _point, _value, norm, isEnd: true));
        return new TrainingResult(outcome, _value, norm, _quasiNewtonSteps, _newtonSteps, _escapes, _evaluations, nextStep);
    }

    private SearchOutcome Descend(ReadOnlySpan<int> moments, TrainingObserver? observer, ref double nextStep)
    {
        while (true)
        {
            var norm = VectorOperations.Norm(_gradient);
            if (!double.IsFinite(_value) || !double.IsFinite(norm))
                return SearchOutcome.NonFinite;
            if (VectorOperations.Norm(_point) > _settings.LargestNorm)
                return SearchOutcome.AtInfinity;
            SearchOutcome? end;
            if (norm > _settings.NewtonGradientNorm)
            {
                end = _quasiNewtonSteps == _settings.IterationLimit ? SearchOutcome.IterationLimit : QuasiNewtonStep(norm);
            }
            else
            {
                _memory.Clear(); // if a Newton step leaves the basin, the old pairs are of no use
                end = NewtonStep(norm, ref nextStep);
            }

            if (end is { } outcome)
                return outcome;
            Announce(moments, observer);
        }
    }

    private SearchOutcome? QuasiNewtonStep(double norm)
    {
        _memory.Direction(_gradient, _direction);
        var slope = VectorOperations.Dot(_gradient, _direction);
        var step = double.NaN;
        if (slope < 0)
            step = WolfeLineSearch.Search(_value, slope, _memory.IsEmpty ? Math.Min(1, 1 / norm) : 1, _evaluate);
        if (double.IsNaN(step) || _trial.AsSpan().SequenceEqual(_point)) // a step below rounding is none
        {
            // Once more along the gradient itself; if that fails too, there is no way down that rounding lets us see.
            if (_memory.IsEmpty)
                return Stall(norm);
            _memory.Clear();
            return null;
        }

        _memory.Add(_point, _trial, _gradient, _trialGradient);
        Accept();
        _quasiNewtonSteps++;
        return null;
    }

    private SearchOutcome? NewtonStep(double norm, ref double nextStep)
    {
        var matrix = _workspace.Matrix;
        _loss.Hessian(_point, matrix);
        var outcome = _workspace.Factorization.Factor(matrix);
        nextStep = double.NaN;
        if (!outcome.Succeeded)
        {
            if (!double.IsFinite(outcome.Pivot))
                return SearchOutcome.NonFinite;
            if (outcome.Pivot >= -SymmetricEigenvalues.ErrorBound(_loss.Dimension, VectorOperations.Norm(matrix)))
                return SearchOutcome.SingularHessian;
            return _escapes == EscapeLimit ? SearchOutcome.IterationLimit : Escape(outcome.Pivot);
        }

        for (var i = 0; i < _direction.Length; i++)
            _direction[i] = -_gradient[i];
        _workspace.Factorization.Solve(_direction);
        nextStep = VectorOperations.Norm(_direction);
        if (!double.IsFinite(nextStep))
            return SearchOutcome.NonFinite;
        if (norm <= 1e-10 * Math.Max(1, Math.Abs(_value)) && nextStep < 1e-6)
            return SearchOutcome.Critical;
        if (_newtonSteps == _settings.NewtonLimit)
            return SearchOutcome.IterationLimit;

        // Downhill, or as low as rounding can tell and with a smaller gradient.
        var slope = VectorOperations.Dot(_gradient, _direction);
        var noise = 4e-15 * Math.Abs(_value);
        for (var step = 1.0; step > 1e-10; step *= 0.5)
        {
            MoveTrial(step);
            var trialNorm = VectorOperations.Norm(_trialGradient);
            if (double.IsFinite(trialNorm)
                && (_trialValue <= _value + (1e-4 * step * slope) - noise || (_trialValue <= _value + noise && trialNorm < 0.9 * norm)))
            {
                Accept();
                _newtonSteps++;
                return null;
            }
        }

        return Stall(norm);
    }

    /// <summary>Moves down along the direction of negative curvature of the failed factorisation, as long as that pays.</summary>
    private SearchOutcome? Escape(double pivot)
    {
        _workspace.Factorization.NegativeCurvature(_direction);
        var length = VectorOperations.Norm(_direction);
        var sign = VectorOperations.Dot(_gradient, _direction) > 0 ? -1 / length : 1 / length;
        foreach (ref var entry in _direction.AsSpan())
            entry *= sign;
        var curvature = pivot / (length * length);
        for (var step = 1.0; step > 1e-8; step *= 0.5)
        {
            MoveTrial(step);
            if (!(_trialValue < _value + (0.1 * curvature * step * step)))
                continue;
            Accept();
            _escapes++;
            return null;
        }

        return SearchOutcome.Stalled;
    }

    /// <summary>Nothing more can be done: flat if the Hessian does not feel the gradient, stalled otherwise.</summary>
    private SearchOutcome Stall(double norm)
    {
        _loss.HessianVectorProduct(_point, _gradient, _trialGradient);
        return VectorOperations.Norm(_trialGradient) <= 1e-6 * norm ? SearchOutcome.GradientFlat : SearchOutcome.Stalled;
    }

    private void MoveTrial(double step)
    {
        _point.CopyTo(_trial, 0);
        VectorOperations.AddScaled(step, _direction, _trial);
        _trialValue = _loss.Gradient(_trial, _trialGradient);
        _evaluations++;
    }

    private void Accept()
    {
        _trial.CopyTo(_point, 0);
        _trialGradient.CopyTo(_gradient, 0);
        _value = _trialValue;
    }

    private void Announce(ReadOnlySpan<int> moments, TrainingObserver? observer)
    {
        if (_nextMoment == moments.Length || moments[_nextMoment] != Steps)
            return;
        _nextMoment++;
        observer?.Invoke(new TrainingMoment(Steps, _point, _value, VectorOperations.Norm(_gradient), isEnd: false));
    }
}
