namespace RandomLandscapes.Theory;

/// <summary>The law of the Morse index of one ensemble: P(index = k), k = 0..n, or fractions of mean counts.</summary>
public sealed class IndexLaw
{
    private readonly double[] _probabilities;
    private readonly double[] _logProbabilities;

    internal IndexLaw(double[] probabilities, double[] logProbabilities, double relativeError, string source)
    {
        _probabilities = probabilities;
        _logProbabilities = logProbabilities;
        RelativeError = relativeError;
        Source = source;
    }

    internal IndexLaw(IEnumerable<double> probabilities, double relativeError, string source)
    {
        _probabilities = [.. probabilities];
        _logProbabilities = Array.ConvertAll(_probabilities, Math.Log);
        RelativeError = relativeError;
        Source = source;
    }

    /// <summary>A law from logarithms, which may lie far below the range of a double.</summary>
    /// <param name="logs">ln of probabilities, or of weights proportional to them.</param>
    /// <param name="normalise">Whether the sum is to be divided out.</param>
    /// <param name="relativeError">The stated bound.</param>
    /// <param name="source">Paper and formula.</param>
    internal static IndexLaw FromLogs(IReadOnlyList<double> logs, bool normalise, double relativeError, string source)
    {
        var total = normalise ? logs.Aggregate(double.NegativeInfinity, GoeLevelTable.AddExponentials) : 0;
        double[] normalised = [.. logs.Select(x => x - total)];
        return new IndexLaw(Array.ConvertAll(normalised, Math.Exp), normalised, relativeError, source);
    }

    /// <summary>The dimension n of the Hessian; the index runs from 0 to n.</summary>
    public int Dimension => _probabilities.Length - 1;

    /// <summary>P(index = k), k = 0..n; zero where it is below the range of a double.</summary>
    public ReadOnlySpan<double> Probabilities => _probabilities;

    /// <summary>ln P(index = k), k = 0..n.</summary>
    public ReadOnlySpan<double> LogProbabilities => _logProbabilities;

    /// <summary>The stated bound of the relative error of every entry.</summary>
    public double RelativeError { get; }

    /// <summary>Paper and formula.</summary>
    public string Source { get; }

    /// <summary>The mean index.</summary>
    public double Mean
    {
        get
        {
            var sum = 0.0;
            for (var k = 0; k <= Dimension; k++)
                sum += k * _probabilities[k];
            return sum;
        }
    }

    /// <summary>The variance of the index.</summary>
    public double Variance
    {
        get
        {
            var mean = Mean;
            var sum = 0.0;
            for (var k = 0; k <= Dimension; k++)
                sum += (k - mean) * (k - mean) * _probabilities[k];
            return sum;
        }
    }

    /// <summary>ln P(index &lt;= k), also far below the range of a double.</summary>
    /// <param name="k">The index, 0 to n.</param>
    public double LogCumulativeAtMost(int k)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(k);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(k, Dimension);
        LogSum lower = LogSum.Zero, upper = LogSum.Zero;
        for (var j = 0; j <= k; j++)
            lower.Add(_logProbabilities[j]);
        for (var j = k + 1; j <= Dimension; j++)
            upper.Add(_logProbabilities[j]);
        return lower.Value < upper.Value ? lower.Value : LogComplement(upper.Value);
    }

    /// <summary>ln(1 - e^x), without loss where e^x is small.</summary>
    internal static double LogComplement(double x) => MathNet.Numerics.SpecialFunctions.Log1p(-Math.Exp(x));

    /// <summary>P(index &lt;= k); zero below 0, one from n on.</summary>
    /// <param name="k">The index.</param>
    public double CumulativeAtMost(int k)
    {
        if (k >= Dimension)
            return 1;
        var sum = 0.0;
        for (var j = 0; j <= k; j++)
            sum += _probabilities[j];
        return sum;
    }
}
