namespace RandomLandscapes.Theory;

/// <summary>Mean numbers of critical points, by Morse index.</summary>
public sealed record MeanCounts
{
    private MeanCounts(double[] logByIndex)
    {
        LogByIndex = logByIndex;
        ByIndex = Array.ConvertAll(logByIndex, Math.Exp);
        LogTotal = logByIndex.Aggregate(double.NegativeInfinity, GoeLevelTable.AddExponentials);
    }

    /// <summary>Takes the counts themselves.</summary>
    /// <param name="byIndex">E N_k, k = 0..dimension.</param>
    public MeanCounts(IEnumerable<double> byIndex)
        : this([.. byIndex.Select(x => Math.Log(x))])
    {
    }

    /// <summary>E N_k, k = 0..dimension; zero or infinite where the logarithm leaves the range of a double.</summary>
    public IReadOnlyList<double> ByIndex { get; }

    /// <summary>ln E N_k.</summary>
    public IReadOnlyList<double> LogByIndex { get; }

    /// <summary>The mean number of all critical points.</summary>
    public double Total => Math.Exp(LogTotal);

    /// <summary>Its logarithm.</summary>
    public double LogTotal { get; }

    /// <summary>Takes logarithms, which may lie outside the range of a double.</summary>
    /// <param name="logByIndex">ln E N_k, k = 0..dimension.</param>
    public static MeanCounts FromLogs(IEnumerable<double> logByIndex) => new([.. logByIndex]);
}
