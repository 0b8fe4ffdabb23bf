namespace RandomLandscapes.Figures;

/// <summary>The bar beside a panel that tells what the shades mean, with its ticks; the label is centred <see cref="LabelOffset"/> right of the box.</summary>
internal sealed record ScaleBar(ContourSeries Series, Rectangle Box, AxisRange Range, IReadOnlyList<Tick> Ticks, double LabelOffset)
{
    public double Place(double value) => Box.Bottom - (Range.ToFraction(value) * Box.Height);
}
