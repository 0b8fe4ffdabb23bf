namespace RandomLandscapes.Figures;

/// <summary>Which end of a text sits at its position.</summary>
public enum TextAnchor
{
    /// <summary>The text begins there.</summary>
    Start,

    /// <summary>The text is centred there.</summary>
    Middle,

    /// <summary>The text ends there.</summary>
    End,
}
