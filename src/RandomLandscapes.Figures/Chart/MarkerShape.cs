namespace RandomLandscapes.Figures;

/// <summary>The shape of a marker; all have about equal areas.</summary>
public enum MarkerShape
{
    /// <summary>A disc.</summary>
    Circle,

    /// <summary>A square.</summary>
    Square,

    /// <summary>A triangle standing on its base.</summary>
    TriangleUp,

    /// <summary>A square standing on a corner.</summary>
    Diamond,

    /// <summary>A triangle standing on its tip.</summary>
    TriangleDown,

    /// <summary>A regular pentagon.</summary>
    Pentagon,

    /// <summary>A diagonal cross, which has no filled form.</summary>
    Cross,
}
