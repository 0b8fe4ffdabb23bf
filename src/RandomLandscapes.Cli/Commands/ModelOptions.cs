using System.CommandLine;

namespace RandomLandscapes.Cli.Commands;

/// <summary>The options of one <c>compute</c> quantity, read with messages that name option, value and what is allowed.</summary>
internal sealed class ModelOptions
{
    private readonly Dictionary<string, Option<string?>> _options = new(StringComparer.Ordinal);
    private readonly Option<bool> _json = Options.Flag("--json", "print one JSON object");

    /// <summary>Declares text options as name and description.</summary>
    public ModelOptions(params (string Name, string Description)[] options)
    {
        foreach (var (name, description) in options)
            _options[name] = Options.Text(name, description);
    }

    /// <summary>Builds the command; the action gets a reader and returns the answer.</summary>
    public Command Create(string name, string description, Func<ModelReader, Answers.ComputeAnswer> answer)
    {
        var command = new Command(name, description);
        foreach (var option in _options.Values)
            command.Options.Add(option);
        command.Options.Add(_json);
        command.SetAction(result =>
        {
            var found = answer(new ModelReader(result, _options));
            Console.WriteLine(result.GetValue(_json) ? found.ToJson() : found.ToTable());
            return ExitCodes.Done;
        });
        return command;
    }
}
