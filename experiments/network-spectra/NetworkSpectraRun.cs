using System.Globalization;
using RandomLandscapes.Experiments.Shared;
using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Runs;
using RandomLandscapes.Runs.Plans;
using RandomLandscapes.Simulation.Networks;
using RandomLandscapes.Simulation.Networks.Data;

namespace RandomLandscapes.Experiments.NetworkSpectra;

/// <summary>The experiment with its plan.</summary>
internal sealed class NetworkSpectraRun : IPreparedExperiment
{
    public const string Negative = "negative-fraction";
    public const string Null = "null-fraction";
    public const string Small = "fraction-below-1e-3";
    public const string Diverged = "diverged";
    public const string Outliers = "outliers";
    public const string Gap = "gap-below-outliers";
    public const string Loss = "loss";
    public const string Accuracy = "accuracy";
    public const string Residual = "residual-share";
    public const string PartDistance = "outliers-beside-gauss-newton";
    public const string Blocks = "layer-blocks-share";
    public const string BlockNegative = "negative-fraction-layer-";
    public const string Largest = "largest-eigenvalues";
    public const string Distance = "fit-distance";
    public const string PValue = "fit-p-value";
    public const string BulkDensity = "bulk-density";
    public const string BulkLaw = "law-of-bulk-";
    public const int ShownEigenvalues = 30;
    private const string Source = "exact Hessian of trained networks, all eigenvalues; mean over trainings, 95 % interval by Student's law";

    private readonly IReadOnlyList<int> _epochs;
    private readonly LabelledImages _data;
    private readonly Dictionary<string, SpectraSettings> _settings = new(StringComparer.Ordinal);
    private readonly List<Cell> _cells = [];

    public NetworkSpectraRun(Plan plan, LabelledImages data)
    {
        (_epochs, _data) = (plan.Integers("epochs"), data);
        var fingerprint = DigitData.Fingerprint(data);
        foreach (var (name, loss) in Losses)
        {
            foreach (var hidden in plan.Integers($"cells.{name}"))
            {
                var draws = SpectraCell.Parameters(hidden) <= plan.Integer("fit-parameters") ? plan.Integer("draws") : 0;
                var settings = new SpectraSettings(loss, hidden, _epochs, plan.Integer("batch"), plan.Real("learning-rate"), draws);
                var cell = SpectraCell.Declare(settings, plan.Samples, data.Count, fingerprint);
                _cells.Add(cell);
                _settings.Add(cell.Name, settings);
            }
        }
    }

    public static IReadOnlyList<(string Name, LossKind Loss)> Losses { get; } = [("cross-entropy", LossKind.CrossEntropy), ("squared-error", LossKind.SquaredError)];

    public IReadOnlyList<Cell> Cells => _cells;

    public ICellSampler CreateSampler(Cell cell) => new SpectraCell(_data, _settings[cell.Name]);

    public RunAnswer Conclude(IReadOnlyList<CellTally> all)
    {
        var rows = new List<SummaryRow>();
        var tallies = new List<CellTally>();
        var diverged = 0;
        foreach (var cell in all)
        {
            var measured = cell.Chunks.Where(c => SpectraCell.IsMeasured(c, _epochs.Count)).ToList();
            diverged += cell.Chunks.Count - measured.Count;
            if (measured.Count < cell.Chunks.Count)
            {
                rows.Add(new SummaryRow(
                    NameOf(cell), SpectraCell.Parameters(_settings[cell.Cell.Name].HiddenUnits), Diverged, "", SummaryKind.Measured, cell.Chunks.Count - measured.Count, null, null, null, cell.Chunks.Count, null,
                    string.Create(CultureInfo.InvariantCulture, $"trainings whose loss got beyond {SpectraCell.DivergenceFactor} times that at epoch {_epochs[0]}; they are in no other number")));
            }

            if (measured.Count > 0)
                tallies.Add(new CellTally(cell.Cell, measured));
        }

        if (tallies.Count == 0)
            return new RunAnswer(rows, [], $"All {diverged} trainings diverged; a smaller learning rate is needed.");
        foreach (var tally in tallies)
        {
            AddEpochs(tally, rows);
            AddEnd(tally, rows);
            rows.AddRange(BulkRows.Of(NameOf(tally), Spectra(tally)));
        }

        var verdicts = NetworkSpectraVerdicts.All([.. tallies.Select(t => (NameOf(t), t))], _epochs.Count).ToList();
        var left = diverged == 0 ? "" : $" {diverged} trainings diverged and are left out.";
        return new RunAnswer(rows, verdicts, Sentence(rows, verdicts) + left);
    }

    /// <summary>The eigenvalues after the last epoch, one spectrum a training.</summary>
    public IEnumerable<double[]> Spectra(CellTally tally) => tally.Chunks.Select(c => c.Sums[SpectraCell.SpectrumOffset(_epochs.Count)..]);

    private string NameOf(CellTally tally) => Losses.First(l => l.Loss == _settings[tally.Cell.Name].Loss).Name;

