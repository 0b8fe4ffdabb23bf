using System.Globalization;
using RandomLandscapes.Experiments.Shared;
using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Runs;
using RandomLandscapes.Simulation.Networks;
using RandomLandscapes.Simulation.Networks.Data;
using RandomLandscapes.Simulation.Networks.Training;

namespace RandomLandscapes.Experiments.NetworkSpectra;

/// <summary>
/// Trainings of one network, a chunk each. Counts by epoch: measured, negative, null, outliers, negative of the first layer's block and of the last one's. Sums by epoch: loss, accuracy, gap, share of the residual part of the Hessian, largest relative distance of the ten largest
/// eigenvalues from those of the Gauss-Newton part, share of eigenvalues below 1e-3 of the largest, share of the squared norm in the layers' blocks; then distance and p-value of every model (-1 without a fit), then all eigenvalues after the last epoch.
/// </summary>
internal sealed class SpectraCell : ICellSampler
{
    public const int CountsPerEpoch = 6;
    public const int SumsPerEpoch = 7;
    public const int MostOutliers = 30;
    public const double NullTolerance = 1e-10;
    private const int Inputs = 64;
    private const int Compared = LabelledImages.ClassCount;
    private const double Small = 1e-3;

    private readonly SpectraSettings _settings;
    private readonly NetworkObjective _objective;
    private readonly SymmetricEigenvalues _solver;
    private readonly double[] _matrix;
    private readonly double[] _part;
    private readonly double[] _spectrum;
    private readonly double[] _partSpectrum;
    private readonly ParameterBlock[] _layers;

    public SpectraCell(LabelledImages data, SpectraSettings settings)
    {
        _settings = settings;
        var graph = Network(settings.HiddenUnits).ToGraph(settings.Loss);
        _objective = new NetworkObjective(graph, NetworkSamples.Of(data), 0);
        var p = graph.ParameterCount;
        _layers = [.. Layers(settings.HiddenUnits)];
        (_solver, _matrix, _part, _spectrum, _partSpectrum) = (new SymmetricEigenvalues(p), new double[p * p], new double[p * p], new double[p], new double[p]);
    }

    public static int Parameters(int hiddenUnits) => Network(hiddenUnits).ParameterCount;

    /// <summary>Each layer's weights and biases, which lie side by side.</summary>
    public static IEnumerable<ParameterBlock> Layers(int hiddenUnits)
    {
        var first = hiddenUnits * (Inputs + 1);
        yield return new ParameterBlock("layer 1", 0, first, 1, false);
        yield return new ParameterBlock("layer 2", first, Parameters(hiddenUnits) - first, 1, false);
    }

    /// <summary>A training whose loss is this many times that at the first epoch, or is no number, has diverged.</summary>
    public const double DivergenceFactor = 100;

    /// <summary>Whether a training was measured after every epoch.</summary>
    public static bool IsMeasured(Tally tally, int epochs) => tally.Counts[CountsPerEpoch * (epochs - 1)] == 1;

    public static int FitOffset(int epochs) => SumsPerEpoch * epochs;

    public static int SpectrumOffset(int epochs) => FitOffset(epochs) + (2 * SpectrumFits.Models.Count);

    public static Cell Declare(SpectraSettings s, long samples, int digits, string fingerprint)
    {
        double p = Parameters(s.HiddenUnits);
        // A step costs about its batch, an exact spectrum p^3, a Gauss-Newton part a product for each parameter; a draw of Wishart plus Wigner three spectra.
        var seconds = (1e-8 * p * digits * s.Epochs[^1]) + (s.Epochs.Count * ((1.5e-10 * p * p * p) + (4e-10 * p * p * digits))) + (s.Draws * 1.2e-9 * p * p * p);
        var name = string.Create(
            CultureInfo.InvariantCulture,
            $"network loss={s.Loss} hidden={s.HiddenUnits} epochs={string.Join(';', s.Epochs)} batch={s.Batch} rate={s.LearningRate:R} draws={s.Draws} data={fingerprint}");
        return new Cell(name, samples, 1, CountsPerEpoch * s.Epochs.Count, SpectrumOffset(s.Epochs.Count) + (int)p, seconds, (long)(8 * 4.2 * p * p));
    }

