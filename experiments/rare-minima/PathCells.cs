using System.Globalization;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Runs;
using RandomLandscapes.Runs.Plans;
using RandomLandscapes.Simulation.KacRice;
using RandomLandscapes.Simulation.RandomMatrices;
using RandomLandscapes.Simulation.RareEvents;

namespace RandomLandscapes.Experiments.RareMinima;

/// <summary>The samplers of this experiment: replicas of a path, and the ordinary numbers at its ends.</summary>
internal static class PathCells
{
    /// <summary>The ends of the paths are sampled plainly and in blocks; fewer samples would leave them without an error.</summary>
    public const int SmallestSampleSize = 1000;

    private const int Blocks = 64;

    /// <summary>The line that refuses a plan with fewer.</summary>
    public static string TooFewSamples(Plan plan) =>
        $"plan key 'samples': value '{plan.Text("samples")}' is not allowed; expected an integer of at least {SmallestSampleSize} for this experiment.";

    /// <summary>ln of a rare probability: one sample is one replica. Sums: the replica's logarithm and its square.</summary>
    public static Cell Path(string name, int order, int replicas, int sweeps) => new(
        string.Create(CultureInfo.InvariantCulture, $"path {name} sweeps={sweeps}"), replicas, 1, 0, 2, 2.3e-7 * order * RareEventSettings.Nodes * sweeps * 1.2);

    /// <summary>Counts of samples with index 0, with index at most k at level -edge, and the rest; or of a plain count.</summary>
    public static Cell Hits(string name, int order, long samples) => new(
        name, samples, (int)((samples + Blocks - 1) / Blocks), 1, 0, (1.2e-7 * order) + 3e-7);

    /// <summary>Counts of eigenvalues in windows: how many, and the windows' squares.</summary>
    public static Cell Windows(string name, int order, long samples) => new(
        name, samples, (int)((samples + Blocks - 1) / Blocks), 1, 0, (1.4e-7 * order) + 3e-7);

    /// <summary>Mean over replicas with its standard error.</summary>
    public static Estimate Mean(CellTally tally)
    {
        double replicas = tally.Cell.Samples;
        var mean = tally.Total.Sums[0] / replicas;
        var variance = Math.Max(0, (tally.Total.Sums[1] / replicas) - (mean * mean)) / Math.Max(1, replicas - 1);
        return new Estimate(mean, Math.Sqrt(variance), (int)Math.Max(1, replicas - 1));
    }

    /// <summary>Draws replicas of the shift path: the logarithm lost between the edge and zero.</summary>
    public sealed class Shift(int dimension, int indexAtMost, int sweeps) : ICellSampler
    {
        public void AddSample(RandomStream stream, ulong sample, Tally tally) =>
            Add(tally, -GoePositivity.ReplicaIntegral(dimension, indexAtMost, stream, sample, sweeps));
    }

    /// <summary>Draws replicas of the tilt path of the smallest eigenvalue.</summary>
    public sealed class Tilt(int order, int sweeps) : ICellSampler
    {
        public void AddSample(RandomStream stream, ulong sample, Tally tally) =>
            Add(tally, OrderStatisticTail.ReplicaLog(order, 0, OrderStatisticWeights.FieldRate, stream, sample, sweeps));
    }

    /// <summary>Counts samples with at most k eigenvalues below a level.</summary>
    public sealed class Below(int dimension, int indexAtMost, double level) : ICellSampler
    {
        private readonly GoeIndexSampler _sampler = new(dimension);

        public void AddSample(RandomStream stream, ulong sample, Tally tally)
        {
            var index = _sampler.Next(stream, level);
            tally.Counts[0] += index != GoeIndexSampler.Undecided && index <= indexAtMost ? 1 : 0;
        }
    }

    /// <summary>Counts eigenvalues in random windows: their mean number is sum_j E exp(-c l_j^2).</summary>
    public sealed class Window(int order) : ICellSampler
    {
        private readonly OrderStatisticWindow _window = new(order, OrderStatisticWeights.FieldRate);

        public void AddSample(RandomStream stream, ulong sample, Tally tally)
        {
            var (first, end) = _window.Next(stream);
            tally.Counts[0] += end - first;
        }
    }

    private static void Add(Tally tally, double logarithm)
    {
        tally.Sums[0] += logarithm;
        tally.Sums[1] += logarithm * logarithm;
    }
}
