namespace RandomLandscapes.Figures;

/// <summary>One point of a theory curve.</summary>
/// <param name="X">Abscissa.</param>
/// <param name="Y">Ordinate, or its natural logarithm where the series says so.</param>
public readonly record struct CurvePoint(double X, double Y);
