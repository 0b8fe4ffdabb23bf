using RandomLandscapes.Experiments.LoadedCoin;
using RandomLandscapes.Runs.Plans;
using RandomLandscapes.Runs.Scheduling;
using RandomLandscapes.Runs.Store;

namespace RandomLandscapes.Tests.Examples;

public sealed class LoadedCoinTests
{
    [Fact]
    public void The_readme_shows_the_code_that_is_compiled_here()
    {
        var root = ReferenceFile.RepositoryRoot;
        var readme = File.ReadAllText(Path.Combine(root, "experiments", "README.md"));
        var code = File.ReadAllText(Path.Combine(root, "tests", "RandomLandscapes.Tests", "Examples", "LoadedCoinExperiment.cs"));
        Assert.Contains($"```csharp\n{code}```", readme, StringComparison.Ordinal);
    }

    [Fact]
    public void It_runs_and_draws()
    {
        var folder = Directory.CreateTempSubdirectory("loaded-coin");
        try
        {
            var experiment = new LoadedCoinExperiment();
            var plan = PlanReader.Read(experiment.Keys, experiment.DefaultPlan);
            var session = new RunSession(experiment, plan, id => new RunFolder(Path.Combine(folder.FullName, id)));
            var answer = session.Execute(2, null, null, CancellationToken.None);
            Assert.NotNull(answer);
            Assert.Equal([20, 50], answer.Rows.Select(r => r.Dimension));
            // 10000 flips: ten standard errors are 0.05.
            Assert.All(answer.Rows, r => Assert.InRange(r.Value!.Value, (r.Dimension / 100.0) - 0.05, (r.Dimension / 100.0) + 0.05));
            Assert.Single(experiment.Draw(SummaryTable.Read(File.ReadAllText(session.Folder.SummaryPath))));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
