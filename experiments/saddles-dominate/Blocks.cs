namespace RandomLandscapes.Experiments.SaddlesDominate;

/// <summary>How samples are cut into chunks: enough independent blocks for the jackknife, few enough lines for the journal.</summary>
internal static class Blocks
{
    private const int PerCell = 64;

    public static int Size(long samples, int perCell = PerCell) => (int)Math.Max(1, (samples + perCell - 1) / perCell);
}
