using RandomLandscapes.Runs;

namespace RandomLandscapes.Experiments.SaddlesDominate;

/// <summary>The rows of the trained networks.</summary>
internal static class NetworkTable
{
    public static IEnumerable<SummaryRow> Rows(IReadOnlyList<CellTally> networks, NetworkLaws? laws)
    {
        foreach (var range in laws?.CentralRanges() ?? [])
            yield return range;
        foreach (var moment in networks.SelectMany(NetworkCell.Moments))
        {
            double dimension = moment.Dimension;
            yield return Row(Quantities.Loss, moment.Loss);
            yield return Row(Quantities.Accuracy, moment.Accuracy);
            yield return Row(Quantities.GradientNorm, moment.GradientNorm) with
            {
                Source = moment.IsCritical ? $"critical: below {NetworkCell.CriticalGradientNorm:R}" : $"not critical: not below {NetworkCell.CriticalGradientNorm:R}",
            };
            yield return Row(Quantities.IndexFraction, (moment.Negative + (moment.Undecided / 2.0)) / dimension) with
            {
                Low = moment.Negative / dimension,
                High = (moment.Negative + moment.Undecided) / dimension,
                Source = $"{NetworkCell.Source}: {moment.Negative} negative, {moment.Undecided} undecided, {moment.Positive} positive, tolerance {moment.ZeroTolerance:R}",
            };
            yield return Row(Quantities.SmallestEigenvalue, moment.SmallestEigenvalue);
            yield return Row(Quantities.LargestEigenvalue, moment.LargestEigenvalue);
            if (laws is null)
                continue;
            yield return RankRow(Quantities.CoinFlipRank, laws.InCoinFlip(moment), "two-sided tail of binomial(n, 1/2), exact");
            yield return RankRow(Quantities.GoeRank, laws.InGoe(moment), $"two-sided tail of the GOE index; {GoeCell.Source}");
            yield return RankRow(Quantities.FieldRank, laws.InField(moment), $"two-sided tail of the field index; {KacRiceCell.Source}");

            SummaryRow Row(string quantity, double value) => new(
                Ensembles.Network, moment.Dimension, quantity, moment.Name, SummaryKind.Measured, value, null, null, null, 1, null, NetworkCell.Source);

            SummaryRow RankRow(string quantity, NetworkLaws.Rank rank, string source) => new(
                Ensembles.Network, moment.Dimension, quantity, moment.Name, SummaryKind.Measured, rank.Value, 0, rank.UpperBound, rank.LogValue, rank.Samples, null, source);
        }
    }
}
