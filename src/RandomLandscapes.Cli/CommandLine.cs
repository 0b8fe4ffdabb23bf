using System.CommandLine;
using RandomLandscapes.Cli.Commands;
using RandomLandscapes.Runs.Plans;

namespace RandomLandscapes.Cli;

/// <summary>The command <c>landscapes</c>.</summary>
public static class CommandLine
{
    /// <summary>Parses and carries out one command line.</summary>
    /// <param name="args">The arguments.</param>
    /// <returns>0 done, 1 failed, 2 bad usage or plan, 130 or 143 interrupted.</returns>
    public static int Run(string[] args)
    {
        var root = new RootCommand("Random functions, their critical points, and the law of the Morse index.")
        {
            ListCommand.Create(),
            RunCommand.Create(),
            MergeCommand.Create(),
            ReportCommand.Create(),
            FiguresCommand.Create(),
            PublishCommand.Create(),
            AnswerCommand.Create(),
            ComputeCommand.Create(),
            EnumerateCommand.Create(),
            HessianCommand.Create(),
            HessianDensityCommand.Create(),
            SpectrumCommand.Create(),
            SelftestCommand.Create(),
            BenchCommand.Create(),
            CompletionCommand.Create(),
        };
        try
        {
            var result = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
            if (result.Errors.Count > 0)
            {
                var allowed = result.CommandResult.Command.Options.Where(o => !o.Hidden).Select(o => o.Name)
                    .Concat(result.CommandResult.Command.Subcommands.Select(c => c.Name));
                // The first error is the mistake; a mistaken option's value and the command that is then missing follow from it.
                var error = result.Errors.FirstOrDefault(e => e.Message.Contains('\'', StringComparison.Ordinal)) ?? result.Errors[0];
                Console.Error.WriteLine($"landscapes: {error.Message} Allowed: {string.Join(", ", allowed)}.");
                return ExitCodes.BadUsage;
            }

            return result.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (UsageException e)
        {
            Console.Error.WriteLine($"landscapes: {e.Message}");
            return ExitCodes.BadUsage;
        }
        catch (PlanException e)
        {
            foreach (var problem in e.Problems)
                Console.Error.WriteLine($"landscapes: {problem}");
            return ExitCodes.BadUsage;
        }
        catch (InvalidDataException e)
        {
            Console.Error.WriteLine($"landscapes: {e.Message}");
            return ExitCodes.BadUsage;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            var cause = e is AggregateException { InnerException: { } inner } ? inner : e;
            Console.Error.WriteLine($"landscapes: failed: {cause.GetType().Name}: {cause.Message.ReplaceLineEndings(" ")}");
            return ExitCodes.Failed;
        }
    }
}
