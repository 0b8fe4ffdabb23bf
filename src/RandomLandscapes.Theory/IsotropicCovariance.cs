namespace RandomLandscapes.Theory;

/// <summary>What the counts of critical points need of an isotropic covariance rho(r^2), rho(0) = 1: two derivatives in r^2 at zero.</summary>
/// <remarks>Parametrisation and admissible kappa: Cheng and Schwartzman 2018; the families: Matern 1960, Gneiting and Schlather 2004 (Cauchy), Berry 1977 (random waves).</remarks>
/// <param name="FirstDerivative">rho'(0), negative.</param>
/// <param name="SecondDerivative">rho''(0), positive.</param>
/// <param name="Formula">The covariance as a formula.</param>
public sealed record IsotropicCovariance(double FirstDerivative, double SecondDerivative, string Formula)
{
    /// <summary>kappa = -rho'/sqrt(rho''), the correlation of height and Hessian; it does not depend on the length scale.</summary>
    public double Kappa => -FirstDerivative / Math.Sqrt(SecondDerivative);

    /// <summary>exp(-r^2 / (2 l^2)); kappa = 1.</summary>
    /// <param name="length">l, positive.</param>
    public static IsotropicCovariance SquaredExponential(double length)
    {
        var inverse = InverseSquare(length);
        return new IsotropicCovariance(-0.5 * inverse, 0.25 * inverse * inverse, "exp(-r^2/(2 l^2))");
    }

    /// <summary>Matern: 2^(1-nu)/Gamma(nu) z^nu K_nu(z), z = sqrt(2 nu) r / l; kappa^2 = (nu - 2)/(nu - 1).</summary>
    /// <param name="smoothness">nu, beyond 2: below it the field has no second derivatives.</param>
    /// <param name="length">l, positive.</param>
    public static IsotropicCovariance Matern(double smoothness, double length)
    {
        if (!(smoothness > 2) || double.IsInfinity(smoothness))
            throw new ArgumentOutOfRangeException(nameof(smoothness), smoothness, $"Expected a finite nu beyond 2, was {smoothness:R}.");
        var inverse = InverseSquare(length);
        // z^nu K_nu(z) 2^(1-nu)/Gamma(nu) = 1 - z^2/(4(nu-1)) + z^4/(32(nu-1)(nu-2)) - ...
        return new IsotropicCovariance(
            -smoothness * inverse / (2 * (smoothness - 1)),
            smoothness * smoothness * inverse * inverse / (4 * (smoothness - 1) * (smoothness - 2)),
            "Matern 2^(1-nu)/Gamma(nu) z^nu K_nu(z), z = sqrt(2 nu) r/l");
    }

    /// <summary>Cauchy: (1 + r^2/l^2)^(-beta); kappa^2 = beta/(beta + 1).</summary>
    /// <param name="exponent">beta, positive.</param>
    /// <param name="length">l, positive.</param>
    public static IsotropicCovariance Cauchy(double exponent, double length)
    {
        if (!(exponent > 0) || double.IsInfinity(exponent))
            throw new ArgumentOutOfRangeException(nameof(exponent), exponent, $"Expected a finite positive beta, was {exponent:R}.");
        var inverse = InverseSquare(length);
        return new IsotropicCovariance(-exponent * inverse, exponent * (exponent + 1) * inverse * inverse, "(1 + r^2/l^2)^(-beta)");
    }

    /// <summary>The monochromatic random wave in R^n, wave number 1/l: 0F1(; n/2; -r^2/(4 l^2)); kappa^2 = (n + 2)/n, the largest there is.</summary>
    /// <param name="dimension">n, at least 1.</param>
    /// <param name="length">l, positive.</param>
    public static IsotropicCovariance RandomWave(int dimension, double length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        var inverse = InverseSquare(length);
        return new IsotropicCovariance(
            -inverse / (2.0 * dimension), inverse * inverse / (4.0 * dimension * (dimension + 2)), "0F1(; n/2; -r^2/(4 l^2)), one wave number 1/l");
    }

    private static double InverseSquare(double length) => length > 0 && double.IsFinite(length)
        ? 1 / (length * length)
        : throw new ArgumentOutOfRangeException(nameof(length), length, $"Expected a finite positive length, was {length:R}.");
}
