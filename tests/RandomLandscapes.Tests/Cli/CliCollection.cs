namespace RandomLandscapes.Tests.Cli;

/// <summary>Tests that redirect the console or start the command: one at a time, beside nothing else.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class CliCollection
{
    public const string Name = "command line";
}
