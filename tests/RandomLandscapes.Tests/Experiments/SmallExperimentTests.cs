using System.Xml.Linq;
using RandomLandscapes.Experiments;
using RandomLandscapes.Experiments.Shared;
using RandomLandscapes.Figures;
using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Runs;
using RandomLandscapes.Runs.Plans;
using RandomLandscapes.Runs.Scheduling;
using RandomLandscapes.Runs.Store;
using RandomLandscapes.Tests.Runs;

namespace RandomLandscapes.Tests.Experiments;

/// <summary>What every experiment promises, on plans that take a second or two.</summary>
public sealed class SmallExperimentTests : IDisposable
{
    private readonly TemporaryFolder _root = new();

    public static TheoryData<string, string, string> Plans => new()
    {
        { "topology-trivialization", "samples=4000;mu-percent=[60, 100, 150];cells.confined-field=[2, 4, 6]", "stationary-points,minima,two-minima" },
        {
            "coin-flips", "samples=6000;replicas=16;sweeps=50;witness-dimension=4;cells.dimension=[1, 2, 7]",
            "witnesses,wishart-wigner,coin-flips-goe,coin-flips-random-point,coin-flips-isotropic-field,coin-flips-confined-field,coin-flips-p-spin,coin-flips-mixed-p-spin,coin-flips-sk,coin-flips-rem"
        },
        { "rare-minima", "samples=4000;replicas=16;sweeps=50;at-most-dimension=6;cells.goe=[2, 6];cells.at-most=[2];cells.isotropic-field=[3, 8]", "goe-paths,field-paths,stated-errors" },
        { "index-versus-energy", "samples=4000;field-milli-energies=[-1000, 0];glass-milli-energies=[-900, 100];cells.isotropic-field=[3, 6];cells.p-spin=[4, 7]", "field-index,p-spin-index,limit" },
        { "complexity", "samples=4000;milli-energies=[600, 1200];cells.p-spin=[4, 7]", "points-below,minima-below,layers,minima-slope" },
        {
            "ising-local-minima", "samples=600;neighbours=[0, 3];cells.sk=[3, 6];cells.three-spin=[4, 5];cells.rem=[3, 5];cells.nk=[4]",
            "means,variances,additive,slope-sk,slope-three-spin,slope-rem"
        },
        {
            "field-census", "samples=400;spectra=power-law:1:9:0 isotropic:2 isotropic:3 diagonal:3 shell:3:1:3",
            "every-field-proved,mean-count,kac-rice,census-and-kac-rice,index-fractions,anisotropy-shifts,same-fractions-d3"
        },
        { "field-portrait", "samples=6;grid=24;spectrum=power-law:2:5:1", "every-field-proved,every-line-ends,morse-smale-graph" },
        { "field-heights", "samples=400;spectra=power-law:1:9:0 two-scale:2:3:2 isotropic:3", "every-field-proved,mean-height,variance-of-height,law-of-height" },
        { "field-descent", "samples=30;cells.descent=[2, 5];cells.newton=[3]", "law-of-descent-heights,descent-ends-at-minima,law-of-newton-index" },
        {
            "network-spectra", "samples=2;digits=60;epochs=[0, 5];batch=20;draws=19;fit-parameters=250;cells.cross-entropy=[3];cells.squared-error=[2, 4]",
            "outliers-cross-entropy,outliers-squared-error,fewer-negative,last-layer-block,negative-by-coupling,gauss-newton-cross-entropy,gauss-newton-squared-error,law-of-bulk-goe,law-of-bulk-marchenko-pastur,law-of-bulk-wishart-wigner"
        },
        {
            "index-versus-loss", "samples=4;digits=40;side=2;moments=[0, 20];steps=100;cells.cross-entropy=[2];cells.squared-error=[2]",
            "index-grows-with-loss,law-of-gaussian-field,law-of-three-spin-glass,law-of-pennington-bahri,newton-mr-arrives,levenberg-marquardt-arrives"
        },
        { "confined-census", "samples=400;mu-percent=[50, 100, 150];cells.dimension=[2, 3]", "every-field-proved,mean-count" },
        {
            "linear-networks", "samples=60;networks=autoencoder:3-1 autoencoder:4-2 deep:3-2-4 deep:3-2-2-3",
            "no-false-points,strict-saddles,no-bad-minima,recovery-autoencoder-3-1,recovery-autoencoder-4-2,recovery-deep-3-2-4,deep-strict-saddles"
        },
        { "p-spin-census", "samples=600;milli-energies=[0, 900];cells.three-spin=[2, 3, 5];cells.four-spin=[3]", "every-sample-proved,mean-count,mean-count-of-index,points-below" },
        {
            "spin-glass-energies", "samples=20;indices=2;cells.census=[4];cells.search=[10, 11, 12, 13]",
            "kac-rice-energies,census-energies,law-of-gradient-descent,law-of-newton,law-of-eigenvector-following,descent-threshold,newton-ends"
        },
        {
            "random-matrix-nets", "samples=600;phi-percent=[25];energy-permille=[800, 1000, 1500, 2000, 3000];density-order=50;density-permille=[2000];cells.order=[20, 50, 110]",
            "limit,two-samplers,limit-exponent,slopes,sampled-exponent-phi-25,window-exponent,critical-energy"
        },
    };

