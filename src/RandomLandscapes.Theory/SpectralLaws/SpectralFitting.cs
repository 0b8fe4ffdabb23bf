using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;

namespace RandomLandscapes.Theory.SpectralLaws;

/// <summary>Fits limiting spectral laws to the eigenvalues of one matrix.</summary>
/// <remarks>
/// <para>
/// Distance: sqrt(mean (lambda_i - q_i)^2) over the standard deviation of the eigenvalues, lambda_i ascending and q_i the law's classical locations,
/// its quantiles at (i - 1/2) / n: the Wasserstein-2 distance between the spectrum and the n-point law. It does not change when the matrix is
/// multiplied, and eigenvalues of random matrices are rigid: they stay within about 1/n of q_i, not 1/sqrt n as independent numbers would.
/// </para>
/// <para>
/// Centre and scale are linear in q and fitted by least squares; the shape parameters minimise what is left. The laws are those of infinite n,
/// so fitted parameters of a matrix drawn from the model are off by O(1/n).
/// </para>
/// <para>Every fit is a pure function of the eigenvalues; they may come in any order of magnitude.</para>
/// </remarks>
public static class SpectralFitting
{
    /// <summary>The smallest ratio n / m that is tried: below, the Wishart part is a semicircle within its own fluctuations.</summary>
    public const double SmallestRatio = 0.01;

    /// <summary>The bounds of epsilon: Marchenko-Pastur below, a centred semicircle above (its centre is then 4e-5 radii, less than a GOE's trace fluctuates up to n = 10000).</summary>
    public const double SmallestEpsilon = 1e-6;

    /// <summary>See <see cref="SmallestEpsilon"/>.</summary>
    public const double LargestEpsilon = 1e8;

    private const double EqualWithin = 1e-12;
    private static readonly SemicircleLaw Semicircle = new();

    /// <summary>Fits centre and radius of a semicircle: the law of c I + r GOE(n) / sqrt(2 n).</summary>
    /// <param name="eigenvalues">Ascending, finite; at least 3.</param>
    public static SpectralFit Goe(ReadOnlySpan<double> eigenvalues)
    {
        if (Prepare(eigenvalues, 3, out var spectrum) is { } reason)
            return SpectralFit.None(reason);
        var q = new double[eigenvalues.Length];
        Semicircle.FillLocations(q);
        double product = 0, square = 0;
        for (var i = 0; i < q.Length; i++)
        {
            product += q[i] * (spectrum.Values[i] - spectrum.Mean);
            square += q[i] * q[i];
        }

        // The classical locations are symmetric, so the centre is the mean.
        var radius = product / square;
        return Fit(spectrum, q, spectrum.Mean, radius, ("centre", spectrum.Mean * spectrum.Unit), ("radius", radius * spectrum.Unit));
    }

    /// <summary>Fits phi and scale of scale J J^T / m, J n x m with unit variances, phi = n / m.</summary>
    /// <remarks>Eigenvalues that are zero within <paramref name="zeroBound"/> are the rank that is missing: with n - m of them phi = n / m. Without any, phi is fitted up to 1.</remarks>
    /// <param name="eigenvalues">Ascending, finite; at least 3.</param>
    /// <param name="zeroBound">Up to this modulus an eigenvalue counts as zero.</param>
    public static SpectralFit MarchenkoPastur(ReadOnlySpan<double> eigenvalues, double zeroBound)
    {
        if (Prepare(eigenvalues, 3, out var spectrum) is { } reason)
            return SpectralFit.None(reason);
        var n = eigenvalues.Length;
        var zeros = 0;
        foreach (var eigenvalue in eigenvalues)
        {
            if (eigenvalue < -zeroBound)
                return SpectralFit.None("it has negative eigenvalues");
            if (eigenvalue <= zeroBound)
                zeros++;
        }

        if (n - zeros < 2)
            return SpectralFit.None("fewer than two of its eigenvalues are positive");
        var q = new double[n];
        var phi = (double)n / (n - zeros);
        if (zeros == 0)
        {
            // Var / mean^2 = phi (1 + 1/n).
            var start = Math.Clamp(spectrum.Variance / (spectrum.Mean * spectrum.Mean), SmallestRatio, 1);
            var objective = ObjectiveFunction.ScalarValue(x => Scaled(spectrum, new MarchenkoPasturLaw(Math.Exp(x)), q).Distance);
            phi = Math.Exp(GoldenSectionMinimizer.Minimum(objective, Math.Log(Math.Max(SmallestRatio, start / 4)), Math.Log(Math.Min(1, 4 * start)), 1e-5).MinimizingPoint);
        }

        var (scale, _) = Scaled(spectrum, new MarchenkoPasturLaw(phi), q);
        return Fit(spectrum, q, 0, scale, ("phi", phi), ("scale", scale * spectrum.Unit));
    }

