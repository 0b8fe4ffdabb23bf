using MathNet.Numerics;

namespace RandomLandscapes.Theory;

/// <summary>Exact mean numbers of critical points of spherical spin glasses at finite N, both x and -x counted.</summary>
/// <remarks>
/// With M ~ GOE(N) in this program's normalisation (exp(-tr M^2 / 2), a factor sqrt 2 below the sources' GOE1):
/// E N_k = 2 sqrt(2 xi' / (xi' + xi'')) (xi'' / xi')^(N/2) E exp(-(xi'' - xi') / (2 (xi'' + xi')) l_k^2).
/// A pure p-spin has xi' = p, xi'' = p (p - 1).
/// </remarks>
public static class SphericalMeanCounts
{
    private const double LinearRatio = 1e-6;

    /// <summary>The source of the pure p-spin formula.</summary>
    public const string PureSource = "Auffinger, Ben Arous, Cerny 2013, Theorem 2.1, with GOE(N) order statistics";

    /// <summary>The source of the mixture formula.</summary>
    public const string MixtureSource = "Auffinger and Ben Arous 2013; Fyodorov 2013: mixture mean counts, GOE(N) order statistics";

    /// <summary>The largest N.</summary>
    public const int MaxSpinCount = 100;

    /// <summary>The pure p-spin.</summary>
    /// <param name="p">The order of the interaction, at least 2; p = 2 has exactly two points of each index.</param>
    /// <param name="spinCount">N, 2 to <see cref="MaxSpinCount"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">p or N is outside its range.</exception>
    public static MeanCounts PurePSpin(int p, int spinCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(p, 2);
        return Mixture(p, (double)p * (p - 1), spinCount);
    }

    /// <summary>The pure p-spin, points with H/N at most E.</summary>
    /// <param name="p">The order of the interaction, at least 2.</param>
    /// <param name="spinCount">N, 2 to <see cref="MaxSpinCount"/>.</param>
    /// <param name="energyPerSpin">E.</param>
    public static MeanCounts PurePSpinBelow(int p, int spinCount, double energyPerSpin) => PurePSpinBelow(p, spinCount, [energyPerSpin])[0];

