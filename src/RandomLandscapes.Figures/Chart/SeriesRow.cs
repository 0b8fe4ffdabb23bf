using System.Runtime.InteropServices;

namespace RandomLandscapes.Figures;

/// <summary>One row of a series, in the shape that limits, collisions and the CSV file share.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SeriesRow(
    double X, double? Y, double? Low = null, double? High = null, long? Samples = null, double? XLow = null, double? XHigh = null, double? Z = null, int? Part = null)
{
    /// <summary>Gets the ordinates that are drawn.</summary>
    public IEnumerable<double> Ordinates => new[] { Y, Low, High }.OfType<double>();

    /// <summary>Gets the abscissae that are drawn.</summary>
    public IEnumerable<double> Abscissae => XLow is { } low && XHigh is { } high ? [low, high] : [X];
}
