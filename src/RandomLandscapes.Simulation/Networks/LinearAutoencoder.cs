using RandomLandscapes.Simulation.CriticalPoints.Searches;

namespace RandomLandscapes.Simulation.Networks;

/// <summary>The population loss of a linear autoencoder, f = tr[(W2 W1 - I) S (W2 W1 - I)^T] / 2, with exact derivatives of second order.</summary>
/// <remarks>
/// <para>S is the covariance of the inputs, order n; W1 is h x n, W2 is n x h. Parameters: W1, then W2, each row-major. The loss is constant on the orbits W1 -> C^-1 W1, W2 -> W2 C of GL(h), so no critical point is isolated.</para>
/// <para>Source: P. Baldi, K. Hornik, "Neural networks and principal component analysis", Neural Networks 2 (1989) 53.</para>
/// </remarks>
public sealed class LinearAutoencoder : IObjective
{
    private readonly DeepLinearNetwork _network;

    /// <summary>Makes the loss.</summary>
    /// <param name="covariance">S, n x n, row-major, symmetric to the bit.</param>
    /// <param name="inputs">n, at least 1.</param>
    /// <param name="hidden">h, at least 1.</param>
    /// <exception cref="ArgumentException">A shape does not fit, or S is not symmetric.</exception>
    public LinearAutoencoder(ReadOnlySpan<double> covariance, int inputs, int hidden)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(hidden, 1);
        var identity = new double[inputs * inputs];
        for (var i = 0; i < inputs; i++)
            identity[(i * inputs) + i] = 1;
        _network = new DeepLinearNetwork([inputs, hidden, inputs], identity, covariance);
    }

    /// <summary>Makes the loss for independent inputs.</summary>
    /// <param name="variances">The diagonal of S.</param>
    /// <param name="hidden">h, at least 1.</param>
    public LinearAutoencoder(IReadOnlyList<double> variances, int hidden)
        : this(Diagonal(variances), variances.Count, hidden)
    {
    }

    private LinearAutoencoder(DeepLinearNetwork network) => _network = network;

    /// <summary>n.</summary>
    public int Inputs => _network.Widths[0];

    /// <summary>h.</summary>
    public int Hidden => _network.Widths[1];

    /// <inheritdoc/>
    public int Dimension => _network.Dimension;

    /// <inheritdoc/>
    public double Value(ReadOnlySpan<double> parameters) => _network.Value(parameters);

    /// <inheritdoc/>
    public double Gradient(ReadOnlySpan<double> parameters, Span<double> gradient) => _network.Gradient(parameters, gradient);

    /// <inheritdoc/>
    public void HessianVectorProduct(ReadOnlySpan<double> parameters, ReadOnlySpan<double> direction, Span<double> product) => _network.HessianVectorProduct(parameters, direction, product);

    /// <inheritdoc/>
    public void Hessian(ReadOnlySpan<double> parameters, Span<double> hessian) => _network.Hessian(parameters, hessian);

    /// <inheritdoc/>
    public IObjective Copy() => new LinearAutoencoder((DeepLinearNetwork)_network.Copy());

    private static double[] Diagonal(IReadOnlyList<double> variances)
    {
        ArgumentNullException.ThrowIfNull(variances);
        var matrix = new double[variances.Count * variances.Count];
        for (var i = 0; i < variances.Count; i++)
            matrix[(i * variances.Count) + i] = variances[i];
        return matrix;
    }
}
