namespace RandomLandscapes.Experiments.SaddlesDominate;

/// <summary>The names of the ensembles in cells, tables and figures.</summary>
internal static class Ensembles
{
    public const string CoinFlip = "coin-flip";
    public const string Goe = "goe";
    public const string Field = "isotropic-field";
    public const string PSpin = "p-spin";
    public const string Enumeration = "p-spin-enumeration";
    public const string Network = "network";

    /// <summary>The order of the interaction of the spherical glass.</summary>
    public const int P = 3;
}
