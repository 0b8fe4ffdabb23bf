using RandomLandscapes.Cli;

namespace RandomLandscapes.Tests.Cli;

/// <summary>One command line carried out in this process: exit code and what it wrote.</summary>
internal sealed record Invocation(int ExitCode, string Output, string Error)
{
    public IReadOnlyList<string> ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Runs with stdout and stderr caught.</summary>
    public static Invocation Run(params string[] args)
    {
        var (output, error) = (Console.Out, Console.Error);
        using var caughtOutput = new StringWriter();
        using var caughtError = new StringWriter();
        Console.SetOut(caughtOutput);
        Console.SetError(caughtError);
        try
        {
            return new Invocation(CommandLine.Run(args), caughtOutput.ToString(), caughtError.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }
    }

    /// <summary>Succeeds or fails the test with what the command said.</summary>
    public static Invocation Succeed(params string[] args)
    {
        var result = Run(args);
        Assert.True(result.ExitCode == 0, $"exit {result.ExitCode} of {string.Join(' ', args)}: {result.Error}");
        return result;
    }

    /// <summary>Exit 2, nothing on stdout, and exactly this one line on stderr.</summary>
    public static void Refused(string message, params string[] args) =>
        Assert.Equal(new Invocation(2, "", $"landscapes: {message}\n"), Run(args));
}
