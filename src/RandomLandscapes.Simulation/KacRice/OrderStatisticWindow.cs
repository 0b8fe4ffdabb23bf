using RandomLandscapes.Numerics.Arithmetic;
using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Simulation.RandomMatrices;

namespace RandomLandscapes.Simulation.KacRice;

/// <summary>Kac-Rice Monte Carlo by counting: which ordered eigenvalues of GOE(N) lie in a random window around zero.</summary>
/// <remarks>
/// <para>exp(-c l^2) = P(|l| &lt; X) when P(X &gt; x) = exp(-c x^2), so the indicator of |l_k| &lt; X has the mean E exp(-c l_k^2) of
/// <see cref="OrderStatisticWeights"/>. Two Sturm counts replace all eigenvalues: O(N) instead of O(N^2), and the tally is of
/// integers. The price is a larger variance where the weights are small: a route for the middle of the law at large N.</para>
/// <para>Derived here; the test holds it against the weights and against the exact law.</para>
/// </remarks>
public sealed class OrderStatisticWindow
{
    private readonly TridiagonalGoe _ensemble;
    private readonly double _rate;
    private readonly double[] _diagonal;
    private readonly double[] _offDiagonalSquared;

    /// <summary>Prepares the buffers; the instance serves one thread.</summary>
    /// <param name="order">N, at least 1.</param>
    /// <param name="rate">c, positive.</param>
    public OrderStatisticWindow(int order, double rate)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rate);
        _ensemble = new TridiagonalGoe(order);
        _rate = rate;
        _diagonal = new double[order];
        _offDiagonalSquared = new double[order - 1];
    }

    /// <summary>Draws one matrix and one window.</summary>
    /// <param name="stream">The stream of this sample.</param>
    /// <returns>The positions k with First &lt;= k &lt; End have |l_k| inside the window.</returns>
    public (int First, int End) Next(RandomStream stream)
    {
        var x = Math.Sqrt(-ElementaryFunctions.Log(stream.NextUniform()) / _rate);
        _ensemble.Draw(stream, _diagonal, _offDiagonalSquared);
        return SturmCount.Between(_diagonal, _offDiagonalSquared, -x, x);
    }
}
