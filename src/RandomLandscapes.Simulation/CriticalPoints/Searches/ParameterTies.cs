namespace RandomLandscapes.Simulation.CriticalPoints.Searches;

/// <summary>A subspace of parameter space: parameters of one group are equal up to given signs, those of no group are zero.</summary>
/// <remarks>
/// With y the coordinates, x_i = sign_i y_k / sqrt(m_k) for the m_k members i of group k: an isometry, so curvatures on the subspace are curvatures. The fixed points of a group that permutes parameters and turns
/// signs have this form: units of a network that are equal, or opposite, or off.
/// </remarks>
public sealed class ParameterTies
{
    private readonly int[] _groups;
    private readonly double[] _weights;

    /// <summary>Makes the subspace.</summary>
    /// <param name="groups">The group of each parameter, from 0 on without gaps, or -1 for a parameter that stays zero.</param>
    /// <param name="negated">Whether a parameter has the opposite sign; null for none.</param>
    /// <exception cref="ArgumentException">A length does not fit, or a group has no member.</exception>
    public ParameterTies(IReadOnlyList<int> groups, IReadOnlyList<bool>? negated = null)
    {
        ArgumentNullException.ThrowIfNull(groups);
        if (negated is not null && negated.Count != groups.Count)
            throw new ArgumentException($"Expected {groups.Count} signs, was {negated.Count}.", nameof(negated));
        Dimension = groups.Count == 0 ? 0 : groups.Max() + 1;
        var members = new int[Dimension];
        foreach (var k in groups.Where(k => k != -1))
        {
            if (k < 0)
                throw new ArgumentException($"Expected groups from 0 on, or -1, was {k}.", nameof(groups));
            members[k]++;
        }

        if (Dimension == 0 || members.Contains(0))
            throw new ArgumentException("Expected at least one group, and no group without members.", nameof(groups));
        _groups = [.. groups];
        _weights = [.. groups.Select((k, i) => k < 0 ? 0 : (negated?[i] == true ? -1 : 1) / Math.Sqrt(members[k]))];
    }

    /// <summary>The number of groups.</summary>
    public int Dimension { get; }

    /// <summary>P.</summary>
    public int ParameterCount => _groups.Length;

    /// <summary>The point with given coordinates.</summary>
    /// <param name="coordinates">One number per group.</param>
    /// <param name="parameters">P numbers, overwritten.</param>
    public void Expand(ReadOnlySpan<double> coordinates, Span<double> parameters)
    {
        for (var i = 0; i < _groups.Length; i++)
            parameters[i] = _groups[i] < 0 ? 0 : _weights[i] * coordinates[_groups[i]];
    }

    /// <summary>The coordinates of the nearest point of the subspace; also of a gradient's part along it.</summary>
    /// <param name="parameters">P numbers.</param>
    /// <param name="coordinates">One number per group, overwritten.</param>
    public void Project(ReadOnlySpan<double> parameters, Span<double> coordinates)
    {
        coordinates.Clear();
        for (var i = 0; i < _groups.Length; i++)
        {
            if (_groups[i] >= 0)
                coordinates[_groups[i]] += _weights[i] * parameters[i];
        }
    }
}
