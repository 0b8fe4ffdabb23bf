using System.Runtime.InteropServices;

namespace RandomLandscapes.Figures;

/// <summary>An upright rectangle in points of 1/72 inch, y downward.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Rectangle(double Left, double Top, double Width, double Height)
{
    public double Right => Left + Width;

    public double Bottom => Top + Height;

    /// <summary>Tells whether a place is inside, the edge and rounding to hundredths included.</summary>
    public bool Contains(double x, double y) => x >= Left - 0.01 && x <= Right + 0.01 && y >= Top - 0.01 && y <= Bottom + 0.01;

    public Rectangle Inflate(double by) => new(Left - by, Top - by, Width + (2 * by), Height + (2 * by));
}
