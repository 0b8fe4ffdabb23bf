using RandomLandscapes.Simulation.Networks;

namespace RandomLandscapes.Cli;

/// <summary>A network as the command line named it.</summary>
/// <param name="Folder">The folder of its file, where its points lie.</param>
/// <param name="Data">The data's file, or what stands for it.</param>
/// <param name="Case">What the file says.</param>
/// <param name="Join">Reads the data and joins both.</param>
internal sealed record NetworkInput(string Folder, string Data, NetworkCase Case, Func<NetworkObjective> Join);
