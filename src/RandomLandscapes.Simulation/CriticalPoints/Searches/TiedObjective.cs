namespace RandomLandscapes.Simulation.CriticalPoints.Searches;

/// <summary>A function on a subspace of its parameter space: f(T y), T the isometry of <see cref="ParameterTies"/>.</summary>
/// <remarks>The Hessian costs one Hessian-vector product of f per coordinate.</remarks>
public sealed class TiedObjective : IObjective
{
    private readonly IObjective _objective;
    private readonly ParameterTies _ties;
    private readonly double[] _parameters;
    private readonly double[] _direction;
    private readonly double[] _full;
    private readonly double[] _unit;

    /// <summary>Restricts a function, whose buffers are used.</summary>
    /// <param name="objective">f.</param>
    /// <param name="ties">The subspace.</param>
    /// <exception cref="ArgumentException">The dimensions differ.</exception>
    public TiedObjective(IObjective objective, ParameterTies ties)
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(ties);
        if (objective.Dimension != ties.ParameterCount)
            throw new ArgumentException($"Expected ties of {objective.Dimension} parameters, was {ties.ParameterCount}.", nameof(ties));
        (_objective, _ties) = (objective, ties);
        (_parameters, _direction, _full) = (new double[objective.Dimension], new double[objective.Dimension], new double[objective.Dimension]);
        _unit = new double[ties.Dimension];
    }

    /// <inheritdoc/>
    public int Dimension => _ties.Dimension;

    /// <inheritdoc/>
    public double Value(ReadOnlySpan<double> parameters)
    {
        _ties.Expand(parameters, _parameters);
        return _objective.Value(_parameters);
    }

    /// <inheritdoc/>
    public double Gradient(ReadOnlySpan<double> parameters, Span<double> gradient)
    {
        _ties.Expand(parameters, _parameters);
        var value = _objective.Gradient(_parameters, _full);
        _ties.Project(_full, gradient);
        return value;
    }

    /// <inheritdoc/>
    public void HessianVectorProduct(ReadOnlySpan<double> parameters, ReadOnlySpan<double> direction, Span<double> product)
    {
        _ties.Expand(parameters, _parameters);
        _ties.Expand(direction, _direction);
        _objective.HessianVectorProduct(_parameters, _direction, _full);
        _ties.Project(_full, product);
    }

    /// <inheritdoc/>
    public void Hessian(ReadOnlySpan<double> parameters, Span<double> hessian)
    {
        var n = Dimension;
        for (var i = 0; i < n; i++)
        {
            _unit.AsSpan().Clear();
            _unit[i] = 1;
            HessianVectorProduct(parameters, _unit, hessian.Slice(i * n, n));
        }

        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < i; j++)
                hessian[(i * n) + j] = hessian[(j * n) + i] = 0.5 * (hessian[(i * n) + j] + hessian[(j * n) + i]);
        }
    }

    /// <inheritdoc/>
    public IObjective Copy() => new TiedObjective(_objective.Copy(), _ties);
}
