using System.Runtime.InteropServices;

namespace RandomLandscapes.Figures;

/// <summary>One line of the legend: a name and the series that bear it.</summary>
/// <param name="Label">The name.</param>
/// <param name="Samples">The series drawn beside it.</param>
/// <param name="Left">Left edge of the drawn sample.</param>
/// <param name="Middle">Height of its middle.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct LegendEntry(RichText Label, IReadOnlyList<Series> Samples, double Left, double Middle);
