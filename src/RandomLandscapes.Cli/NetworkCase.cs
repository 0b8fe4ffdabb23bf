using RandomLandscapes.Simulation.Networks;
using RandomLandscapes.Simulation.Networks.Data;

namespace RandomLandscapes.Cli;

/// <summary>What a network file says.</summary>
/// <param name="Name">Its name; points lie beside the file as NAME.POINT.csv.</param>
/// <param name="Graph">The network.</param>
/// <param name="L2">The strength of the regulariser.</param>
/// <param name="Points">The points that it lists.</param>
/// <param name="Rows">Rows of the data that it uses; 0 when it brings its own.</param>
/// <param name="Samples">Makes the samples of the images; the argument is null when Rows is 0.</param>
internal sealed record NetworkCase(
    string Name, NetworkGraph Graph, double L2, IReadOnlyList<string> Points, int Rows, Func<LabelledImages?, NetworkSamples> Samples);
