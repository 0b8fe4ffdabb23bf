namespace RandomLandscapes.Figures;

/// <summary>The legend with its entries placed; a framed one stands inside a panel.</summary>
internal sealed record LegendLayout(Rectangle Box, IReadOnlyList<LegendEntry> Entries, int ColumnCount, bool IsFramed);
