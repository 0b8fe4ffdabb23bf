namespace RandomLandscapes.Theory;

/// <summary>A sum of exponentials whose terms may lie outside the range of a double.</summary>
internal struct LogSum
{
    private double _scale;
    private double _sum;

    /// <summary>The empty sum.</summary>
    public static LogSum Zero => new() { _scale = double.NegativeInfinity };

    /// <summary>ln of the sum; minus infinity when nothing was added.</summary>
    public readonly double Value => double.IsNegativeInfinity(_scale) ? _scale : _scale + Math.Log(_sum);

    /// <summary>Adds e^logTerm.</summary>
    public void Add(double logTerm)
    {
        if (double.IsNegativeInfinity(logTerm))
            return;
        // Terms are kept relative to one of the larger ones; rescaling happens only when a much larger one comes.
        if (logTerm > _scale + 30)
        {
            _sum = double.IsNegativeInfinity(_scale) ? 0 : _sum * Math.Exp(_scale - logTerm);
            _scale = logTerm;
        }

        _sum += Math.Exp(logTerm - _scale);
    }
}
