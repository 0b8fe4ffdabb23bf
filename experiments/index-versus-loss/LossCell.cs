using System.Globalization;
using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Runs;
using RandomLandscapes.Simulation.CriticalPoints;
using RandomLandscapes.Simulation.CriticalPoints.Searches;
using RandomLandscapes.Simulation.Networks;
using RandomLandscapes.Simulation.Networks.Data;
using RandomLandscapes.Simulation.Networks.Training;

namespace RandomLandscapes.Experiments.IndexVersusLoss;

/// <summary>Trainings of one network, a chunk each. Counts by slot: outcome, negative, undecided and positive eigenvalues. Sums by slot: loss, |parameters|, trace and Frobenius norm of the Hessian; then the loss at the start.</summary>
internal sealed class LossCell : ICellSampler
{
    public const int CountsPerSlot = 4;
    public const int SumsPerSlot = 4;

    private readonly LossSettings _settings;
    private readonly NetworkObjective _objective;
    private readonly ObjectiveSearch _search;
    private readonly double[] _hessian;
    private readonly int _inputs;

    public LossCell(LabelledImages data, LossSettings settings)
    {
        _settings = settings;
        _inputs = data.PixelCount;
        _objective = new NetworkObjective(Network(_inputs, settings.HiddenUnits).ToGraph(settings.Loss), NetworkSamples.Of(data), settings.L2);
        _search = new ObjectiveSearch(_objective, new ObjectiveSearchSettings(settings.Steps));
        _hessian = new double[_objective.Dimension * _objective.Dimension];
    }

    public static int Parameters(int inputs, int hidden) => Network(inputs, hidden).ParameterCount;

    public static Cell Declare(LossSettings s, int inputs, long samples, int digits, string fingerprint)
    {
        double p = Parameters(inputs, s.HiddenUnits);
        var slots = LossSearches.Count(s.Moments.Count, s.HiddenUnits);
        // A step is a Hessian, its eigenvectors and a few gradients; most searches take half of the steps that they may.
        var seconds = slots * 0.5 * s.Steps * ((1.5e-10 * p * p * p) + (2.5e-10 * p * p * digits));
        var name = string.Create(
            CultureInfo.InvariantCulture,
            $"network loss={s.Loss} inputs={inputs} hidden={s.HiddenUnits} l2={s.L2:R} moments={string.Join(';', s.Moments)} noise={s.Noise:R} steps={s.Steps} data={fingerprint}");
        return new Cell(name, samples, 1, CountsPerSlot * slots, (SumsPerSlot * slots) + 1, seconds, (long)(8 * 9 * p * p));
    }

    public void AddSample(RandomStream stream, ulong sample, Tally tally)
    {
        var p = _objective.Dimension;
        var start = new double[p];
        _objective.Graph.DrawInitialParameters(stream, start);
        tally.Sums[^1] = _objective.Value(start);
        var training = new GradientTraining(_objective, new GradientSettings(GradientMethod.Momentum, 0.1), default, start);
        var slot = 0;
        foreach (var moment in _settings.Moments)
        {
            training.Run(moment - training.Step);
            var from = Perturbed(training.Parameters, stream);
            Store(tally, slot++, _search.Run(ObjectiveSearchMethod.NewtonMinimumResidual, from));
            Store(tally, slot++, _search.Run(ObjectiveSearchMethod.LevenbergMarquardt, from));
        }

        Store(tally, slot++, _search.Run(ObjectiveSearchMethod.SaddleFreeNewton, training.Parameters));
        for (var different = 0; different < _settings.HiddenUnits; different++)
        {
            var ties = Ties(different, stream);
            _objective.Graph.DrawInitialParameters(stream, start);
            Store(tally, slot++, _search.RunTied(ties, start));
        }
    }

    private static MultilayerPerceptron Network(int inputs, int hidden) => new(inputs, hidden, LabelledImages.ClassCount);

    private double[] Perturbed(ReadOnlySpan<double> theta, RandomStream stream)
    {
        var scale = _settings.Noise * VectorOperations.Norm(theta) / Math.Sqrt(theta.Length);
        var moved = theta.ToArray();
        foreach (ref var x in moved.AsSpan())
            x += scale * stream.NextNormal();
        return moved;
    }

    /// <summary>So many units are different, each of the others equals one of them or is off: all its weights zero.</summary>
    private ParameterTies Ties(int different, RandomStream stream)
    {
        var (h, k) = (_settings.HiddenUnits, LabelledImages.ClassCount);
        var groups = new int[_objective.Dimension];
        Array.Fill(groups, -1);
        var perUnit = _inputs + 1 + k;
        for (var unit = 0; unit < h; unit++)
        {
            var group = unit < different ? unit : stream.NextInt32(different + 1) - 1;
            if (group < 0)
                continue;
            for (var i = 0; i < _inputs; i++)
                groups[(unit * _inputs) + i] = (group * perUnit) + i;
            groups[(h * _inputs) + unit] = (group * perUnit) + _inputs;
            for (var o = 0; o < k; o++)
                groups[(h * _inputs) + h + (o * h) + unit] = (group * perUnit) + _inputs + 1 + o;
        }

        for (var o = 0; o < k; o++)
            groups[^(k - o)] = (different * perUnit) + o;
        return new ParameterTies(groups);
    }

    private void Store(Tally tally, int slot, ObjectiveSearchResult result)
    {
        var counts = tally.Counts.AsSpan(CountsPerSlot * slot, CountsPerSlot);
        var sums = tally.Sums.AsSpan(SumsPerSlot * slot, SumsPerSlot);
        (counts[0], counts[1], counts[2], counts[3]) = ((long)result.Outcome, result.Inertia.Negative, result.Inertia.Undecided, result.Inertia.Positive);
        if (result.Outcome != SearchOutcome.Critical)
            return;
        double[] position = [.. result.Position];
        _objective.Hessian(position, _hessian);
        var trace = 0.0;
        for (var i = 0; i < position.Length; i++)
            trace += _hessian[(i * position.Length) + i];
        (sums[0], sums[1], sums[2], sums[3]) = (result.Value, VectorOperations.Norm(position), trace, VectorOperations.Norm(_hessian));
    }
}
