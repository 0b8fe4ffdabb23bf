using RandomLandscapes.Numerics.Randomness;

namespace RandomLandscapes.Simulation.Landscapes.GaussianFields;

/// <summary>A covariance rho(|x - y|^2) of centred isotropic Gaussian fields of variance 1 with two derivatives: the function of s = |x - y|^2, its derivatives, and its spectral law.</summary>
/// <remarks>
/// E d_i f(x) d_j f(x) = -2 rho'(0) delta_ij; E f_ij f_kl = 4 rho''(0) (delta_ij delta_kl + delta_ik delta_jl + delta_il delta_jk). Derivatives of f have covariances with derivatives of rho up to the fourth.
/// </remarks>
public abstract class RadialCovariance
{
    private protected RadialCovariance(double length, string name)
    {
        if (!(length > 0) || double.IsInfinity(length))
            throw new ArgumentOutOfRangeException(nameof(length), length, $"Expected a finite positive length, was {length:R}.");
        (Length, Name) = (length, name);
    }

    /// <summary>The number of derivatives that <see cref="Evaluate"/> can give.</summary>
    public const int MostDerivatives = 4;

    /// <summary>l.</summary>
    public double Length { get; }

    /// <summary>The family with its parameter, as the command line writes it.</summary>
    public string Name { get; }

    /// <summary>The largest dimension in which this is a covariance.</summary>
    public virtual int LargestDimension => int.MaxValue;

    /// <summary>kappa = -rho'(0)/sqrt(rho''(0)).</summary>
    public double Kappa
    {
        get
        {
            Span<double> rho = stackalloc double[3];
            Evaluate(0, rho);
            return -rho[1] / Math.Sqrt(rho[2]);
        }
    }

    /// <summary>Moments E |k|^q of the wave vectors are finite for q below this.</summary>
    private protected virtual double MomentBound => double.PositiveInfinity;

    /// <summary>Computes a moment of the spectral law, E k_1^(2m) = (-1)^m (2m)!/m! rho^(m)(0): the variance of an m-th derivative of the field along a line.</summary>
    /// <param name="order">m, 0 to <see cref="MostDerivatives"/>.</param>
    /// <returns>The moment; infinity where it does not exist (Matern: 2m at least 2 nu).</returns>
    public double SpectralMoment(int order)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(order);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(order, MostDerivatives);
        if (2 * order >= MomentBound)
            return double.PositiveInfinity;
        Span<double> rho = stackalloc double[MostDerivatives + 1];
        Evaluate(0, rho);
        var factor = 1.0;
        for (var j = order + 1; j <= 2 * order; j++)
            factor *= -j; // order factors: the sign (-1)^m as well
        return factor * rho[order];
    }

    /// <summary>Refuses dimensions in which this is no covariance.</summary>
    /// <param name="dimension">n.</param>
    internal void CheckDimension(int dimension)
    {
        if (dimension > LargestDimension)
            throw new ArgumentException($"{Name} is a covariance in dimensions up to {LargestDimension}, was {dimension}.", nameof(dimension));
    }

    /// <summary>Computes rho and its derivatives in s.</summary>
    /// <param name="squaredDistance">s, not negative.</param>
    /// <param name="derivatives">Entry m becomes the m-th derivative, at most <see cref="MostDerivatives"/> of them after rho itself. Where the third or fourth has a pole at zero (Matern), entries at s = 0 are zero: they occur with powers of r that vanish faster.</param>
    public abstract void Evaluate(double squaredDistance, Span<double> derivatives);

    /// <summary>Draws a wave vector from the spectral law, that is rho(|x|^2) = E cos k.x.</summary>
    /// <param name="stream">The stream; advanced.</param>
    /// <param name="wave">n components, overwritten; n at most <see cref="LargestDimension"/>.</param>
    public abstract void DrawWave(RandomStream stream, Span<double> wave);

    private protected static void Scale(Span<double> vector, double factor)
    {
        foreach (ref var x in vector)
            x *= factor;
    }
}
