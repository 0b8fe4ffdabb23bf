using RandomLandscapes.Numerics.Arithmetic;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Simulation.RandomMatrices;

namespace RandomLandscapes.Simulation.KacRice;

/// <summary>Kac-Rice Monte Carlo by order statistics: draws GOE(N) and returns exp(-c l_k^2) for its ordered eigenvalues.</summary>
/// <remarks>
/// <para>The mean number of critical points of index k is proportional to E exp(-c l_k^2), l_0 &lt;= ... &lt;= l_(N-1) of GOE(N), with
/// c = 1/2 and N = n + 1 for isotropic fields on R^n, c = (p-2)/(2p) for the spherical p-spin of N spins (in the normalisation
/// exp(-tr M^2 / 2)). The determinant of Kac and Rice is absorbed into the order statistics, so no weight |det| appears, whose
/// Monte Carlo is biased in practice from n = 8 on.</para>
/// <para>Source: Auffinger, Ben Arous, Cerny 2013, Lemma 3.3 and Theorem 2.1; Fyodorov 2004.</para>
/// <para>Cost: one tridiagonal eigenvalue problem, O(N^2).</para>
/// </remarks>
public sealed class OrderStatisticWeights
{
    private readonly GoeEigenvalues _eigenvalues;
    private readonly double _rate;

    /// <summary>Prepares the buffers; the instance serves one thread.</summary>
    /// <param name="order">N, at least 1.</param>
    /// <param name="rate">c, not negative.</param>
    public OrderStatisticWeights(int order, double rate)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rate);
        _eigenvalues = new GoeEigenvalues(order);
        _rate = rate;
    }

    /// <summary>Below this many effective samples, (sum w)^2 / sum w^2, a mean of weights is not given: its error could not be trusted.</summary>
    public const double SmallestEffectiveSampleSize = 400;

    /// <summary>The rate c of an isotropic field; the matrix order is the dimension plus one.</summary>
    public const double FieldRate = 0.5;

    /// <summary>The rate c of the spherical p-spin; the matrix order is the number of spins.</summary>
    /// <param name="p">The order of the interaction, at least 2.</param>
    public static double SphericalRate(int p) => (p - 2) / (2.0 * p);

    /// <summary>Draws one matrix and returns its weights.</summary>
    /// <param name="stream">The stream of this sample.</param>
    /// <param name="weights">N entries in (0, 1], in the order of the eigenvalues; fully overwritten.</param>
    /// <exception cref="ArgumentException">The destination has another length.</exception>
    /// <exception cref="ArithmeticException">The eigenvalue iteration failed, which no tridiagonal Gaussian matrix should cause.</exception>
    public void Next(RandomStream stream, Span<double> weights)
    {
        if (weights.Length != _eigenvalues.Order)
            throw new ArgumentException($"Expected {_eigenvalues.Order} entries, was {weights.Length}.", nameof(weights));
        var levels = _eigenvalues.Next(stream);
        for (var k = 0; k < weights.Length; k++)
            weights[k] = ElementaryFunctions.Exp(-_rate * levels[k] * levels[k]);
    }
}
