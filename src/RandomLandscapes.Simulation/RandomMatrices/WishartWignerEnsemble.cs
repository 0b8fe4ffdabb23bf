using RandomLandscapes.Numerics.Randomness;

namespace RandomLandscapes.Simulation.RandomMatrices;

/// <summary>Wishart plus Wigner matrices H = J J^T / m + W, a model of the Hessian of a network's loss at energy epsilon.</summary>
/// <remarks>
/// <para>Law: J is n x m with independent standard normal entries; W is independent, symmetric, with independent centred Gaussian entries of
/// variance 2 epsilon / n off the diagonal and 4 epsilon / n on it.</para>
/// <para>In the limit of large n at fixed phi = n / m the spectral density solves 2 eps phi G^3 - (2 eps + phi z) G^2 + (z + phi - 1) G - 1 = 0;
/// the mean index fraction at finite n lies above its limit by about 0.1/n to 0.25/n.</para>
/// <para>Exact moments, tested: E tr H = n, E tr H^2 = n (n + m + 1) / m + 2 epsilon (n + 1).</para>
/// <para>Source: J. Pennington, Y. Bahri, "Geometry of neural network loss surfaces via random matrix theory", ICML 2017.</para>
/// </remarks>
public sealed class WishartWignerEnsemble : DenseEnsemble
{
    private readonly WishartEnsemble _wishart;
    private readonly WignerEnsemble _wigner;
    private readonly double[] _noise;

    /// <summary>Prepares the ensemble.</summary>
    /// <param name="order">n, at least 1.</param>
    /// <param name="columns">m, at least 1.</param>
    /// <param name="epsilon">epsilon, at least 0, finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
    public WishartWignerEnsemble(int order, int columns, double epsilon)
        : base(order)
    {
        if (!(epsilon >= 0) || double.IsInfinity(epsilon))
            throw new ArgumentOutOfRangeException(nameof(epsilon), epsilon, "Expected a finite energy of at least 0.");
        _wishart = new WishartEnsemble(order, columns);
        _wigner = new WignerEnsemble(order, 2 * epsilon / order);
        _noise = new double[checked(order * order)];
    }

    /// <inheritdoc/>
    public override uint Purposes => 2;

    /// <inheritdoc/>
    private protected override void DrawOne(StreamKey key, ulong sample, Span<double> matrix, uint purpose)
    {
        _wishart.Draw(key, sample, matrix, purpose);
        _wigner.Draw(key, sample, _noise, purpose + 1);
        for (var i = 0; i < Order; i++)
        {
            for (var j = 0; j <= i; j++)
                matrix[(i * Order) + j] += _noise[(i * Order) + j];
        }
    }
}