    private void AddEpochs(CellTally tally, List<SummaryRow> rows)
    {
        for (var i = 0; i < _epochs.Count; i++)
        {
            var (counts, sums) = (SpectraCell.CountsPerEpoch * i, SpectraCell.SumsPerEpoch * i);
            double p = SpectraCell.Parameters(_settings[tally.Cell.Name].HiddenUnits);
            var epoch = _epochs[i].ToString(CultureInfo.InvariantCulture);
            Add(Loss, c => c.Sums[sums]);
            Add(Accuracy, c => c.Sums[sums + 1]);
            Add(Negative, c => c.Counts[counts + 1] / p);
            Add(Null, c => c.Counts[counts + 2] / p);
            Add(Small, c => c.Sums[sums + 5]);
            Add(Outliers, c => c.Counts[counts + 3]);
            Add(Gap, c => c.Sums[sums + 2]);
            Add(Residual, c => c.Sums[sums + 3]);
            Add(PartDistance, c => c.Sums[sums + 4]);
            Add(Blocks, c => c.Sums[sums + 6]);
            var layers = SpectraCell.Layers(_settings[tally.Cell.Name].HiddenUnits).ToList();
            for (var l = 0; l < layers.Count; l++)
            {
                var (at, size) = (counts + 4 + l, (double)layers[l].Length);
                Add(string.Create(CultureInfo.InvariantCulture, $"{BlockNegative}{l + 1}"), c => c.Counts[at] / size);
            }

            void Add(string quantity, Func<Tally, double> value) => rows.Add(Row(tally, quantity, epoch, value));
        }
    }

    private void AddEnd(CellTally tally, List<SummaryRow> rows)
    {
        var p = SpectraCell.Parameters(_settings[tally.Cell.Name].HiddenUnits);
        var last = SpectraCell.SpectrumOffset(_epochs.Count) + p - 1;
        for (var k = 0; k < ShownEigenvalues; k++)
        {
            var place = last - k;
            rows.Add(Row(tally, Largest, (k + 1).ToString(CultureInfo.InvariantCulture), c => c.Sums[place] / c.Sums[last]));
        }

        for (var m = 0; m < SpectrumFits.Models.Count; m++)
        {
            var at = SpectraCell.FitOffset(_epochs.Count) + (2 * m);
            if (tally.Chunks.Any(c => c.Sums[at + 1] < 0))
                continue;
            rows.Add(Row(tally, Distance, SpectrumFits.Models[m], c => c.Sums[at]));
            rows.Add(Row(tally, PValue, SpectrumFits.Models[m], c => c.Sums[at + 1]) with { Source = $"bulk after the last epoch; {SpectrumFits.Source}" });
        }
    }

    private SummaryRow Row(CellTally tally, string quantity, string argument, Func<Tally, double> value)
    {
        var values = tally.Chunks.Select(value).ToList();
        var estimate = Estimate.OfMean(values.Sum(), values.Sum(x => x * x), values.Count);
        var interval = values.Count > 1 ? Jackknife.IntervalOf(estimate) : new Interval(values[0], values[0]);
        // Student's interval does not know that none of these is negative, and that shares end at one.
        var most = quantity is Accuracy or Null or Negative or Blocks or PValue || quantity.StartsWith(BlockNegative, StringComparison.Ordinal) ? 1 : double.PositiveInfinity;
        interval = new Interval(Math.Max(0, interval.Low), Math.Min(most, interval.High));
        return new SummaryRow(
            NameOf(tally), SpectraCell.Parameters(_settings[tally.Cell.Name].HiddenUnits), quantity, argument, SummaryKind.Measured, estimate.Value,
            values.Count > 1 ? interval.Low : null, values.Count > 1 ? interval.High : null, null, values.Count, null, Source);
    }

    private string Sentence(List<SummaryRow> rows, List<Verdict> verdicts)
    {
        var last = _epochs[^1].ToString(CultureInfo.InvariantCulture);
        var parts = new List<string>();
        foreach (var (name, _) in Losses)
        {
            var own = rows.Where(r => string.Equals(r.Ensemble, name, StringComparison.Ordinal) && !string.Equals(r.Quantity, Diverged, StringComparison.Ordinal)).ToList();
            if (own.Count == 0)
                continue;
            double Mean(string quantity, string epoch) => own.Where(r => string.Equals(r.Quantity, quantity, StringComparison.Ordinal) && string.Equals(r.Argument, epoch, StringComparison.Ordinal)).Average(r => r.Value!.Value);
            parts.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"with {name} (means over widths and seeds) {100 * Mean(Negative, _epochs[0].ToString(CultureInfo.InvariantCulture)):F0} % of the eigenvalues are negative at epoch {_epochs[0]} and {100 * Mean(Negative, last):F0} % at epoch {last}"));
        }

        var refuted = verdicts.Where(v => v.Id.StartsWith(BulkLaw, StringComparison.Ordinal) && v.Conclusion == Conclusion.Refuted).Select(v => v.Id[BulkLaw.Length..]).ToList();
        var fits = refuted.Count == 0 ? "" : $" The bulk, where it was fitted, is not that of a {string.Join(", ", refuted)} matrix.";
        return $"{char.ToUpperInvariant(string.Join("; ", parts)[0])}{string.Join("; ", parts)[1..]}.{fits}";
    }
}
