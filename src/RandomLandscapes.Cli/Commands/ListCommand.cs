using System.CommandLine;
using RandomLandscapes.Experiments;
using RandomLandscapes.Runs.Plans;

namespace RandomLandscapes.Cli.Commands;

/// <summary><c>landscapes list [experiment]</c>: the experiments, or one experiment's plan keys.</summary>
internal static class ListCommand
{
    public static Command Create()
    {
        var name = new Argument<string?>("experiment") { Arity = ArgumentArity.ZeroOrOne, Description = "Show this experiment's plan keys." };
        var command = new Command("list", "List the experiments, or the plan keys of one.") { name };
        command.SetAction(result =>
        {
            if (result.GetValue(name) is { } wanted)
                Describe(wanted);
            else
                Catalogue.All.ToList().ForEach(e => Console.WriteLine($"{e.Name}\n    {e.Question}"));
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Describe(string name)
    {
        var experiment = Find(name);
        Console.WriteLine($"{experiment.Name}\n{experiment.Question}\n");
        var plan = PlanReader.Read(experiment.Keys, experiment.DefaultPlan);
        foreach (var key in Plan.CommonKeys.Concat(experiment.Keys))
            Console.WriteLine($"  {key.Name,-26} {key.Description}\n  {"",-26} {key.Allowed}; default {plan.Text(key.Name)}");
    }

    /// <summary>Finds an experiment by name.</summary>
    public static IIllustratedExperiment Find(string name) =>
        Catalogue.All.FirstOrDefault(e => string.Equals(e.Name, name, StringComparison.Ordinal))
        ?? throw Options.NotAllowed("experiment", name, string.Join(" | ", Catalogue.All.Select(e => e.Name)));
}
