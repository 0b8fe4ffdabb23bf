using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Simulation.RandomMatrices;

namespace RandomLandscapes.Simulation.KacRice;

/// <summary>Kac-Rice Monte Carlo of E[|det(M + s I)|; index k], M ~ GOE(n) and s normal, with s drawn where the expectation comes from.</summary>
/// <remarks>
/// <para>
/// For s of mean c and variance v the expectation comes from near the maximum of -(s - c)^2 / (2v) + n int ln|s - x|, which lies outside the semicircle
/// where v &gt; 1 (c = 0: strong linear terms) or c &gt;= sqrt(n/2) (v = 1/2: strong confinement). There plain draws of s never come, and order-statistic
/// windows see no eigenvalue; inside the semicircle <see cref="LockstepWindows"/> do better.
/// </para>
/// <para>
/// For c = 0 the law of s is an equal mixture of the uniform law on the semicircle, and a little more, and of two normal laws of variance v about the two maxima;
/// otherwise it is one normal law of variance v about the maximum. The weights are |det| times the ratio of the densities: bounded in s, because
/// n int ln|s - x| is concave outside the semicircle. Cost: O(n) per sample. Instances hold no state.
/// </para>
/// </remarks>
public sealed class TiltedDeterminants
{
    private const uint ShiftPurpose = 1;
    private const int Lanes = NormalGammaRows.Lanes;
    private const double LogRootTwoPi = 0.9189385332046727;

    private readonly LockstepGoe _ensemble;
    private readonly double _mean;
    private readonly double _deviation;
    private readonly double _peak;
    private readonly double _halfWidth;

    /// <summary>Prepares the ensemble.</summary>
    /// <param name="order">n, 1 to <see cref="LockstepGoe.LargestOrder"/>.</param>
    /// <param name="mean">c, not negative.</param>
    /// <param name="variance">v, positive.</param>
    public TiltedDeterminants(int order, double mean, double variance)
    {
        _ensemble = new LockstepGoe(order);
        if (!(mean >= 0) || double.IsInfinity(mean))
            throw new ArgumentOutOfRangeException(nameof(mean), mean, $"Expected a finite mean of at least 0, was {mean:R}.");
        if (!(variance > 0) || double.IsInfinity(variance))
            throw new ArgumentOutOfRangeException(nameof(variance), variance, $"Expected a finite positive variance, was {variance:R}.");
        _mean = mean;
        _deviation = Math.Sqrt(variance);
        _halfWidth = Math.Sqrt(2.0 * order) + 1;
        _peak = Peak(order, mean, variance);
    }

    private bool IsSymmetric => _mean == 0;

    /// <summary>Draws one matrix and one shift for each sample.</summary>
    /// <remarks>For c = 0 both signs of s are equally likely, so index k and index n - k have the same expectation: a caller may count each sample for both by halves.</remarks>
    /// <param name="key">The key of the cell.</param>
    /// <param name="firstSample">The sample number of the first entry.</param>
    /// <param name="index">Entry i becomes the index of M + s I of sample firstSample + i, or <see cref="LockstepGoe.Undecided"/>.</param>
    /// <param name="logWeight">The same length: ln of |det(M + s I)| times the ratio of the densities of s.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public void Draw(StreamKey key, ulong firstSample, Span<int> index, Span<double> logWeight)
    {
        if (logWeight.Length != index.Length)
            throw new ArgumentException($"Expected {index.Length} entries, was {logWeight.Length}.", nameof(logWeight));
        Span<double> shifts = stackalloc double[Lanes];
        Span<double> deviates = stackalloc double[3 * Lanes];
        for (var done = 0; done < index.Length; done += Lanes)
        {
            var count = Math.Min(Lanes, index.Length - done);
            NormalDeviates.FillLanes(key, firstSample + (ulong)done, ShiftPurpose, deviates);
            for (var lane = 0; lane < count; lane++)
                shifts[lane] = Shift(deviates[lane], deviates[Lanes + lane], deviates[(2 * Lanes) + lane]);
            _ensemble.Draw(key, firstSample + (ulong)done, shifts[..count], index.Slice(done, count), logWeight.Slice(done, count));
            for (var lane = 0; lane < count; lane++)
                logWeight[done + lane] += LogRatio(shifts[lane]);
        }
    }

    // exp(-(g^2 + h^2)/2) is uniform on (0, 1]. The second half of it serves for the sign of the peak, its first half as the uniform shift.
    private double Shift(double g, double h, double normal)
    {
        if (!IsSymmetric)
            return _peak + (_deviation * normal);
        var u = Math.Exp(-0.5 * ((g * g) + (h * h)));
        return u < 0.5 ? _halfWidth * ((4 * u) - 1) : (u < 0.75 ? -_peak : _peak) + (_deviation * normal);
    }

    private double LogRatio(double s)
    {
        var target = LogNormalDensity(s, _mean);
        if (!IsSymmetric)
            return target - LogNormalDensity(s, _peak);
        var proposal = 0.25 * (Math.Exp(LogNormalDensity(s, _peak)) + Math.Exp(LogNormalDensity(s, -_peak)));
        return target - Math.Log(proposal + (Math.Abs(s) <= _halfWidth ? 0.25 / _halfWidth : 0));
    }

    private double LogNormalDensity(double s, double mean)
    {
        var z = (s - mean) / _deviation;
        return (-0.5 * z * z) - Math.Log(_deviation) - LogRootTwoPi;
    }

    // (s - c) / v = s - sqrt(s^2 - 2n): the solution outside the semicircle, else its edge.
    private static double Peak(int order, double mean, double variance)
    {
        var edge = Math.Sqrt(2.0 * order);
        var a = 1 - (1 / variance);
        var b = mean / variance;
        // sqrt(s^2 - 2n) = a s + b, squared: (1 - a^2) s^2 - 2ab s - (b^2 + 2n) = 0; 1 - a^2 = (2 - 1/v) / v is zero at v = 1/2.
        var quadratic = (2 - (1 / variance)) / variance;
        var constant = (b * b) + (2.0 * order);
        var s = Math.Abs(quadratic) < 1e-12
            ? -constant / (2 * a * b)
            : ((a * b) + Math.Sqrt((a * b * a * b) + (quadratic * constant))) / quadratic;
        return s > edge && (a * s) + b >= 0 ? s : edge;
    }
}
