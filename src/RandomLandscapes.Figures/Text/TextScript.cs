namespace RandomLandscapes.Figures;

/// <summary>Where a run of text stands relative to the baseline.</summary>
public enum TextScript
{
    /// <summary>On the baseline.</summary>
    Normal,

    /// <summary>Raised and smaller.</summary>
    Superscript,

    /// <summary>Lowered and smaller.</summary>
    Subscript,
}
