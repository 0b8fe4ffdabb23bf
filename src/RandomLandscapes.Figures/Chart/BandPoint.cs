namespace RandomLandscapes.Figures;

/// <summary>One cut through a band.</summary>
/// <param name="X">Abscissa.</param>
/// <param name="Low">Lower edge.</param>
/// <param name="High">Upper edge, at least <paramref name="Low"/>.</param>
public readonly record struct BandPoint(double X, double Low, double High);
