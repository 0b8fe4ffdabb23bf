using System.CommandLine;

namespace RandomLandscapes.Cli.Commands;

/// <summary><c>landscapes enumerate ...</c>: every critical point of one sample.</summary>
internal static class EnumerateCommand
{
    public static Command Create() => new("enumerate", "Every critical point of one landscape.") { EnumerateSpinsCommand.Create(), EnumerateTorusCommand.Create(), EnumerateIsingCommand.Create() };
}
