using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Simulation.RandomMatrices;

namespace RandomLandscapes.Simulation.KacRice;

/// <summary>Kac-Rice Monte Carlo by counting, eight samples in lockstep: the law of <see cref="OrderStatisticWindow"/>, with other numbers.</summary>
/// <remarks>
/// <para>
/// Position k lies in the window |l_k - a| &lt; X, P(X &gt; x) = exp(-c x^2), with the probability E exp(-c (l_k - a)^2). The weight itself is never
/// formed, so nothing can underflow (exp(-1000) at the edge of N = 1000), and the effective sample size of position k is its number of hits.
/// </para>
/// <para>X is drawn as sqrt((g^2 + h^2) / (2c)), g and h the first two normal deviates of the sample for purpose 1. Cost: O(N) per sample. Instances hold no state.</para>
/// </remarks>
public sealed class LockstepWindows
{
    /// <summary>The smallest rate: every window then lies within the levels that <see cref="LockstepGoe"/> allows.</summary>
    public const double SmallestRate = 1e-6;

    private const uint WindowPurpose = 1;
    private const int Lanes = NormalGammaRows.Lanes;
    private const int AtOnce = 256;

    private readonly LockstepGoe _ensemble;
    private readonly double _rate;
    private readonly double _centre;

    /// <summary>Prepares the ensemble.</summary>
    /// <param name="order">N, 1 to <see cref="LockstepGoe.LargestOrder"/>.</param>
    /// <param name="rate">c, at least <see cref="SmallestRate"/>.</param>
    /// <param name="centre">a, within the spectrum's order of magnitude.</param>
    public LockstepWindows(int order, double rate, double centre = 0)
    {
        if (!(rate >= SmallestRate))
            throw new ArgumentOutOfRangeException(nameof(rate), rate, $"Expected a rate of at least {SmallestRate:R}.");
        _ensemble = new LockstepGoe(order);
        _rate = rate;
        _centre = centre;
    }

    /// <summary>Draws one matrix and one window for each sample.</summary>
    /// <param name="key">The key of the cell.</param>
    /// <param name="firstSample">The sample number of the first entry.</param>
    /// <param name="first">Entry i becomes the first position inside the window of sample firstSample + i, or <see cref="LockstepGoe.Undecided"/>.</param>
    /// <param name="end">The same length: the position after the last one, or <see cref="LockstepGoe.Undecided"/>.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public void Draw(StreamKey key, ulong firstSample, Span<int> first, Span<int> end)
    {
        if (end.Length != first.Length)
            throw new ArgumentException($"Expected {first.Length} entries, was {end.Length}.", nameof(end));
        Span<double> halfWidths = stackalloc double[AtOnce];
        for (var done = 0; done < first.Length; done += AtOnce)
        {
            var count = Math.Min(AtOnce, first.Length - done);
            Fill(key, firstSample + (ulong)done, halfWidths[..count]);
            _ensemble.CountWindows(key, firstSample + (ulong)done, _centre, halfWidths[..count], first.Slice(done, count), end.Slice(done, count));
        }
    }

    private void Fill(StreamKey key, ulong firstSample, Span<double> halfWidths)
    {
        Span<double> two = stackalloc double[2 * Lanes];
        for (var i = 0; i < halfWidths.Length; i++)
        {
            var lane = i % Lanes;
            if (lane == 0)
                NormalDeviates.FillLanes(key, firstSample + (ulong)i, WindowPurpose, two);
            halfWidths[i] = Math.Sqrt(((two[lane] * two[lane]) + (two[Lanes + lane] * two[Lanes + lane])) / (2 * _rate));
        }
    }
}