    public void AddSample(RandomStream stream, ulong sample, Tally tally)
    {
        var start = new double[_objective.Dimension];
        _objective.Graph.DrawInitialParameters(stream, start);
        var key = new StreamKey(((ulong)(uint)stream.NextInt32(int.MaxValue) << 32) | (uint)stream.NextInt32(int.MaxValue));
        var training = new GradientTraining(_objective, new GradientSettings(GradientMethod.Descent, _settings.LearningRate, _settings.Batch), key, start);
        var stepsPerEpoch = (_objective.Samples.Count + _settings.Batch - 1) / _settings.Batch;
        var parts = default(SpectrumParts);
        for (var i = 0; i < _settings.Epochs.Count; i++)
        {
            training.Run(((long)_settings.Epochs[i] * stepsPerEpoch) - training.Step);
            if (HasDiverged(training.Parameters, i == 0 ? double.PositiveInfinity : tally.Sums[0]))
            {
                tally.Counts.AsSpan().Clear();
                tally.Sums.AsSpan().Clear();
                return; // counted by what it lacks
            }

            parts = Measure(training.Parameters, tally.Counts.AsSpan(CountsPerEpoch * i, CountsPerEpoch), tally.Sums.AsSpan(SumsPerEpoch * i, SumsPerEpoch));
        }

        var fits = tally.Sums.AsSpan(FitOffset(_settings.Epochs.Count));
        var bulk = parts.Bulk(_spectrum);
        for (var m = 0; m < SpectrumFits.Models.Count; m++)
        {
            // Whether the largest gap cuts off outliers or a part of the law nobody knows: the larger p-value of both is right in either case.
            var seed = (ulong)(uint)stream.NextInt32(int.MaxValue);
            var fit = _settings.Draws == 0 ? null : SpectrumFits.Compute(SpectrumFits.Models[m], bulk, NullTolerance, _settings.Draws, seed, 1);
            var cut = fit is { PValue: not null } ? SpectrumFits.Compute(SpectrumFits.Models[m], bulk, NullTolerance, _settings.Draws, seed, 1, removed: parts.Outliers) : null;
            fits[2 * m] = fit is { PValue: not null } ? fit.Fit.Distance : -1;
            fits[(2 * m) + 1] = cut?.PValue is { } other ? Math.Max(fit!.PValue!.Value, other) : -1;
        }

        _spectrum.CopyTo(tally.Sums.AsSpan(SpectrumOffset(_settings.Epochs.Count)));
    }

    private bool HasDiverged(ReadOnlySpan<double> theta, double first)
    {
        var loss = _objective.Value(theta);
        return !(loss <= DivergenceFactor * first) || !double.IsFinite(loss);
    }

    private static MultilayerPerceptron Network(int hiddenUnits) => new(Inputs, hiddenUnits, LabelledImages.ClassCount);

    private SpectrumParts Measure(ReadOnlySpan<double> theta, Span<long> counts, Span<double> sums)
    {
        _objective.Hessian(theta, _matrix);
        _objective.GaussNewton(theta, _part);
        var (whole, rest) = (0.0, 0.0);
        for (var i = 0; i < _matrix.Length; i++)
        {
            whole += _matrix[i] * _matrix[i];
            rest += (_matrix[i] - _part[i]) * (_matrix[i] - _part[i]);
        }

        if (_solver.Compute(_matrix, _spectrum) != EigenvalueOutcome.Converged || _solver.Compute(_part, _partSpectrum) != EigenvalueOutcome.Converged)
            throw new ArithmeticException("The eigenvalues did not converge: the training diverged; expected a smaller learning rate.");
        var largest = Math.Max(Math.Abs(_spectrum[0]), Math.Abs(_spectrum[^1]));
        var parts = SpectrumParts.Of(_spectrum, NullTolerance * largest, MostOutliers);
        (counts[0], counts[1], counts[2], counts[3]) = (1, parts.Negative, parts.Null, parts.Outliers);
        var distance = 0.0;
        for (var k = 1; k <= Compared; k++)
            distance = Math.Max(distance, Math.Abs(_spectrum[^k] - _partSpectrum[^k]) / _spectrum[^k]);
        (sums[0], sums[1], sums[2], sums[3], sums[4]) = (_objective.Value(theta), _objective.Accuracy(theta), double.IsNaN(parts.Gap) ? 0 : parts.Gap, Math.Sqrt(rest / whole), distance);
        sums[6] = HessianBlocks.Share(_matrix, _layers);
        for (var l = 0; l < _layers.Length; l++)
        {
            var own = new double[_layers[l].Length];
            if (HessianBlocks.Eigenvalues(_matrix, _layers[l], own) != EigenvalueOutcome.Converged)
                throw new ArithmeticException("The eigenvalues of a layer's block did not converge.");
            counts[4 + l] = own.Count(x => x < -NullTolerance * largest);
        }

        foreach (var x in _spectrum)
            sums[5] += Math.Abs(x) < Small * largest ? 1.0 / _spectrum.Length : 0;
        return parts;
    }
}
