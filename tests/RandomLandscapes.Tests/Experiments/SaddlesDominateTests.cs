using System.Xml.Linq;
using RandomLandscapes.Experiments.SaddlesDominate;
using RandomLandscapes.Figures;
using RandomLandscapes.Runs;
using RandomLandscapes.Runs.Plans;
using RandomLandscapes.Runs.Scheduling;
using RandomLandscapes.Runs.Store;
using RandomLandscapes.Tests.Runs;

namespace RandomLandscapes.Tests.Experiments;

public sealed class SaddlesDominateTests : IDisposable
{
    private static readonly SaddlesDominateExperiment Experiment = new();

    private readonly TemporaryFolder _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void A_small_plan_gives_rows_verdicts_and_figures()
    {
        var session = Session(SmallPlan.Networks);
        var answer = session.Execute(2, null, null, CancellationToken.None)!;
        Assert.Equal(
            [
                "coin-flips-goe", "goe-exact", "goe-decay", "coin-flips-field", "field-minima", "p-spin-minima", "p-spin-enumeration", "network-coin-flips",
                "network-goe", "network-field", "network-ends",
            ],
            answer.Verdicts.Select(v => v.Id),
            StringComparer.Ordinal);
        Assert.Equal(answer.Rows, SummaryTable.Read(File.ReadAllText(session.Folder.SummaryPath)));
        Assert.All(answer.Rows, r => Assert.NotEmpty(r.Source));
        Assert.Equal(Enum.GetValues<SummaryKind>(), answer.Rows.Select(r => r.Kind).Distinct().Order());
        Assert.Equal(["coin-flip", "goe", "isotropic-field", "network", "p-spin", "p-spin-enumeration"], answer.Rows.Select(r => r.Ensemble).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.All(answer.Rows.Where(r => r.Kind == SummaryKind.Exact && r.Ensemble is not "network" && r.Quantity is not Quantities.LawRange), r => Assert.Equal((null, null, 0L), (r.Low, r.High, r.Samples)));
        Assert.All(answer.Rows.Where(r => r.Low is not null && r.Value is not null), r => Assert.InRange(r.Value!.Value, r.Low!.Value, r.High!.Value));
        Assert.All(answer.Rows.Where(r => r.Kind == SummaryKind.MonteCarlo), r => Assert.True(r.Samples > 0));

        var figures = Experiment.Draw(answer.Rows);
        Assert.Equal(["p-minimum", "index-law", "index-variance", "network-index"], figures.Select(f => f.Name), StringComparer.Ordinal);
        foreach (var file in figures.SelectMany(new SvgWriter().Write))
            Assert.Equal("svg", XDocument.Parse(file.Content).Root!.Name.LocalName);
    }

    [Fact]
    public void Networks_are_measured_from_start_to_end()
    {
        var answer = Session(SmallPlan.Networks).Execute(2, null, null, CancellationToken.None)!;
        var network = answer.Rows.Where(r => r.Ensemble is "network").ToList();
        var moments = network.Select(r => r.Argument).Distinct(StringComparer.Ordinal).ToList();
        Assert.Equal(["seed 5 iteration 0", "seed 5 iteration 4"], moments[..2], StringComparer.Ordinal);
        Assert.StartsWith("seed 5 end (iteration ", Assert.Single(moments[2..]), StringComparison.Ordinal);
        Assert.All(network, r => Assert.Equal(65 + 20, r.Dimension)); // 64-1-10 with biases
        var loss = network.Where(r => r.Quantity is Quantities.Loss).Select(r => r.Value!.Value).ToList();
        Assert.True(loss[0] > loss[1] && loss[1] > loss[2], $"losses {string.Join(", ", loss)} do not fall");
        Assert.All(network.Where(r => r.Quantity is Quantities.IndexFraction), r => Assert.InRange(r.Value!.Value, 0, 1));
        foreach (var row in network.Where(r => r.Quantity is Quantities.GradientNorm))
            Assert.StartsWith(row.Value < NetworkCell.CriticalGradientNorm ? "critical" : "not critical", row.Source, StringComparison.Ordinal);
    }

    [Theory] // every non-empty plan draws what it has: no panel without series, and a sentence that says no more than its verdicts
    [InlineData("cells.goe", "20,50")]
    [InlineData("cells.goe", "1")]
    [InlineData("cells.coin-flip", "20,50")]
    [InlineData("cells.isotropic-field", "15,20")]
    [InlineData("cells.p-spin", "30")]
    [InlineData("cells.p-spin-enumeration", "2")]
    public void Any_single_ensemble_concludes_and_draws(string key, string cells)
    {
        var experiment = new SaddlesDominateExperiment();
        var overrides = experiment.Keys.Where(k => k.Name.StartsWith("cells.", StringComparison.Ordinal)).Select(k => KeyValuePair.Create(k.Name, k.Name == key ? cells : "[]"))
            .Append(new("samples", "200")).Append(new("goe-tail-factor", "1")).Append(new("kac-rice-tail-factor", "1"));
        var session = new RunSession(experiment, PlanReader.Read(experiment.Keys, experiment.DefaultPlan, overrides: overrides), id => new RunFolder(_root[id]));
        var answer = session.Execute(2, null, null, CancellationToken.None);
        Assert.NotNull(answer);
        Assert.All(experiment.Draw(answer.Rows).SelectMany(f => f.Panels), p => Assert.NotEmpty(p.Series));
        Assert.Equal(answer.Verdicts.Any(v => v is { Id: "coin-flips-goe", Conclusion: Conclusion.Refuted }), answer.Sentence.Contains("Refuted as the law of the index: coin flips for GOE", StringComparison.Ordinal));
    }

    [Fact]
    public void A_cell_below_400_effective_samples_shows_no_point()
    {
        var answer = Session([.. SmallPlan.Networks, ("samples", "500"), ("network-field-samples", "350")]).Execute(2, null, null, CancellationToken.None)!;
        var weighted = answer.Rows.Where(r => r.EffectiveSamples is not null).ToList();
        var (refused, shown) = (weighted.Where(r => r.EffectiveSamples < 400).ToList(), weighted.Where(r => r.EffectiveSamples >= 400).ToList());
        Assert.Contains(refused, r => r is { Ensemble: "isotropic-field", Dimension: 60, Quantity: Quantities.Minimum });
        Assert.Contains(refused, r => r is { Ensemble: "isotropic-field", Quantity: Quantities.LawRange });
        Assert.Contains(shown, r => r is { Ensemble: "isotropic-field", Dimension: 1 });
        Assert.All(refused, r => Assert.Equal((null, null, null, null), (r.Value, r.Low, r.High, r.LogValue)));
        Assert.All(refused, r => Assert.Contains("refused: below 400 effective samples", r.Source, StringComparison.Ordinal));
        Assert.All(shown, r => Assert.NotNull(r.Value));
        // Only curves are drawn for the refused cells.
        var variance = Experiment.Draw(answer.Rows).Single(f => f.Name is "index-variance");
        var points = variance.Panels[0].Series.OfType<PointSeries>().Where(s => s.Label.Markup.StartsWith("isotropic field", StringComparison.Ordinal));
        Assert.DoesNotContain(points.SelectMany(s => s.Points), p => p.X == 60);
    }

    [Fact]
    public void Other_data_are_another_run()
    {
        var id = Session(SmallPlan.Networks).Id;
        var row = string.Join(',', Enumerable.Range(0, 64).Select(i => i % 17));
        File.WriteAllLines(_root["digits.csv"], Enumerable.Range(0, 40).Select(i => $"{row},{i % 10}"));
        var plan = SmallPlan.Networks.Append(("data", _root["digits.csv"])).ToList();
        var first = Session(plan).Id;
        Assert.NotEqual(id, first, StringComparer.Ordinal);
        File.WriteAllLines(_root["digits.csv"], Enumerable.Range(0, 40).Select(i => $"{row},{(i + 1) % 10}"));
        Assert.NotEqual(first, Session(plan).Id, StringComparer.Ordinal);
    }

    [Fact]
    public void The_default_plan_names_every_key_and_the_cells_of_the_question()
    {
        var plan = PlanReader.Read(Experiment.Keys, Experiment.DefaultPlan);
        Assert.Equal(Plan.CommonKeys.Concat(Experiment.Keys).Select(k => k.Name).Order(StringComparer.Ordinal), plan.Values.Keys, StringComparer.Ordinal);
        Assert.Equal(1000, plan.Integers("cells.goe").Max());
        Assert.Equal(100, plan.Integers("cells.isotropic-field").Max());
        Assert.Equal(30, plan.Integers("cells.p-spin").Max());
        Assert.Equal([2, 3, 4], plan.Integers("cells.p-spin-enumeration"));
        Assert.Equal((3, 1000, 16), (plan.Integers("cells.network").Count, plan.Integer("digits"), plan.Integer("hidden-units")));
        Assert.True(plan.Integers("moments").Count + 1 >= 6);
        foreach (var n in new[] { "coin-flip", "goe", "isotropic-field" })
            Assert.Contains(plan.Integer("law-dimension"), plan.Integers($"cells.{n}"));
        Assert.Contains(plan.Integer("law-dimension") + 1, plan.Integers("cells.p-spin"));
    }

    private RunSession Session(IEnumerable<(string Key, string Value)> plan) => new(
        Experiment,
        PlanReader.Read(Experiment.Keys, Experiment.DefaultPlan, overrides: plan.Select(p => new KeyValuePair<string, string>(p.Key, p.Value))),
        id => new RunFolder(_root[id]));
}
