namespace RandomLandscapes.Simulation.Networks;

/// <summary>A matrix or a vector among the parameters of a network.</summary>
/// <param name="Name">As in the formulas, for example W1 or b1.</param>
/// <param name="Offset">Where it begins in the flat parameter vector.</param>
/// <param name="Rows">Outputs.</param>
/// <param name="Columns">Inputs, 1 for a bias; row-major.</param>
/// <param name="IsBias">Whether random starts leave it at zero.</param>
public sealed record ParameterBlock(string Name, int Offset, int Rows, int Columns, bool IsBias)
{
    /// <summary>How many numbers it has.</summary>
    public int Length => Rows * Columns;
}
