using System.Globalization;
using RandomLandscapes.Experiments;
using RandomLandscapes.Figures;
using RandomLandscapes.Runs;
using RandomLandscapes.Runs.Plans;
using RandomLandscapes.Runs.Store;

namespace RandomLandscapes.Cli;

/// <summary>Writes a run's figures and report from what is stored in its folder, never from live objects.</summary>
internal static class RunPages
{
    public static void Write(IIllustratedExperiment experiment, RunFolder folder)
    {
        var rows = SummaryTable.Read(File.ReadAllText(folder.SummaryPath));
        var figures = experiment.Draw(rows);
        Directory.CreateDirectory(folder.FiguresPath);
        foreach (var writer in new IFigureWriter[] { new SvgWriter(), new PgfplotsWriter(), new CsvDataWriter() })
        {
            foreach (var file in figures.SelectMany(writer.Write))
                RunFolder.WriteAtomically(Path.Combine(folder.FiguresPath, file.Name), file.Content);
        }

        RunFolder.WriteAtomically(folder.ReportPath, HtmlReport.Render(Content(experiment, folder, rows, figures)));
    }

    private static ReportContent Content(IExperiment experiment, RunFolder folder, IReadOnlyList<SummaryRow> rows, IReadOnlyList<Figure> figures)
    {
        var record = folder.ReadRecord();
        var plan = PlanReader.Read(experiment.Keys, experiment.DefaultPlan, overrides: record.Plan);
        List<KeyValuePair<string, string>> provenance =
        [
            new("run", record.PlanHash),
            new("seed", record.Seed.ToString(CultureInfo.InvariantCulture)),
            new("code", record.CodeVersion + (record.Dirty ? " (dirty)" : "")),
            new("started", record.Started.ToString("u", CultureInfo.InvariantCulture)),
            new("wall time", string.Create(CultureInfo.InvariantCulture, $"{record.WallSeconds:F1} s on {record.Threads} threads")),
            .. record.Machine,
            .. record.Packages.Select(p => new KeyValuePair<string, string>("package " + p.Key, p.Value)),
            .. record.Outcome.Select(o => new KeyValuePair<string, string>("cell " + o.Key, o.Value)),
        ];
        return new ReportContent(
            RichText.Literal(record.Experiment), RichText.Literal(record.Question), RichText.Literal(record.Answer), folder.ReadVerdicts(), figures, Tables(rows), plan.ToYaml(), provenance);
    }

    private static List<ReportTable> Tables(IReadOnlyList<SummaryRow> rows)
    {
        RichText[] header = ["ensemble", "*n*", "argument", "kind", "value", "95 % low", "95 % high", "ln value", "samples", "effective", "source"];
        return [.. rows.GroupBy(r => r.Quantity, StringComparer.Ordinal).Select(group => new ReportTable(
            RichText.Literal(group.Key), header, group.Select(r => (IReadOnlyList<string>)
            [
                r.Ensemble, r.Dimension.ToString(CultureInfo.InvariantCulture), r.Argument, SummaryTable.KindText(r.Kind), Number(r.Value), Number(r.Low), Number(r.High),
                Number(r.LogValue), r.Samples == 0 ? "" : r.Samples.ToString(CultureInfo.InvariantCulture), r.EffectiveSamples?.ToString("F0", CultureInfo.InvariantCulture) ?? "", r.Source,
            ])))];
    }

    private static string Number(double? x) => x?.ToString("G6", CultureInfo.InvariantCulture) ?? "";
}
