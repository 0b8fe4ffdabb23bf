using System.Globalization;
using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Runs;
using RandomLandscapes.Simulation.CriticalPoints;
using RandomLandscapes.Simulation.Networks;
using RandomLandscapes.Simulation.Networks.Data;
using RandomLandscapes.Simulation.Networks.Training;

namespace RandomLandscapes.Experiments.SaddlesDominate;

/// <summary>One trained network: its exact Hessian at each moment of the training. Counts by moment: reached, negative, undecided,
/// positive; at the very end the outcome. Sums by moment: iteration, loss, gradient norm, accuracy, smallest and largest eigenvalue,
/// zero tolerance.</summary>
internal sealed class NetworkCell : ICellSampler
{
    public const string Source = "exact dense Hessian, float64, all eigenvalues; undecided within the solver's error bound";

    /// <summary>Above this gradient norm no point is called critical.</summary>
    public const double CriticalGradientNorm = 1e-8;

    private const int CountsPerMoment = 4;
    private const int SumsPerMoment = 7;

    private readonly int[] _moments;
    private readonly MultilayerPerceptron _network;
    private readonly NetworkObjective _loss;
    private readonly HessianWorkspace _workspace;
    private readonly NetworkTraining _training;
    private readonly double[] _parameters;

    public NetworkCell(LabelledImages data, int hiddenUnits, double l2, IReadOnlyList<int> moments)
    {
        _moments = [.. moments];
        _network = new MultilayerPerceptron(data.PixelCount, hiddenUnits, LabelledImages.ClassCount);
        _loss = new NetworkObjective(_network.ToGraph(LossKind.CrossEntropy), NetworkSamples.Of(data), l2);
        _workspace = new HessianWorkspace(_loss.Dimension);
        _training = new NetworkTraining(_loss, _workspace);
        _parameters = new double[_network.ParameterCount];
    }

    public static Cell Declare(int seed, int hiddenUnits, double l2, int moments, int digits, string fingerprint) => new(
        string.Create(CultureInfo.InvariantCulture, $"{Ensembles.Network} seed={seed} hidden={hiddenUnits} l2={l2:R} data={fingerprint}"),
        1, 1, (CountsPerMoment * (moments + 1)) + 1, SumsPerMoment * (moments + 1), Seconds(Parameters(hiddenUnits), moments, digits), Bytes(Parameters(hiddenUnits)));

    public void AddSample(RandomStream stream, ulong sample, Tally tally)
    {
        _network.DrawInitialParameters(stream, _parameters);
        var result = _training.Run(_parameters, _moments, Measure);
        tally.Counts[^1] = (long)result.Outcome;

        void Measure(TrainingMoment moment)
        {
            // The training may end before a listed moment; the end has a slot of its own behind the list.
            var slot = moment.IsEnd ? _moments.Length : Array.IndexOf(_moments, moment.Iteration);
            var measurement = HessianMeasurement.Measure(_loss, moment.Parameters, _workspace);
            if (measurement.Outcome != EigenvalueOutcome.Converged)
                throw new ArithmeticException($"The eigenvalues at iteration {moment.Iteration} ended as {measurement.Outcome}.");
            var counts = tally.Counts.AsSpan(CountsPerMoment * slot, CountsPerMoment);
            counts[0] = 1;
            counts[1] = measurement.Negative;
            counts[2] = measurement.Undecided;
            counts[3] = measurement.Positive;
            var sums = tally.Sums.AsSpan(SumsPerMoment * slot, SumsPerMoment);
            sums[0] = moment.Iteration;
            sums[1] = moment.Loss;
            sums[2] = moment.GradientNorm;
            sums[3] = _loss.Accuracy(moment.Parameters);
            sums[4] = measurement.Smallest;
            sums[5] = measurement.Largest;
            sums[6] = measurement.ZeroTolerance;
        }
    }

    private static double Parameters(int hiddenUnits) => (65.0 * hiddenUnits) + (10.0 * hiddenUnits) + 10;

    // Training grows like P^2 (steps times gradient), a Hessian with its spectrum like P^3; fitted at P = 1210 and 4810.
    private static double Seconds(double p, int moments, int digits) => (4e-7 * p * p * digits / 1000) + ((moments + 6) * 4e-11 * p * p * p);

    // The Hessian, its copy for the eigenvalues, the Cholesky factor, and the products of the layer blocks.
    private static long Bytes(double p) => (long)(4 * 8 * p * p);

    /// <summary>The measured moments of one network, in order of the training.</summary>
    public static IEnumerable<NetworkMoment> Moments(CellTally tally)
    {
        var seed = SeedOf(tally.Cell.Name);
        var slots = (tally.Cell.CountLength - 1) / CountsPerMoment;
        for (var slot = 0; slot < slots; slot++)
        {
            var counts = tally.Total.Counts.AsSpan(CountsPerMoment * slot, CountsPerMoment);
            var sums = tally.Total.Sums.AsSpan(SumsPerMoment * slot, SumsPerMoment);
            if (counts[0] == 0)
                continue;
            yield return new NetworkMoment(
                seed, (int)sums[0], slot == slots - 1, sums[1], sums[2], sums[3], (int)counts[1], (int)counts[2], (int)counts[3], sums[4], sums[5], sums[6]);
        }
    }

    /// <summary>How the training ended.</summary>
    public static SearchOutcome Outcome(CellTally tally) => (SearchOutcome)tally.Total.Counts[^1];

    private static int SeedOf(string name)
    {
        var start = name.IndexOf("seed=", StringComparison.Ordinal) + 5;
        return int.Parse(name.AsSpan(start, name.IndexOf(' ', start) - start), CultureInfo.InvariantCulture);
    }
}
