namespace RandomLandscapes.Tests.Statistics;

/// <summary>Cells of equal probability under a law, found by bisection: a chi-squared test evaluates no distribution function per deviate.</summary>
internal sealed class QuantileCells
{
    private readonly double[] _bounds;

    /// <summary>Divides the line.</summary>
    /// <param name="cells">How many.</param>
    /// <param name="quantile">The inverse distribution function.</param>
    public QuantileCells(int cells, Func<double, double> quantile) =>
        _bounds = [.. Enumerable.Range(1, cells - 1).Select(i => quantile((double)i / cells))];

    /// <summary>The cell of a number, from 0.</summary>
    public int Find(double x)
    {
        var found = _bounds.AsSpan().BinarySearch(x);
        return found < 0 ? ~found : found;
    }
}