    /// <summary>The pure p-spin, points with H/N at most E, for several E that share the work.</summary>
    /// <remarks>A point of index k lies at H/N = l_k sqrt(2 (p-1) / (p N)), so the law of l_k is cut at E sqrt(N p / (2 (p-1))).</remarks>
    /// <param name="p">The order of the interaction, at least 2.</param>
    /// <param name="spinCount">N, 2 to <see cref="MaxSpinCount"/>.</param>
    /// <param name="energiesPerSpin">E, ascending.</param>
    public static IReadOnlyList<MeanCounts> PurePSpinBelow(int p, int spinCount, IReadOnlyList<double> energiesPerSpin)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(p, 2);
        ThrowIfOutside(spinCount);
        ArgumentNullException.ThrowIfNull(energiesPerSpin);
        if (energiesPerSpin.FirstOrDefault(e => !double.IsFinite(e)) is var bad && !double.IsFinite(bad))
            throw new ArgumentOutOfRangeException(nameof(energiesPerSpin), bad, $"Expected a finite energy, was {bad}.");
        // Beyond the edge by that much either way nothing changes: a point there has probability below e^-500.
        var edge = Math.Sqrt(2.0 * spinCount) + FarFromTheEdge;
        var inside = energiesPerSpin.Select(e => Level(p, spinCount, e)).Where(u => Math.Abs(u) <= edge).ToList();
        var rate = (p - 2) / (2.0 * p);
        var logFactor = LogFactor(p, (double)p * (p - 1), spinCount);
        var found = inside.Count == 0 ? [] : GoeLevelTable.OfEigenvalues(spinCount).LogIntegralsBelow(u => -rate * u * u, inside);
        var next = 0;
        return [.. energiesPerSpin.Select(e => Level(p, spinCount, e)).Select(u =>
            u < -edge ? MeanCounts.FromLogs(Enumerable.Repeat(double.NegativeInfinity, spinCount))
            : u > edge ? PurePSpin(p, spinCount)
            : MeanCounts.FromLogs(found[next++].Select(x => x + logFactor)))];
    }

    /// <summary>Mean and variance of the energy per spin H/N over the critical points of each index of the pure p-spin, weighted as their mean counts.</summary>
    /// <param name="p">The order of the interaction, at least 2.</param>
    /// <param name="spinCount">N, 2 to <see cref="MaxSpinCount"/>.</param>
    public static (double[] Means, double[] Variances) PurePSpinEnergies(int p, int spinCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(p, 2);
        ThrowIfOutside(spinCount);
        var rate = (p - 2) / (2.0 * p);
        var (_, means, variances) = GoeLevelTable.OfEigenvalues(spinCount).Moments(u => -rate * u * u);
        var unit = 1 / Level(p, spinCount, 1);
        return ([.. means.Select(m => unit * m)], [.. variances.Select(v => unit * unit * v)]);
    }

    /// <summary>The mean index over the dimension N - 1, over the critical points of the pure p-spin at H/N = E.</summary>
    /// <param name="p">The order of the interaction, at least 2.</param>
    /// <param name="spinCount">N, 2 to <see cref="MaxSpinCount"/>.</param>
    /// <param name="energyPerSpin">E.</param>
    public static double IndexFractionAtEnergy(int p, int spinCount, double energyPerSpin)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(p, 2);
        ThrowIfOutside(spinCount);
        var logs = GoeLevelTable.OfEigenvalues(spinCount).LogValues(Level(p, spinCount, energyPerSpin));
        return IndexLaw.FromLogs(logs, normalise: true, GoeLevelTable.StatedError, PureSource).Mean / (spinCount - 1);
    }

    /// <summary>A mixture with covariance xi(x.y) on the unit sphere, terms linear in x allowed.</summary>
    /// <param name="firstDerivative">xi'(1), positive.</param>
    /// <param name="secondDerivative">
    /// xi''(1), not negative. Below xi'(1), a strong linear term, the rate is negative: topology trivialisation. Below 1e-6 xi'(1), and at zero, the function is
    /// taken as linear, with its two points: the other mean counts, below exp(-1000), are given as zero.
    /// </param>
    /// <param name="spinCount">N, 2 to <see cref="MaxSpinCount"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static MeanCounts Mixture(double firstDerivative, double secondDerivative, int spinCount)
    {
        // Where xi'' = xi' (p = 2) or the function is linear no order statistics are needed, so N has no limit.
        if (spinCount < 2 || (secondDerivative != firstDerivative && !IsLinear(firstDerivative, secondDerivative)))
            ThrowIfOutside(spinCount);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(firstDerivative);
        if (!(secondDerivative >= 0) || !double.IsFinite(firstDerivative + secondDerivative))
            throw new ArgumentOutOfRangeException(nameof(secondDerivative), secondDerivative, $"Expected a finite xi'' of at least 0, was {secondDerivative}.");
        if (secondDerivative == firstDerivative)
            return new MeanCounts(Enumerable.Repeat(2.0, spinCount));
        if (IsLinear(firstDerivative, secondDerivative))
            return new MeanCounts(Enumerable.Range(0, spinCount).Select(k => k == 0 || k == spinCount - 1 ? 1.0 : 0.0));
        var rate = (secondDerivative - firstDerivative) / (2 * (firstDerivative + secondDerivative));
        var logFactor = LogFactor(firstDerivative, secondDerivative, spinCount);
        return MeanCounts.FromLogs(GaussianExpectations.Logarithms(spinCount, rate).Select(x => x + logFactor));
    }

    /// <summary>The total of the pure p-spin from the one-point density alone: a second route, which shares no code with the first.</summary>
    /// <remarks>
    /// T_N = 2 sqrt(2/p) (p-1)^(N/2) int rho_N(u) exp(-(p-2) u^2 / (4p)) du with Mehta's GOE density
    /// rho = sum_(k&lt;N) phi_k^2 + sqrt(N/2) phi_(N-1)(y) int sgn(y-t) phi_N(t) dt / 2 + [N odd] phi_(N-1) / int phi_(N-1), y = u / sqrt 2.
    /// Trapezoidal rule in plain doubles, relative error about 1e-13. Source: Mehta, Random Matrices, section 7.2; Breiding 2019.
    /// </remarks>
    /// <param name="p">The order of the interaction, at least 2.</param>
    /// <param name="spinCount">N, 2 to 200.</param>
    public static double TotalFromDensity(int p, int spinCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(p, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(spinCount, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(spinCount, 200);
        return 2 * Math.Sqrt(2.0 / p) * Math.Pow(p - 1, spinCount / 2.0)
            * Math.Exp(GoeOnePointDensity.LogIntegral(spinCount, y => -(p - 2) * y * y / (2.0 * p)));
    }

    private const double FarFromTheEdge = 40;

    /// <summary>ln of the factor before E exp(-c l_k^2): E N_k = 2 sqrt(2 xi'/(xi' + xi'')) (xi''/xi')^(N/2) E exp(-c l_k^2), c = (xi'' - xi')/(2 (xi'' + xi')).</summary>
    /// <param name="first">xi'(1).</param>
    /// <param name="second">xi''(1).</param>
    /// <param name="spinCount">N.</param>
    public static double LogFactor(double first, double second, int spinCount) =>
        Math.Log(2) + (0.5 * Math.Log(2 * first / (first + second))) + (0.5 * spinCount * Math.Log(second / first));

    /// <summary>ln of the factor of E[|det(M + s I)|; index k], M ~ GOE(N-1) and s normal with mean 0 and <see cref="ShiftVariance"/>.</summary>
    /// <remarks>2 pi^(N/2) / Gamma(N/2) times (xi'' / (pi xi'))^((N-1)/2): the sphere's area, the gradient's density at zero and the scale of the Hessian.</remarks>
    /// <param name="first">xi'(1).</param>
    /// <param name="second">xi''(1), positive.</param>
    /// <param name="spinCount">N.</param>
    public static double LogDeterminantFactor(double first, double second, int spinCount) =>
        Math.Log(2) + (0.5 * spinCount * Math.Log(Math.PI)) - SpecialFunctions.GammaLn(0.5 * spinCount)
        + (0.5 * (spinCount - 1) * Math.Log(second / (Math.PI * first)));

    /// <summary>The variance of the multiple of the identity in the Hessian over sqrt(2 xi''), (xi' + xi'') / (2 xi''): that of the radial derivative.</summary>
    /// <param name="first">xi'(1).</param>
    /// <param name="second">xi''(1), positive.</param>
    public static double ShiftVariance(double first, double second) => (first + second) / (2 * second);

    /// <summary>Whether the function counts as linear: its mean counts then need no order statistics.</summary>
    /// <param name="first">xi'(1).</param>
    /// <param name="second">xi''(1).</param>
    public static bool IsLinear(double first, double second) => second < LinearRatio * first;

    private static double Level(int p, int spinCount, double energyPerSpin) => energyPerSpin * Math.Sqrt(spinCount * p / (2.0 * (p - 1)));

    private static void ThrowIfOutside(int spinCount)
    {
        if (spinCount < 2 || spinCount > MaxSpinCount)
            throw new ArgumentOutOfRangeException(nameof(spinCount), spinCount, $"Expected 2 to {MaxSpinCount} spins, was {spinCount}.");
    }
}
