namespace RandomLandscapes.Theory;

/// <summary>The one-point density of GOE(N), normalised to N: totals over all eigenvalues without order statistics.</summary>
/// <remarks>
/// rho(y) = sum_(k&lt;N) phi_k^2 + sqrt(N/2) phi_(N-1)(y) int sgn(y-t) phi_N(t) dt / 2 + [N odd] phi_(N-1)(y) / int phi_(N-1), phi_k the Hermite functions.
/// Source: Mehta, Random Matrices, section 7.2. Plain doubles, relative error about 1e-13 where the density is not negligible.
/// </remarks>
public static class GoeOnePointDensity
{
    /// <summary>The largest N: 9 beyond its edge the Gaussian of the first Hermite function is still a normal double.</summary>
    public const int MaxOrder = 400;

    /// <summary>ln of the integral of a weight against the density.</summary>
    /// <remarks>Trapezoidal rule: the integrand is entire and dies out like a Gaussian, so it converges geometrically.</remarks>
    /// <param name="order">N, 1 to <see cref="MaxOrder"/>.</param>
    /// <param name="logWeight">ln w(y), analytic and not narrower than a spacing of eigenvalues; the product must have died out 9 beyond the edge.</param>
    public static double LogIntegral(int order, Func<double, double> logWeight)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(order, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(order, MaxOrder);
        ArgumentNullException.ThrowIfNull(logWeight);
        const double step = 1.0 / 64;
        var reach = Math.Sqrt(2.0 * order) + 9;
        var points = (int)(reach / step);
        var phi = new double[order + 2];
        var sum = LogSum.Zero;
        var fullIntegral = HermiteIntegral(order - 1);
        for (var i = -points; i <= points; i++)
        {
            var y = i * step;
            HermiteFunctions(y, phi);
            var density = 0.0;
            for (var k = 0; k < order; k++)
                density += phi[k] * phi[k];
            density += Math.Sqrt(order / 2.0) * phi[order - 1] * SignedIntegral(order, y, phi) / 2;
            if ((order & 1) == 1)
                density += phi[order - 1] / fullIntegral;
            // Far outside, rounding may leave a density of either sign near 1e-17.
            if (density > 0)
                sum.Add(logWeight(y) + Math.Log(density));
        }

        return sum.Value + Math.Log(step);
    }

    private static void HermiteFunctions(double y, double[] phi)
    {
        phi[0] = Math.Exp(-0.5 * y * y) / Math.Pow(Math.PI, 0.25);
        phi[1] = Math.Sqrt(2) * y * phi[0];
        for (var k = 1; k + 1 < phi.Length; k++)
            phi[k + 1] = ((Math.Sqrt(2) * y * phi[k]) - (Math.Sqrt(k) * phi[k - 1])) / Math.Sqrt(k + 1);
    }

    // int phi_k over the line; zero for odd k.
    private static double HermiteIntegral(int k)
    {
        var value = Math.Sqrt(2) * Math.Pow(Math.PI, 0.25);
        for (var j = 2; j <= k; j += 2)
            value *= Math.Sqrt((j - 1.0) / j);
        return value;
    }

    // int sgn(y - t) phi_N(t) dt = 2 int_(-inf)^y phi_N - int phi_N, by int phi_(k+1) = sqrt(k/(k+1)) int phi_(k-1) - sqrt(2/(k+1)) phi_k.
    private static double SignedIntegral(int order, double y, double[] phi)
    {
        double value;
        int k;
        if ((order & 1) == 0)
        {
            value = Math.Sqrt(2) * Math.Pow(Math.PI, 0.25) * MathNet.Numerics.SpecialFunctions.Erf(y / Math.Sqrt(2));
            k = 0;
        }
        else
        {
            value = -2 * Math.Sqrt(2) * phi[0];
            k = 1;
        }

        for (; k < order; k += 2)
            value = (Math.Sqrt((k + 1.0) / (k + 2)) * value) - (2 * Math.Sqrt(2.0 / (k + 2)) * phi[k + 1]);
        return value;
    }
}
