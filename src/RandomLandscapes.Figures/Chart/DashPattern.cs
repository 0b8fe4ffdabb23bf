namespace RandomLandscapes.Figures;

/// <summary>How a line is broken, so that lines differ in grey print too.</summary>
public enum DashPattern
{
    /// <summary>Unbroken.</summary>
    Solid,

    /// <summary>Medium dashes.</summary>
    Dashed,

    /// <summary>Dots.</summary>
    Dotted,

    /// <summary>Dash and dot in turn.</summary>
    DashDotted,

    /// <summary>Long dashes.</summary>
    LongDashed,

    /// <summary>A dash and two dots in turn.</summary>
    DashDotDotted,
}
