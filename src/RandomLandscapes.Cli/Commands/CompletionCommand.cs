using System.CommandLine;

namespace RandomLandscapes.Cli.Commands;

/// <summary><c>landscapes completion bash</c>: prints a completion script, for <c>eval "$(landscapes completion bash)"</c>.</summary>
internal static class CompletionCommand
{
    private const string Script = """
        _landscapes() {
            mapfile -t COMPREPLY < <(landscapes "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)
        }
        complete -F _landscapes landscapes
        """;

    public static Command Create()
    {
        var shell = new Argument<string>("shell") { Description = "bash" };
        var command = new Command("completion", "Print a completion script for the shell.") { shell };
        command.SetAction(result =>
        {
            if (result.GetValue(shell) is not "bash" and var other)
                throw Options.NotAllowed("shell", other ?? "", "bash");
            Console.WriteLine(Script);
            return ExitCodes.Done;
        });
        return command;
    }
}
