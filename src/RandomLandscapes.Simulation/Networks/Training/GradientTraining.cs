using RandomLandscapes.Numerics.Randomness;

namespace RandomLandscapes.Simulation.Networks.Training;

/// <summary>Trains a network by first-order steps on all samples or on batches; seeded, and resumable from any step.</summary>
/// <remarks>
/// The batches of epoch e are a function of the key and e alone, so a training that goes on from a kept <see cref="State"/> takes the same steps to the bit.
/// A batch's loss is its sum of loss terms, times samples / batch size, over the number of terms: its mean over all batches of one size is the loss of the whole set.
/// </remarks>
public sealed class GradientTraining
{
    private readonly NetworkObjective _objective;
    private readonly GradientSettings _settings;
    private readonly RandomStream _stream;
    private readonly double[] _parameters;
    private readonly double[] _first;
    private readonly double[] _second;
    private readonly double[] _gradient;
    private readonly int[] _order;
    private readonly int _batchesPerEpoch;
    private long _step;
    private long _epoch = -1;

    /// <summary>Begins at a start.</summary>
    /// <param name="objective">The loss; this training calls it alone.</param>
    /// <param name="settings">The rule.</param>
    /// <param name="key">The randomness of the batches.</param>
    /// <param name="start">P parameters.</param>
    /// <exception cref="ArgumentException">The length does not fit, or a constant is out of its range.</exception>
    public GradientTraining(NetworkObjective objective, GradientSettings settings, StreamKey key, ReadOnlySpan<double> start)
        : this(objective, settings, key, new GradientTrainingState(0, start.ToArray(), new double[start.Length], new double[start.Length]))
    {
    }

    /// <summary>Goes on where another training was.</summary>
    /// <param name="objective">The same loss.</param>
    /// <param name="settings">The same rule.</param>
    /// <param name="key">The same key.</param>
    /// <param name="state">What it had kept.</param>
    /// <exception cref="ArgumentException">A length does not fit, or a constant is out of its range.</exception>
    public GradientTraining(NetworkObjective objective, GradientSettings settings, StreamKey key, GradientTrainingState state)
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(state);
        settings.Check(objective.Samples.Count);
        var p = objective.Dimension;
        if (state.Parameters.Length != p || state.First.Length != p || state.Second.Length != p || state.Step < 0)
            throw new ArgumentException($"Expected {p} numbers, one per parameter, was {state.Parameters.Length}.", nameof(state));
        (_objective, _settings, _stream, _step) = (objective, settings, new RandomStream(key), state.Step);
        (_parameters, _first, _second, _gradient) = ([.. state.Parameters], [.. state.First], [.. state.Second], new double[p]);
        _order = new int[objective.Samples.Count];
        _batchesPerEpoch = settings.BatchSize is { } batch ? (_order.Length + batch - 1) / batch : 1;
    }

    /// <summary>Steps taken.</summary>
    public long Step => _step;

    /// <summary>theta.</summary>
    public ReadOnlySpan<double> Parameters => _parameters;

    /// <summary>A copy of all that is needed to go on.</summary>
    public GradientTrainingState State => new(_step, [.. _parameters], [.. _first], [.. _second]);

    /// <summary>Takes steps.</summary>
    /// <param name="count">How many, at least 0.</param>
    /// <returns>The loss of the last step's batch before the step, NaN when there was none. Once it is not finite no further step is taken.</returns>
    public double Run(long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var loss = double.NaN;
        for (var i = 0L; i < count; i++)
        {
            loss = _settings.BatchSize is { } batch ? _objective.Gradient(_parameters, Batch(batch), _gradient) : _objective.Gradient(_parameters, _gradient);
            if (!double.IsFinite(loss))
                break;
            Move();
            _step++;
        }

        return loss;
    }

    private ReadOnlySpan<int> Batch(int size)
    {
        var (epoch, number) = Math.DivRem(_step, _batchesPerEpoch);
        if (epoch != _epoch)
        {
            // Fisher and Yates from the identity, not from the last order: an epoch's order must not depend on the ones before.
            _stream.MoveTo((ulong)epoch);
            for (var i = 0; i < _order.Length; i++)
            {
                var j = _stream.NextInt32(i + 1);
                _order[i] = _order[j];
                _order[j] = i;
            }

            _epoch = epoch;
        }

        var start = (int)number * size;
        return _order.AsSpan(start, Math.Min(size, _order.Length - start));
    }

    private void Move()
    {
        var (eta, mu, rho, eps) = (_settings.LearningRate, _settings.Momentum, _settings.SquareDecay, _settings.Epsilon);
        var correction = 1 - Power(mu, _step + 1);
        var squareCorrection = 1 - Power(rho, _step + 1);
        for (var i = 0; i < _parameters.Length; i++)
        {
            var g = _gradient[i];
            switch (_settings.Method)
            {
                case GradientMethod.Momentum:
                    _first[i] = (mu * _first[i]) - (eta * g);
                    _parameters[i] += _first[i];
                    break;
                case GradientMethod.RmsProp:
                    _second[i] = (rho * _second[i]) + ((1 - rho) * g * g);
                    _parameters[i] -= eta * g / (Math.Sqrt(_second[i]) + eps);
                    break;
                case GradientMethod.Adam:
                    _first[i] = (mu * _first[i]) + ((1 - mu) * g);
                    _second[i] = (rho * _second[i]) + ((1 - rho) * g * g);
                    _parameters[i] -= eta * (_first[i] / correction) / (Math.Sqrt(_second[i] / squareCorrection) + eps);
                    break;
                default:
                    _parameters[i] -= eta * g;
                    break;
            }
        }
    }

    // Products alone, so the same bits on every machine.
    private static double Power(double x, long n)
    {
        var power = 1.0;
        for (; n > 0; n >>= 1, x *= x)
            power *= (n & 1) == 1 ? x : 1;
        return power;
    }
}
