namespace RandomLandscapes.Figures;

/// <summary>Where the legend of a figure stands; it never covers data.</summary>
public enum LegendPlacement
{
    /// <summary>Under all panels.</summary>
    Below,

    /// <summary>To the right of all panels.</summary>
    Right,

    /// <summary>In the first corner of the first panel that is free of data, else below.</summary>
    Inside,

    /// <summary>Nowhere.</summary>
    None,
}
