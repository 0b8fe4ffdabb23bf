namespace RandomLandscapes.Experiments.Shared;

/// <summary>Rough seconds of exact laws on one core, for forecasts.</summary>
internal static class ExactCost
{
    /// <summary>The smallest eigenvalue alone, all levels: 8 s in dimension 100.</summary>
    public static double Lowest(int dimension) => 8 * Math.Pow(dimension / 100.0, 3);

    /// <summary>All eigenvalues, all levels: 160 s in dimension 100.</summary>
    public static double Whole(int dimension) => 160 * Math.Pow(dimension / 100.0, 4);
}
