namespace RandomLandscapes.Figures;

/// <summary>How an axis maps numbers to places.</summary>
public enum AxisScale
{
    /// <summary>Equal differences are equal distances.</summary>
    Linear,

    /// <summary>Equal ratios are equal distances.</summary>
    Log10,
}
