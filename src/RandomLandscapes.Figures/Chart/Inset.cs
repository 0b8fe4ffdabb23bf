namespace RandomLandscapes.Figures;

/// <summary>A small panel inside another. Its rectangle holds everything of it: frame, tick labels and axis labels.</summary>
/// <remarks>The ground is white and hides what the parent draws there: give the parent limits that leave the place free. This is not checked.</remarks>
public sealed record Inset
{
    /// <summary>Places an inset.</summary>
    /// <param name="panel">What it shows; may not have an inset of its own.</param>
    /// <param name="left">Left edge as a fraction of the parent's axes, 0 to 1.</param>
    /// <param name="bottom">Bottom edge as a fraction of the parent's axes, 0 to 1.</param>
    /// <param name="width">Width as a fraction of the parent's axes.</param>
    /// <param name="height">Height as a fraction of the parent's axes.</param>
    /// <exception cref="ArgumentException">The rectangle is empty or leaves the parent, or the panel has an inset itself.</exception>
    public Inset(Panel panel, double left, double bottom, double width, double height)
    {
        ArgumentNullException.ThrowIfNull(panel);
        if (!(left >= 0 && bottom >= 0 && width > 0 && height > 0 && left + width <= 1 && bottom + height <= 1))
            throw new ArgumentException($"Expected a rectangle within the parent's axes, was left {left}, bottom {bottom}, width {width}, height {height}.");
        if (panel.Inset is not null)
            throw new ArgumentException("An inset may not have an inset of its own.");
        Panel = panel;
        Left = left;
        Bottom = bottom;
        Width = width;
        Height = height;
    }

    /// <summary>Gets what the inset shows.</summary>
    public Panel Panel { get; }

    /// <summary>Gets the left edge as a fraction of the parent's axes.</summary>
    public double Left { get; }

    /// <summary>Gets the bottom edge as a fraction of the parent's axes.</summary>
    public double Bottom { get; }

    /// <summary>Gets the width as a fraction of the parent's axes.</summary>
    public double Width { get; }

    /// <summary>Gets the height as a fraction of the parent's axes.</summary>
    public double Height { get; }

    /// <summary>Places an inset in a corner.</summary>
    /// <param name="panel">What it shows.</param>
    /// <param name="corner">The corner of the parent.</param>
    /// <param name="width">Width as a fraction of the parent's axes.</param>
    /// <param name="height">Height as a fraction of the parent's axes.</param>
    public static Inset InCorner(Panel panel, Corner corner, double width = 0.48, double height = 0.48)
    {
        const double margin = 0.03;
        var left = corner is Corner.TopLeft or Corner.BottomLeft ? margin : 1 - margin - width;
        var bottom = corner is Corner.BottomLeft or Corner.BottomRight ? margin : 1 - margin - height;
        return new Inset(panel, left, bottom, width, height);
    }
}