    /// <summary>Fits phi, epsilon and scale of scale (J J^T / m + W), the law of <see cref="WishartWigner"/>.</summary>
    /// <param name="eigenvalues">Ascending, finite; at least 4.</param>
    public static SpectralFit WishartWigner(ReadOnlySpan<double> eigenvalues)
    {
        if (Prepare(eigenvalues, 4, out var spectrum) is { } reason)
            return SpectralFit.None(reason);
        var q = new double[eigenvalues.Length];
        double[] low = [Math.Log(SmallestRatio), Math.Log(SmallestEpsilon)];
        double[] high = [Math.Log(eigenvalues.Length), Math.Log(LargestEpsilon)];
        var best = (Distance: double.PositiveInfinity, Phi: double.NaN, Epsilon: double.NaN);
        var minimum = Start(spectrum, Try);
        try
        {
            _ = NelderMeadSimplex.Minimum(
                ObjectiveFunction.Value(x => Try(x[0], x[1])), minimum, Vector<double>.Build.Dense([0.3, 0.3]), convergenceTolerance: 1e-6, maximumIterations: 300);
        }
        catch (MathNet.Numerics.Optimization.MaximumIterationsException)
        {
            // The best point so far stands: along flat valleys the simplex creeps.
        }

        if (double.IsInfinity(best.Distance))
            return SpectralFit.None("no positive scale fits it");
        var (scale, _) = Scaled(spectrum, new WishartWignerLaw(best.Phi, best.Epsilon), q);
        return Fit(spectrum, q, 0, scale, ("phi", best.Phi), ("epsilon", best.Epsilon), ("scale", scale * spectrum.Unit));

        // Outside its bounds the distance at the nearest point inside plus the square of the excess.
        double Try(double logPhi, double logEpsilon)
        {
            double a = Math.Clamp(logPhi, low[0], high[0]), b = Math.Clamp(logEpsilon, low[1], high[1]);
            var (phi, epsilon) = (Math.Exp(a), Math.Exp(b));
            var (_, distance) = Scaled(spectrum, new WishartWignerLaw(phi, epsilon), q);
            if (distance < best.Distance)
                best = (distance, phi, epsilon);
            return Math.Min(distance, 1e6) + ((logPhi - a) * (logPhi - a)) + ((logEpsilon - b) * (logEpsilon - b));
        }
    }

    // The best of the moments' solution and a few points of the right relative variance.
    private static Vector<double> Start(Spectrum spectrum, Func<double, double, double> distance)
    {
        // Free cumulants of the law: scale, (phi + 2 epsilon) scale^2, phi^2 scale^3.
        var relative = spectrum.Variance / (spectrum.Mean * spectrum.Mean);
        var skew = spectrum.ThirdMoment / (spectrum.Mean * spectrum.Mean * spectrum.Mean);
        var best = (Distance: double.PositiveInfinity, Phi: 0.0, Epsilon: 0.0);
        foreach (var candidate in (ReadOnlySpan<double>)[skew > 0 ? Math.Sqrt(skew) : 1, 0.1, 0.3, 1, 3])
        {
            var phi = Math.Clamp(candidate, SmallestRatio, spectrum.Values.Length);
            var epsilon = Math.Clamp(0.5 * (relative - phi), 0.02 * Math.Min(relative, 1), LargestEpsilon);
            var d = distance(Math.Log(phi), Math.Log(epsilon));
            if (d < best.Distance)
                best = (d, phi, epsilon);
        }

        return Vector<double>.Build.Dense([Math.Log(best.Phi), Math.Log(best.Epsilon)]);
    }

    // The least squares scale and the distance it leaves; infinite where the scale is not positive.
    private static (double Scale, double Distance) Scaled(Spectrum spectrum, SpectralLaw law, double[] q)
    {
        law.FillLocations(q);
        double product = 0, square = 0;
        for (var i = 0; i < q.Length; i++)
        {
            product += q[i] * spectrum.Values[i];
            square += q[i] * q[i];
        }

        var scale = product / square;
        return (scale, scale > 0 ? Distance(spectrum, q, 0, scale) : double.PositiveInfinity);
    }

    private static SpectralFit Fit(Spectrum spectrum, double[] q, double centre, double scale, params ReadOnlySpan<(string Name, double Value)> parameters)
    {
        var named = new KeyValuePair<string, double>[parameters.Length];
        for (var i = 0; i < named.Length; i++)
            named[i] = KeyValuePair.Create(parameters[i].Name, parameters[i].Value);
        return new SpectralFit(named, Distance(spectrum, q, centre, scale));
    }

    private static double Distance(Spectrum spectrum, double[] q, double centre, double scale)
    {
        var sum = 0.0;
        for (var i = 0; i < q.Length; i++)
        {
            var gap = spectrum.Values[i] - centre - (scale * q[i]);
            sum += gap * gap;
        }

        return Math.Sqrt(sum / q.Length / spectrum.Variance);
    }

    // The eigenvalues in units of the largest modulus, with their moments; or why there is nothing to fit.
    private static string? Prepare(ReadOnlySpan<double> eigenvalues, int fewest, out Spectrum spectrum)
    {
        spectrum = default;
        var n = eigenvalues.Length;
        if (n < fewest)
            return FormattableString.Invariant($"it has {n} eigenvalues, expected at least {fewest}");
        var unit = Math.Max(Math.Abs(eigenvalues[0]), Math.Abs(eigenvalues[^1]));
        if (!double.IsFinite(unit))
            throw new ArgumentOutOfRangeException(nameof(eigenvalues), unit, "Expected finite eigenvalues.");
        var values = new double[n];
        double mean = 0, variance = 0, third = 0;
        for (var i = 0; i < n; i++)
        {
            values[i] = unit > 0 ? eigenvalues[i] / unit : 0;
            if (i > 0 && !(eigenvalues[i] >= eigenvalues[i - 1]))
                throw new ArgumentException("Expected ascending eigenvalues.", nameof(eigenvalues));
            mean += values[i] / n;
        }

        foreach (var x in values)
        {
            variance += (x - mean) * (x - mean) / n;
            third += (x - mean) * (x - mean) * (x - mean) / n;
        }

        if (Math.Sqrt(variance) <= EqualWithin)
            return "its eigenvalues are all equal";
        spectrum = new Spectrum(values, unit, mean, variance, third);
        return null;
    }

    private readonly record struct Spectrum(double[] Values, double Unit, double Mean, double Variance, double ThirdMoment);
}
