using MathNet.Numerics.Integration;
using RandomLandscapes.Numerics.Randomness;

namespace RandomLandscapes.Simulation.RareEvents;

/// <summary>Integrates the mean of an observable along a path of ensembles, by independent replicas that walk down the path.</summary>
internal static class ThermodynamicIntegration
{
    // Of the sweeps on a node, this share first lets the replica forget the node before.
    private const int BurnInDivisor = 5;
    private const int FirstBurnIn = 200;

    /// <summary>int over [0, end] of the mean of what a step returns.</summary>
    /// <param name="key">The key of the cell; replica r uses the streams of sample r.</param>
    /// <param name="end">The upper end of the path, where replicas start.</param>
    /// <param name="settings">Amount of work.</param>
    /// <param name="createStep">Makes a replica: a function that sweeps once at a point of the path and returns the observable.</param>
    /// <returns>Mean over replicas, its standard error, and the sweeps used.</returns>
    public static LogEstimate Integrate(StreamKey key, double end, RareEventSettings settings, Func<Func<RandomStream, double, double>> createStep)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.Sweeps, RareEventSettings.Smallest);
        var rule = new GaussLegendreRule(0, end, RareEventSettings.Nodes);
        var sweeps = settings.Sweeps / (RareEventSettings.Replicas * RareEventSettings.Nodes);
        var integrals = new double[RareEventSettings.Replicas];
        Parallel.For(0, RareEventSettings.Replicas, new ParallelOptions { MaxDegreeOfParallelism = settings.Threads }, replica =>
        {
            var step = createStep();
            var stream = new RandomStream(key);
            for (var node = RareEventSettings.Nodes - 1; node >= 0; node--)
            {
                stream.MoveTo((ulong)replica, (uint)node);
                var point = rule.Abscissas[node];
                var burnIn = (sweeps / BurnInDivisor) + (node == RareEventSettings.Nodes - 1 ? FirstBurnIn : 5);
                for (var i = 0L; i < burnIn; i++)
                    step(stream, point);
                var sum = 0.0;
                for (var i = 0L; i < sweeps; i++)
                    sum += step(stream, point);
                integrals[replica] += rule.Weights[node] * (sum / sweeps);
            }
        });
        var mean = integrals.Sum() / integrals.Length;
        var variance = integrals.Sum(x => (x - mean) * (x - mean)) / (integrals.Length - 1);
        return new LogEstimate(mean, Math.Sqrt(variance / integrals.Length), sweeps * RareEventSettings.Replicas * RareEventSettings.Nodes);
    }
}
