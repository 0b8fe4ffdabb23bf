namespace RandomLandscapes.Cli.Answers;

/// <summary>Sums of weights and of their squares by index, relative to the largest weight so far, so that weights of any size can be added.</summary>
/// <param name="indices">How many indices there are.</param>
internal sealed class WeightSums(int indices)
{
    private double _logScale = double.NegativeInfinity;

    /// <summary>Sums of weights over exp(<see cref="LogScale"/>).</summary>
    public double[] First { get; } = new double[indices];

    /// <summary>Sums of squared weights over exp(2 <see cref="LogScale"/>).</summary>
    public double[] Second { get; } = new double[indices];

    /// <summary>How many samples each index had.</summary>
    public long[] Hits { get; } = new long[indices];

    /// <summary>The logarithm of the largest weight.</summary>
    public double LogScale => _logScale;

    /// <summary>Adds one weight.</summary>
    /// <param name="index">The index of the sample.</param>
    /// <param name="logWeight">The logarithm of its weight.</param>
    public void Add(int index, double logWeight)
    {
        if (logWeight > _logScale)
            Rescale(logWeight);
        var weight = Math.Exp(logWeight - _logScale);
        First[index] += weight;
        Second[index] += weight * weight;
        Hits[index]++;
    }

    /// <summary>Adds the sums of other samples.</summary>
    /// <param name="other">Of the same length.</param>
    public void Add(WeightSums other)
    {
        if (other._logScale > _logScale)
            Rescale(other._logScale);
        // Both empty: the difference of two infinities.
        var factor = other._logScale == double.NegativeInfinity ? 0 : Math.Exp(other._logScale - _logScale);
        for (var k = 0; k < First.Length; k++)
        {
            First[k] += factor * other.First[k];
            Second[k] += factor * factor * other.Second[k];
            Hits[k] += other.Hits[k];
        }
    }

    /// <summary>Counts each sample half for its index and half for the opposite one, which is as likely.</summary>
    public void Symmetrise()
    {
        for (var k = 0; k < First.Length - 1 - k; k++)
        {
            var opposite = First.Length - 1 - k;
            First[k] = First[opposite] = 0.5 * (First[k] + First[opposite]);
            Second[k] = Second[opposite] = 0.25 * (Second[k] + Second[opposite]);
            Hits[k] = Hits[opposite] = Hits[k] + Hits[opposite];
        }
    }

    private void Rescale(double logScale)
    {
        var factor = _logScale == double.NegativeInfinity ? 0 : Math.Exp(_logScale - logScale);
        for (var k = 0; k < First.Length; k++)
        {
            First[k] *= factor;
            Second[k] *= factor * factor;
        }

        _logScale = logScale;
    }
}
