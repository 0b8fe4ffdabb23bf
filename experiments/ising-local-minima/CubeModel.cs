using System.Globalization;

namespace RandomLandscapes.Experiments.IsingLocalMinima;

/// <summary>A model on the N-cube.</summary>
/// <param name="Name">sk, three-spin, rem or nk.</param>
/// <param name="Spins">N.</param>
/// <param name="Neighbours">K of NK landscapes.</param>
internal sealed record CubeModel(string Name, int Spins, int Neighbours)
{
    /// <summary>The ensemble in tables.</summary>
    public string Ensemble => Name is "nk" ? string.Create(CultureInfo.InvariantCulture, $"nk K={Neighbours}") : Name;

    /// <summary>The name that decides the cell's random numbers.</summary>
    public string CellName => string.Create(CultureInfo.InvariantCulture, $"{Ensemble} N={Spins}");
}
