namespace RandomLandscapes.Experiments.SaddlesDominate;

/// <summary>The names of the quantities in summary.csv.</summary>
internal static class Quantities
{
    public const string Minimum = "p-minimum";
    public const string Probability = "index-probability";
    public const string Variance = "index-variance";
    public const string MeanCount = "mean-count";
    public const string Undecided = "undecided-samples";
    public const string ChecksPassed = "samples-with-all-checks";
    public const string Loss = "loss";
    public const string Accuracy = "accuracy";
    public const string GradientNorm = "gradient-norm";
    public const string IndexFraction = "index-fraction";
    public const string SmallestEigenvalue = "smallest-eigenvalue";
    public const string LargestEigenvalue = "largest-eigenvalue";
    public const string CoinFlipRank = "rank-in-coin-flip";
    public const string GoeRank = "rank-in-goe";
    public const string FieldRank = "rank-in-isotropic-field";
    public const string LawRange = "index-fraction-central-95";
}
