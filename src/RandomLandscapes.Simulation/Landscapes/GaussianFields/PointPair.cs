namespace RandomLandscapes.Simulation.Landscapes.GaussianFields;

/// <summary>The displacement r = x - y of two points of a path in the path's frame, and rho with four derivatives at |r|^2.</summary>
internal sealed class PointPair
{
    private readonly double[] _rho = new double[RadialCovariance.MostDerivatives + 1];
    private readonly double[] _r;
    private readonly double[] _tails;

    /// <summary>Takes two points of equal length.</summary>
    public PointPair(RadialCovariance covariance, ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        _r = new double[x.Length];
        _tails = new double[x.Length + 1];
        for (var i = x.Length - 1; i >= 0; i--)
        {
            _r[i] = x[i] - y[i];
            _tails[i] = _tails[i + 1] + (_r[i] * _r[i]);
        }

        covariance.Evaluate(_tails[0], _rho);
    }

    /// <summary>The displacement.</summary>
    public ReadOnlySpan<double> R => _r;

    /// <summary>Entry c is the sum of r_i^2 over i from c on.</summary>
    public ReadOnlySpan<double> Tails => _tails;

    /// <summary>rho and its derivatives.</summary>
    public ReadOnlySpan<double> Rho => _rho;
}
