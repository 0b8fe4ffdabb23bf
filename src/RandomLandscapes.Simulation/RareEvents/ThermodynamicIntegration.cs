using MathNet.Numerics.Integration;
using RandomLandscapes.Numerics.Randomness;

namespace RandomLandscapes.Simulation.RareEvents;

/// <summary>Integrates the mean of an observable along a path of ensembles, by independent replicas that walk down the path.</summary>
internal static class ThermodynamicIntegration
{
    // Of the sweeps on a node, this share first lets the replica forget the node before.
    private const int BurnInDivisor = 5;

    // A replica that hurries down the path lags behind it, and the lag is a bias: with 11 sweeps of burn-in ln P of GOE(100) came out 7.5 too low, with 25 of
    // GOE(300) 82, with 105 still 4. The relaxation times behind these, 5 and 25 sweeps, grow about like n^1.5; the burn-in lasts eight of them and more.
    private const double SmallestBurnIn = 40;
    private const double BurnInExponent = 1.6;
    private const double BurnInDimension = 100;
    private const int FirstBurnIn = 200;

    /// <summary>One replica's estimate of the integral over [0, end] of the mean of what a step returns.</summary>
    /// <param name="stream">A stream of the cell; node j of the rule uses purpose j of the sample.</param>
    /// <param name="sample">The replica's number.</param>
    /// <param name="end">The upper end of the path, where the replica starts.</param>
    /// <param name="dimension">n, on which the shortest burn-in depends.</param>
    /// <param name="sweepsPerNode">Sweeps on each node; a fifth more for burn-in, at least 40 max(1, n/100)^1.6.</param>
    /// <param name="step">Sweeps once at a point of the path and returns the observable.</param>
    public static double Replica(RandomStream stream, ulong sample, double end, int dimension, long sweepsPerNode, Func<RandomStream, double, double> step)
    {
        var rule = new GaussLegendreRule(0, end, RareEventSettings.Nodes);
        var integral = 0.0;
        var shortest = (long)(SmallestBurnIn * Math.Pow(Math.Max(1, dimension / BurnInDimension), BurnInExponent));
        for (var node = RareEventSettings.Nodes - 1; node >= 0; node--)
        {
            stream.MoveTo(sample, (uint)node);
            var point = rule.Abscissas[node];
            var burnIn = Math.Max(sweepsPerNode / BurnInDivisor, shortest) + (node == RareEventSettings.Nodes - 1 ? FirstBurnIn : 5);
            for (var i = 0L; i < burnIn; i++)
                step(stream, point);
            var sum = 0.0;
            for (var i = 0L; i < sweepsPerNode; i++)
                sum += step(stream, point);
            integral += rule.Weights[node] * (sum / sweepsPerNode);
        }

        return integral;
    }

    /// <summary>All replicas: their mean, its standard error from their spread, and the sweeps used.</summary>
    /// <param name="key">The key of the cell; replica r is sample r.</param>
    /// <param name="settings">Amount of work.</param>
    /// <param name="replica">One replica's estimate, from stream, sample number and sweeps on each node.</param>
    public static LogEstimate Average(StreamKey key, RareEventSettings settings, Func<RandomStream, ulong, long, double> replica)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.Sweeps, RareEventSettings.Smallest);
        var sweeps = settings.Sweeps / (RareEventSettings.Replicas * RareEventSettings.Nodes);
        var values = new double[RareEventSettings.Replicas];
        Parallel.For(
            0, values.Length, new ParallelOptions { MaxDegreeOfParallelism = settings.Threads },
            r => values[r] = replica(new RandomStream(key), (ulong)r, sweeps));
        var mean = values.Sum() / values.Length;
        var variance = values.Sum(x => (x - mean) * (x - mean)) / (values.Length - 1);
        return new LogEstimate(mean, Math.Sqrt(variance / values.Length), sweeps * RareEventSettings.Replicas * RareEventSettings.Nodes);
    }
}
