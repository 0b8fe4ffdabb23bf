namespace RandomLandscapes.Figures;

/// <summary>How the interval of a point is drawn.</summary>
public enum IntervalShape
{
    /// <summary>A thin line with end caps: a confidence interval.</summary>
    Whisker,

    /// <summary>A broad translucent bar: a range that is undecided rather than random.</summary>
    Range,
}
