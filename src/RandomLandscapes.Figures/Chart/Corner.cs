namespace RandomLandscapes.Figures;

/// <summary>A corner of a panel.</summary>
public enum Corner
{
    /// <summary>Top right.</summary>
    TopRight,

    /// <summary>Top left.</summary>
    TopLeft,

    /// <summary>Bottom left.</summary>
    BottomLeft,

    /// <summary>Bottom right.</summary>
    BottomRight,
}