    public void Dispose() => _root.Dispose();

    [Theory]
    [MemberData(nameof(Plans))]
    public void A_small_plan_gives_rows_verdicts_and_figures(string name, string plan, string verdicts)
    {
        var (experiment, session) = Session(name, plan);
        var answer = session.Execute(2, null, null, CancellationToken.None)!;
        Assert.Equal(verdicts.Split(','), answer.Verdicts.Select(v => v.Id), StringComparer.Ordinal);
        // Finders do not sample the Kac-Rice law, and twenty points can show it; all other claims with a p-value are of agreement.
        Assert.DoesNotContain(answer.Verdicts, v => v.PValue is not null && v.Conclusion == Conclusion.Refuted && !v.Id.StartsWith("law-of-", StringComparison.Ordinal));
        Assert.NotEmpty(answer.Sentence);
        Assert.All(answer.Rows, r => Assert.NotEmpty(r.Source));
        Assert.All(answer.Rows.Where(r => r.Kind == SummaryKind.MonteCarlo), r => Assert.True(r.Samples > 0));
        Assert.All(answer.Rows.Where(r => r is { Kind: SummaryKind.MonteCarlo, Value: not null, Low: not null }), r => Assert.InRange(r.Value!.Value, r.Low!.Value, r.High!.Value));

        // Figures are drawn from the stored table alone.
        var stored = SummaryTable.Read(File.ReadAllText(session.Folder.SummaryPath));
        Assert.Equal(answer.Rows, stored);
        var figures = experiment.Draw(stored);
        Assert.NotEmpty(figures);
        foreach (var file in figures.SelectMany(new SvgWriter().Write))
            Assert.Equal("svg", XDocument.Parse(file.Content).Root!.Name.LocalName);
    }

    [Theory]
    [MemberData(nameof(Plans))]
    public void Threads_do_not_change_the_summary(string name, string plan, string verdicts)
    {
        Assert.NotEmpty(verdicts);
        var one = Session(name, plan).Session;
        one.Execute(1, null, null, CancellationToken.None);
        var first = File.ReadAllText(one.Folder.SummaryPath);
        Directory.Delete(Path.GetDirectoryName(one.Folder.SummaryPath)!, recursive: true);
        var two = Session(name, plan).Session;
        two.Execute(2, null, null, CancellationToken.None);
        Assert.Equal(first, File.ReadAllText(two.Folder.SummaryPath));
    }

