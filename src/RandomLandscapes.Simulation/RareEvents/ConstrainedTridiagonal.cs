using RandomLandscapes.Numerics.Randomness;

namespace RandomLandscapes.Simulation.RareEvents;

/// <summary>A Gibbs sampler of tridiagonal GOE matrices whose index is held at or below k, or at k with the weight |det|.</summary>
/// <remarks>
/// <para>
/// The state is A = M + shift I: diagonal entries a_i of mean shift and unit variance, squared off-diagonal entries g_i from Gamma((n - i)/2, 1), conditioned on the
/// number of negative eigenvalues. With the pivots q of the block above and p of the block below an entry, the index is that of both blocks plus the sign of
/// a_i - g_(i-1)/q_(i-1) - g_i/p_(i+1), or plus the signs of the 2 x 2 block of a_i, g_i, a_(i+1): each entry given all others has a normal or gamma law cut at one
/// point, drawn exactly by <see cref="ConditionalDeviates"/>. Nothing is tuned, and every update changes its entry.
/// </para>
/// <para>Source: tridiagonal model of Dumitriu and Edelman 2002; the sampler is derived here. Cost: one sweep draws 2n - 1 deviates, about 0.1 us each.</para>
/// </remarks>
internal sealed class ConstrainedTridiagonal
{
    private readonly int _order;
    private readonly int _index;
    private readonly bool _weighted;
    private readonly double[] _diagonal;
    private readonly double[] _squares;
    private readonly double[] _below;
    private readonly int[] _negativeBelow;

    /// <summary>Starts from a matrix that obeys the constraint: diagonal entries far from zero, the first ones negative.</summary>
    /// <param name="order">n, at least 1.</param>
    /// <param name="startIndex">How many, at most k.</param>
    /// <param name="index">k, 0 to n.</param>
    /// <param name="weighted">False: index at most k. True: index exactly k, weight |det|.</param>
    public ConstrainedTridiagonal(int order, int startIndex, int index, bool weighted)
    {
        _order = order;
        _index = index;
        _weighted = weighted;
        _diagonal = new double[order];
        // Entry i couples i - 1 and i; entry 0 and entry n are the missing neighbours.
        _squares = new double[order + 1];
        _below = new double[order + 2];
        _negativeBelow = new int[order + 2];
        var size = 2 * Math.Sqrt(2.0 * order);
        for (var i = 0; i < order; i++)
            _diagonal[i] = i < startIndex ? -size : size;
        // Nearly decoupled at first; one sweep draws everything afresh.
        for (var i = 1; i < order; i++)
            _squares[i] = 1e-3;
    }

    /// <summary>The diagonal of A.</summary>
    public ReadOnlySpan<double> Diagonal => _diagonal;

    /// <summary>The sum of the diagonal of A.</summary>
    public double Trace
    {
        get
        {
            var sum = 0.0;
            foreach (var a in _diagonal)
                sum += a;
            return sum;
        }
    }

    /// <summary>The index of A as its pivots show it; for tests.</summary>
    public int CountNegative()
    {
        var count = 0;
        var q = double.PositiveInfinity;
        for (var i = 0; i < _order; i++)
        {
            q = _diagonal[i] - (_squares[i] / q);
            count += q < 0 ? 1 : 0;
        }

        return count;
    }

    /// <summary>Updates every entry once.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="shift">The mean of the diagonal entries.</param>
    public void Sweep(RandomStream stream, double shift)
    {
        var n = _order;
        _below[n] = double.PositiveInfinity;
        _negativeBelow[n] = 0;
        for (var i = n - 1; i >= 0; i--)
        {
            _below[i] = Pivot(_diagonal[i] - (_squares[i + 1] / _below[i + 1]));
            _negativeBelow[i] = _negativeBelow[i + 1] + (_below[i] < 0 ? 1 : 0);
        }

        var fromAbove = 0.0;
        var negativeAbove = 0;
        for (var i = 0; i < n; i++)
        {
            var cut = fromAbove + (_squares[i + 1] / _below[i + 1]);
            _diagonal[i] = cut + SignedPivot(stream, shift - cut, _index - negativeAbove - _negativeBelow[i + 1]);
            var q = Pivot(_diagonal[i] - fromAbove);
            if (i + 1 < n)
            {
                var partner = Pivot(_diagonal[i + 1] - (_squares[i + 2] / _below[i + 2]));
                _squares[i + 1] = Square(stream, n - i - 1, q, partner, _index - negativeAbove - _negativeBelow[i + 2]);
            }

            negativeAbove += q < 0 ? 1 : 0;
            fromAbove = _squares[i + 1] / q;
        }
    }

    // The pivot that makes the index right; room is how many negative eigenvalues the constraint leaves.
    private double SignedPivot(RandomStream stream, double mean, int room)
    {
        if (!_weighted && room > 0)
            return mean + stream.NextNormal();
        return room == 0 ? ConditionalDeviates.PositiveNormal(stream, mean, _weighted) : -ConditionalDeviates.PositiveNormal(stream, -mean, _weighted);
    }

    private double Square(RandomStream stream, int twiceShape, double q, double partner, int room)
    {
        var split = q * partner;
        // Index of the block: one between pivots of different sign and above the split, else none or both.
        if (split < 0)
            return ConditionalDeviates.Gamma(stream, twiceShape, split, GammaRegion.Everywhere, _weighted);
        var inside = q > 0 ? 0 : 2;
        var belowAllowed = _weighted ? inside == room : inside <= room;
        var aboveAllowed = _weighted ? room == 1 : room >= 1;
        var region = belowAllowed && aboveAllowed ? GammaRegion.Everywhere : belowAllowed ? GammaRegion.Below : GammaRegion.Above;
        return ConditionalDeviates.Gamma(stream, twiceShape, split, region, _weighted);
    }

    // Never exactly zero: a division by it would lose the sign.
    private static double Pivot(double value) => Math.Abs(value) < 1e-300 ? 1e-300 : value;
}
