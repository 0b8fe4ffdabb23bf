namespace RandomLandscapes.Theory;

/// <summary>Critical points of deep linear networks f = |W_L ... W_1 - Y|^2 / 2 at which every layer is diagonal in the singular bases of Y.</summary>
/// <remarks>
/// <para>
/// Y has singular values s_1 > ... > s_q > 0, d_L rows and d_0 columns, q = min(d_0, d_L); layers W_1, ..., W_L of widths d_0, ..., d_L. At every critical point the product of the layers is Y cut down to a set I of modes, at most as many
/// as the narrowest layer has units, so f is one of the numbers (sum of s_j^2, j not in I) / 2 (K. Kawaguchi 2016; M. Trager, K. Kohn, J. Bruna 2020). At the balanced point each layer holds s_i^(1/L), i in I, on its diagonal.
/// </para>
/// <para>
/// L = 2: every critical point lies on the GL orbit of a balanced one and has its inertia. L at least 3: critical points with fewer modes than the narrowest layer has units come in families with singular points, the balanced ones
/// among them, and others of the same loss have other inertias. At balanced points of these nets the index counts inversions only, so sets {1}, {1,2}, ... and {} have no negative eigenvalue although their loss is not the least.
/// </para>
/// <para>
/// Derivation: the second variation is |dM|^2 - 2 sum_(j not in I) s_j (d^2 M)_jj. With t = s^(1/L): for a, b in I the form (sum_l t_a^l t_b^(L-1-l) x_l)^2 in L variables; for i in I, j not in I the form
/// t_i^(2L-2) (x^2 + y^2) - 2 s_j t_i^(L-2) x y, and t_i^(2L-2) for rows and columns of Y beyond q; for L = 2 also -2 s_j x y for every hidden unit out of use; all else vanishes.
/// </para>
/// </remarks>
public sealed class DeepLinearNetworkOrbits
{
    private readonly double[] _singularValues;
    private readonly int[] _widths;

    /// <summary>Makes the list.</summary>
    /// <param name="widths">d_0 to d_L, at least three numbers of at least 1: there is a hidden layer.</param>
    /// <param name="singularValues">s_1 to s_q, positive and strictly descending.</param>
    /// <exception cref="ArgumentException">The numbers do not descend, or the widths do not fit.</exception>
    public DeepLinearNetworkOrbits(IReadOnlyList<int> widths, IReadOnlyList<double> singularValues)
    {
        ArgumentNullException.ThrowIfNull(widths);
        _singularValues = ModeSets.Check(singularValues, nameof(singularValues));
        if (widths.Count < 3 || widths.Any(d => d < 1) || Math.Min(widths[0], widths[^1]) != _singularValues.Length)
            throw new ArgumentException($"Expected at least three widths of at least 1, the smaller one of the outer two {_singularValues.Length}, was {string.Join('-', widths)}.", nameof(widths));
        _widths = [.. widths];
    }

    private int Layers => _widths.Length - 1;

    private int Narrowest => _widths.Min();

    /// <summary>The balanced points of all sets, smaller sets first; for L = 2 these are all orbits.</summary>
    public IEnumerable<LinearNetworkOrbit> All() => ModeSets.UpTo(_singularValues.Length, Narrowest).Select(Of);

    /// <summary>The balanced point of a set.</summary>
    /// <param name="set">I, ascending numbers from 1 to q, at most as many as the narrowest layer has units.</param>
    /// <exception cref="ArgumentException">The set is not of that form.</exception>
    public LinearNetworkOrbit Of(IReadOnlyList<int> set)
    {
        ModeSets.CheckSet(set, _singularValues.Length, Narrowest);
        var (rows, columns, q, r) = (_widths[^1], _widths[0], _singularValues.Length, set.Count);
        var negative = ModeSets.Inversions(set);
        var positive = (r * r) + (2 * r * (q - r)) - negative + (r * (rows + columns - (2 * q)));
        if (Layers == 2)
        {
            negative += (q - r) * (_widths[1] - r);
            positive += (q - r) * (_widths[1] - r);
        }

        var parameters = Enumerable.Range(1, Layers).Sum(a => _widths[a] * _widths[a - 1]);
        return new LinearNetworkOrbit(
            [.. set], Enumerable.Range(1, q).Except(set).Sum(j => 0.5 * _singularValues[j - 1] * _singularValues[j - 1]), negative, parameters - negative - positive, positive);
    }

    /// <summary>The eigenvalues of the Hessian at the balanced point, ascending, zeros exact.</summary>
    /// <remarks>
    /// sum_l t_a^(2l) t_b^(2(L-1-l)) for a, b in I; t_i^(L-2) (s_i +- s_j) for i in I, j not in I; t_i^(2L-2) for each row and column of Y beyond q; for L = 2 also +-s_j, d_1 - r times each; zeros.
    /// </remarks>
    /// <param name="set">I, ascending numbers from 1 to q, at most as many as the narrowest layer has units.</param>
    /// <exception cref="ArgumentException">The set is not of that form.</exception>
    public double[] Spectrum(IReadOnlyList<int> set)
    {
        var orbit = Of(set);
        var q = _singularValues.Length;
        var spectrum = new List<double>();
        var kept = set.Select(i => _singularValues[i - 1]).ToList();
        var dropped = Enumerable.Range(1, q).Except(set).Select(j => _singularValues[j - 1]).ToList();
        double Power(double s, int exponent) => Math.Pow(s, exponent / (double)Layers);
        foreach (var i in kept)
        {
            spectrum.AddRange(kept.Select(b => Enumerable.Range(0, Layers).Sum(l => Power(i, 2 * l) * Power(b, 2 * (Layers - 1 - l)))));
            spectrum.AddRange(dropped.SelectMany(j => new[] { Power(i, Layers - 2) * (i + j), Power(i, Layers - 2) * (i - j) }));
            spectrum.AddRange(Enumerable.Repeat(Power(i, (2 * Layers) - 2), _widths[0] + _widths[^1] - (2 * q)));
        }

        if (Layers == 2)
            spectrum.AddRange(dropped.SelectMany(j => Enumerable.Repeat(j, _widths[1] - set.Count).SelectMany(s => new[] { s, -s })));
        spectrum.AddRange(Enumerable.Repeat(0.0, orbit.Negative + orbit.Zero + orbit.Positive - spectrum.Count));
        return [.. spectrum.Order()];
    }
}