    [Theory]
    [MemberData(nameof(Plans))]
    public void The_default_plan_names_every_key(string name, string plan, string verdicts)
    {
        Assert.NotEmpty(plan + verdicts);
        var experiment = Catalogue.All.Single(e => string.Equals(e.Name, name, StringComparison.Ordinal));
        var read = PlanReader.Read(experiment.Keys, experiment.DefaultPlan);
        Assert.Equal(Plan.CommonKeys.Concat(experiment.Keys).Select(k => k.Name).Order(StringComparer.Ordinal), read.Values.Keys, StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("topology-trivialization", "mu-percent=[100, 60]", "plan key 'mu-percent': value '100,60' is not allowed; expected ascending numbers, at least two.")]
    [InlineData("topology-trivialization", "cells.confined-field=[]", "plan key 'cells': every list is empty; expected at least one cell.")]
    [InlineData("index-versus-energy", "field-milli-energies=[3, 1]", "plan key 'field-milli-energies': value '3,1' is not allowed; expected ascending numbers, at least two.")]
    [InlineData("rare-minima", "cells.at-most=[30]", "plan key 'cells.at-most': value '30' is not allowed; expected indices below at-most-dimension 30.")]
    [InlineData("rare-minima", "samples=999", "plan key 'samples': value '999' is not allowed; expected an integer of at least 1000 for this experiment.")]
    [InlineData("coin-flips", "samples=1", "plan key 'samples': value '1' is not allowed; expected an integer of at least 1000 for this experiment.")]
    [InlineData("coin-flips", "cells.dimension=[]", "plan key 'cells': every list is empty; expected at least one cell.")]
    [InlineData("p-spin-census", "milli-energies=[3, 2]", "plan key 'milli-energies': value '3,2' is not allowed; expected ascending numbers, at least one.")]
    [InlineData("p-spin-census", "cells.three-spin=[];cells.four-spin=[]", "plan key 'cells': every list is empty; expected at least one cell.")]
    [InlineData("ising-local-minima", "neighbours=[6]", "plan key 'neighbours': value '6' is not allowed; expected numbers below 6, the smallest N of cells.nk, at least one.")]
    [InlineData("spin-glass-energies", "cells.census=[];cells.search=[]", "plan key 'cells': every list is empty; expected at least one cell.")]
    [InlineData("spin-glass-energies", "p=4;cells.census=[4, 10]", "plan key 'cells.census': value '10' is not allowed; expected at most 9 for p = 4.")]
    [InlineData("spin-glass-energies", "samples=19", "plan key 'samples': value '19' is not allowed; expected an integer of at least 20 for this experiment.")]
    [InlineData("p-spin-census", "samples=99", "plan key 'samples': value '99' is not allowed; expected an integer of at least 100 for this experiment.")]
    [InlineData("field-census", "samples=199", "plan key 'samples': value '199' is not allowed; expected an integer of at least 200 for this experiment.")]
    [InlineData("field-census", "spectra=isotropic:2 isotropic:2", "plan key 'spectra': value 'isotropic:2 isotropic:2' is not allowed; expected different spectra, at least one.")]
    [InlineData("field-portrait", "spectrum=1:1", "plan key 'spectrum': value '1:1' is not allowed; expected one spectrum in 2 dimensions.")]
    [InlineData("field-portrait", "spectrum=isotropic:2 shell:2:1:2", "plan key 'spectrum': value 'isotropic:2 shell:2:1:2' is not allowed; expected one spectrum in 2 dimensions.")]
    [InlineData("field-heights", "spectra=shell:3:1:3", "plan key 'spectra': value 'shell:3:1:3' is not allowed; expected a spectrum that is isotropic to fourth order.")]
    [InlineData("field-descent", "cells.descent=[];cells.newton=[]", "plan key 'cells': every list is empty; expected at least one cell.")]
    [InlineData("field-descent", "samples=7", "plan key 'samples': value '7' is not allowed; expected an integer from 8 to 100000 for this experiment.")]
    [InlineData("confined-census", "mu-percent=[100, 60]", "plan key 'mu-percent': value '100,60' is not allowed; expected ascending numbers, at least two.")]
    [InlineData("confined-census", "cells.dimension=[]", "plan key 'cells': every list is empty; expected at least one cell.")]
    [InlineData("network-spectra", "epochs=[5, 1]", "plan key 'epochs': value '5,1' is not allowed; expected ascending numbers, at least two.")]
    [InlineData("network-spectra", "batch=501", "plan key 'batch': value '501' is not allowed; expected at most the 500 digits.")]
    [InlineData("network-spectra", "cells.cross-entropy=[];cells.squared-error=[]", "plan key 'cells': every list is empty; expected at least one cell.")]
    [InlineData("index-versus-loss", "moments=[5, 1]", "plan key 'moments': value '5,1' is not allowed; expected ascending numbers, at least one.")]
    [InlineData("index-versus-loss", "samples=1", "plan key 'samples': value '1' is not allowed; expected an integer of at least 2 for this experiment.")]
    [InlineData("index-versus-loss", "cells.cross-entropy=[];cells.squared-error=[]", "plan key 'cells': every list is empty; expected at least one cell.")]
    [InlineData("random-matrix-nets", "samples=99", "plan key 'samples': value '99' is not allowed; expected an integer of at least 100 for this experiment.")]
    [InlineData("random-matrix-nets", "phi-percent=[]", "plan key 'phi-percent': value '' is not allowed; expected at least one ratio.")]
    [InlineData("random-matrix-nets", "phi-percent=[75, 25];cells.order=[30, 200]", "plan key 'cells.order': value '200' is not allowed; expected multiples of 3 for phi-percent 75.")]
    [InlineData("random-matrix-nets", "energy-permille=[2000, 1000, 500]", "plan key 'energy-permille': value '2000,1000,500' is not allowed; expected ascending numbers, at least two.")]
    [InlineData("random-matrix-nets", "energy-permille=[500, 1000];density-permille=[1000]", "plan key 'energy-permille': value '500,1000' is not allowed; expected a last energy above the critical one, 1000.")]
    [InlineData("random-matrix-nets", "density-permille=[1700]", "plan key 'density-permille': value '1700' is not allowed; expected energies of energy-permille 500,900,950,980,1000,1020,1050,1100,1200,1350,1500,2000,2500,3000.")]
    [InlineData("random-matrix-nets", "density-order=60", "plan key 'density-order': value '60' is not allowed; expected one of cells.order 50,100,200,400,1000.")]
    [InlineData("complexity", "milli-energies=[]", "plan key 'milli-energies': value '' is not allowed; expected ascending numbers, at least two.")]
    [InlineData("linear-networks", "networks=autoencoder:2-3", "plan key 'networks': value 'autoencoder:2-3' is not allowed; expected different networks autoencoder:N-H with H up to N, or deep:D0-D1-...-DL with at least one hidden layer, separated by blanks, of at most 400 parameters and 20000 orbits each; at least one.")]
    [InlineData("linear-networks", "networks=deep:3-3", "plan key 'networks': value 'deep:3-3' is not allowed; expected different networks autoencoder:N-H with H up to N, or deep:D0-D1-...-DL with at least one hidden layer, separated by blanks, of at most 400 parameters and 20000 orbits each; at least one.")]
    [InlineData("linear-networks", "networks=autoencoder:2-1 autoencoder:2-1", "plan key 'networks': value 'autoencoder:2-1 autoencoder:2-1' is not allowed; expected different networks autoencoder:N-H with H up to N, or deep:D0-D1-...-DL with at least one hidden layer, separated by blanks, of at most 400 parameters and 20000 orbits each; at least one.")]
    [InlineData("linear-networks", "networks=autoencoder:20-10", "plan key 'networks': value 'autoencoder:20-10' is not allowed; expected different networks autoencoder:N-H with H up to N, or deep:D0-D1-...-DL with at least one hidden layer, separated by blanks, of at most 400 parameters and 20000 orbits each; at least one.")]
    [InlineData("linear-networks", "samples=7", "plan key 'samples': value '7' is not allowed; expected an integer from 8 to 10000000 for this experiment.")]
    public void Impossible_plans_are_named(string name, string plan, string message)
    {
        var experiment = Catalogue.All.Single(e => string.Equals(e.Name, name, StringComparison.Ordinal));
        var problem = Assert.Single(Assert.Throws<PlanException>(() => experiment.Prepare(Read(experiment, plan))).Problems);
        Assert.Equal(message, problem);
    }

    [Fact] // planted defect: an exact value five standard errors off refutes, half a standard error does not
    public void Witness_verdicts_detect_a_wrong_number()
    {
        static WitnessCell Cell(double exact) => new("n=3", new Estimate(1, 0.01, 1000), exact, 5000);
        Assert.Equal(Conclusion.Supported, WitnessVerdict.Agreement("id", "claim", "mean", [Cell(1.005), Cell(0.99)])!.Conclusion);
        var refuted = WitnessVerdict.Agreement("id", "claim", "mean", [Cell(1.005), Cell(0.95)])!;
        Assert.Equal(Conclusion.Refuted, refuted.Conclusion);
        Assert.Equal(5, refuted.ZScore!.Value, 1e-9);
        Assert.Equal(10_000, refuted.SampleSize);
        Assert.Equal(5_000, WitnessVerdict.Agreement("id", "claim", "mean", [Cell(1.005) with { Group = "n=3" }, Cell(0.99) with { Group = "n=3" }])!.SampleSize);
        Assert.Null(WitnessVerdict.Agreement("id", "claim", "mean", []));
        // Agreement with anything shows nothing: an error as large as the number, or a spread of two blocks.
        Assert.Equal(Conclusion.NotShown, WitnessVerdict.Agreement("id", "claim", "mean", [Cell(1.005) with { Sampled = new Estimate(1, 0.9, 1000) }])!.Conclusion);
        Assert.Equal(Conclusion.NotShown, WitnessVerdict.Agreement("id", "claim", "mean", [Cell(1.005) with { Sampled = new Estimate(1, 0.01, 1) }])!.Conclusion);
        Assert.Contains("Largest relative standard error 30.00 %", WitnessVerdict.Agreement("id", "claim", "ln P", [new WitnessCell("n=3", new Estimate(-100, 0.3, 31), -100, 32)], logarithmic: true)!.Explanation, StringComparison.Ordinal);
    }

    [Theory] // the smallest allowed plans: no crash, nothing refuted, and nothing supported by one dimension
    [InlineData("rare-minima", "samples=1000;replicas=8;sweeps=50;at-most-dimension=2;cells.goe=[1, 2];cells.at-most=[1];cells.isotropic-field=[1]")]
    [InlineData("coin-flips", "samples=1000;replicas=8;sweeps=50;witness-dimension=2;cells.dimension=[1]")]
    [InlineData("topology-trivialization", "samples=1;mu-percent=[100, 200];cells.confined-field=[1]")]
    [InlineData("index-versus-energy", "samples=1;field-milli-energies=[0, 10];glass-milli-energies=[0, 10];cells.isotropic-field=[1];cells.p-spin=[2]")]
    [InlineData("complexity", "samples=1;milli-energies=[600, 1200];cells.p-spin=[2]")]
    [InlineData("ising-local-minima", "samples=100;neighbours=[0];cells.sk=[2];cells.three-spin=[3];cells.rem=[2];cells.nk=[2]")]
    [InlineData("spin-glass-energies", "samples=20;indices=1;cells.census=[4];cells.search=[]")]
    [InlineData("p-spin-census", "samples=100;milli-energies=[5000];cells.three-spin=[2];cells.four-spin=[]")]
    [InlineData("field-census", "samples=200;spectra=1:1")]
    [InlineData("field-portrait", "samples=1;grid=16;spectrum=shell:2:1:1")]
    [InlineData("field-heights", "samples=200;spectra=1:1")]
    [InlineData("field-descent", "samples=8;cells.descent=[1];cells.newton=[]")]
    [InlineData("network-spectra", "samples=1;digits=20;epochs=[0, 1];batch=20;draws=19;fit-parameters=0;cells.cross-entropy=[2];cells.squared-error=[]")]
    [InlineData("network-spectra", "samples=2;digits=20;epochs=[0, 300];batch=5;learning-rate=10;draws=19;fit-parameters=0;cells.cross-entropy=[2];cells.squared-error=[3]")] // squared error diverges
    [InlineData("network-spectra", "samples=2;digits=20;epochs=[0, 300];batch=5;learning-rate=10;draws=19;fit-parameters=0;cells.cross-entropy=[];cells.squared-error=[3]")]
    [InlineData("index-versus-loss", "samples=2;digits=20;side=1;moments=[0];steps=1;cells.cross-entropy=[1];cells.squared-error=[]")]
    [InlineData("random-matrix-nets", "samples=100;phi-percent=[75];energy-permille=[1, 1001];density-order=21;density-permille=[1];cells.order=[21]")]
    [InlineData("confined-census", "samples=100;mu-percent=[900, 1000];cells.dimension=[2]")]
    [InlineData("linear-networks", "samples=8;networks=autoencoder:1-1")]
    [InlineData("linear-networks", "samples=8;networks=deep:1-1-1-1")]
    public void The_smallest_plans_show_nothing_by_accident(string name, string plan)
    {
        var answer = Session(name, plan).Session.Execute(2, null, null, CancellationToken.None)!;
        // Finders do not sample the Kac-Rice law, and twenty points can show it; all other claims with a p-value are of agreement.
        Assert.DoesNotContain(answer.Verdicts, v => v.PValue is not null && v.Conclusion == Conclusion.Refuted && !v.Id.StartsWith("law-of-", StringComparison.Ordinal));
        Assert.DoesNotContain(answer.Verdicts, v => v.Id.StartsWith("coin-flips-", StringComparison.Ordinal) && v.Conclusion == Conclusion.Supported);
        Assert.All(answer.Rows.Where(r => r is { Kind: SummaryKind.MonteCarlo, Value: not null, Low: not null }), r => Assert.InRange(r.Value!.Value, r.Low!.Value, r.High!.Value));
        Assert.All(answer.Rows.Where(r => r.Quantity is "p-index-at-most" && r.Value is not null), r => Assert.InRange(r.Value!.Value, 0, 1));
    }

    private static Plan Read(IIllustratedExperiment experiment, string plan) => PlanReader.Read(
        experiment.Keys, experiment.DefaultPlan,
        overrides: plan.Split(';').Select(p => new KeyValuePair<string, string>(p[..p.IndexOf('=', StringComparison.Ordinal)], p[(p.IndexOf('=', StringComparison.Ordinal) + 1)..])));

    private (IIllustratedExperiment Experiment, RunSession Session) Session(string name, string plan)
    {
        var experiment = Catalogue.All.Single(e => string.Equals(e.Name, name, StringComparison.Ordinal));
        return (experiment, new RunSession(experiment, Read(experiment, plan), id => new RunFolder(_root[id])));
    }
}
