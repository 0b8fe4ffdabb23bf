namespace RandomLandscapes.Runs;

/// <summary>What samples leave behind: integer counts, and floating sums taken in sample order.</summary>
public sealed class Tally
{
    /// <summary>Starts at zero.</summary>
    /// <param name="countLength">The number of integer tallies.</param>
    /// <param name="sumLength">The number of floating sums.</param>
    public Tally(int countLength, int sumLength)
    {
        Counts = new long[countLength];
        Sums = new double[sumLength];
    }

    /// <summary>Wraps what a journal line held.</summary>
    /// <param name="counts">The integer tallies.</param>
    /// <param name="sums">The floating sums.</param>
    public Tally(long[] counts, double[] sums)
    {
        Counts = counts;
        Sums = sums;
    }

    /// <summary>The integer tallies.</summary>
    public long[] Counts { get; }

    /// <summary>The floating sums.</summary>
    public double[] Sums { get; }
}
