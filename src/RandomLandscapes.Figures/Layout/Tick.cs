using System.Runtime.InteropServices;

namespace RandomLandscapes.Figures;

/// <summary>A mark on an axis, at a place in axis units (decimal exponents on a logarithmic axis); minor ones have no label.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Tick(double Position, RichText? Label)
{
    public bool IsMajor => Label is not null;
}
