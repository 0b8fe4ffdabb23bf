using System.Globalization;
using RandomLandscapes.Experiments.Shared;
using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Runs;

namespace RandomLandscapes.Experiments.RandomMatrixNets;

/// <summary>The slope of ln alpha over ln(eps/eps_c - 1) between two energies, from sampled matrices.</summary>
/// <param name="From">The lower eps/eps_c.</param>
/// <param name="To">The higher one.</param>
/// <param name="Estimate">The slope with its bootstrap error.</param>
/// <param name="Interval">The bootstrap's 95 % percentiles.</param>
/// <param name="Limit">The limit's slope between the same energies.</param>
/// <param name="Small">The smaller of the two orders.</param>
/// <param name="Large">The larger one.</param>
/// <param name="Samples">Matrices of both.</param>
internal sealed record SampledSlope(double From, double To, Estimate Estimate, Interval Interval, double Limit, int Small, int Large, long Samples)
{
    public SummaryRow Row(ModelTallies model) => ModelTallies.Row(
        model.Phi,
        Large,
        "local-slope",
        string.Create(CultureInfo.InvariantCulture, $"{From:R};{To:R}"),
        SummaryKind.MonteCarlo,
        Estimate.Value,
        $"{RandomMatrixNetsRun.ExtrapolatedSource}, here {Small} and {Large}; 95 % percentiles of the block bootstrap") with
    {
        Low = Math.Min(Interval.Low, Estimate.Value),
        High = Math.Max(Interval.High, Estimate.Value),
        Samples = Samples,
    };

    public WitnessCell Cell(ModelTallies model) => new(
        string.Create(CultureInfo.InvariantCulture, $"phi={model.Phi} {From:R}..{To:R}"), Estimate, Limit, Samples)
    { Group = $"{model.Phi}" };
}
