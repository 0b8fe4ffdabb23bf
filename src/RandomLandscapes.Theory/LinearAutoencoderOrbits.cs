namespace RandomLandscapes.Theory;

/// <summary>All critical points of the linear autoencoder f = tr[(W2 W1 - I) S (W2 W1 - I)^T] / 2: a finite list of orbits of GL(h).</summary>
/// <remarks>
/// <para>
/// S has eigenvalues l_1 > ... > l_n > 0 and eigenvectors U; W1 is h x n, W2 is n x h, h at most n. Every critical point is W2 = [U_I 0] C, W1 = C^-1 [U_I^T; 0] for one set I of r at most h modes and C in GL(h)
/// (Baldi and Hornik 1989). There f = (sum of l_j, j not in I) / 2; the index is the number of pairs i in I, j not in I with l_j > l_i, plus (n - r)(h - r); the nullity is the dimension of the orbit, h^2 - (h - r)^2.
/// </para>
/// <para>
/// Derivation: with A = dW2, B = dW1 in eigencoordinates and C = I, k(i) the hidden unit of mode i, the second variation is sum_(b in I) l_b (A_(a,k(b)) + [a in I] B_(k(a),b))^2 + sum_(a in I, b not in I) l_b B_(k(a),b)^2
/// - 2 sum_(j not in I, k) l_j A_jk B_kj; it splits into blocks of order 2. Inertia does not depend on C (Sylvester); the spectrum does.
/// </para>
/// <para>Only the orbit of the h strongest modes has index 0, and it is the set of global minima: every other critical point is a strict saddle.</para>
/// </remarks>
public sealed class LinearAutoencoderOrbits
{
    private readonly double[] _variances;
    private readonly int _hidden;

    /// <summary>Makes the list.</summary>
    /// <param name="variances">l_1 to l_n, positive and strictly descending.</param>
    /// <param name="hidden">h, 1 to n.</param>
    /// <exception cref="ArgumentException">The numbers do not descend, or h is out of range.</exception>
    public LinearAutoencoderOrbits(IReadOnlyList<double> variances, int hidden)
    {
        _variances = ModeSets.Check(variances, nameof(variances));
        if (hidden < 1 || hidden > _variances.Length)
            throw new ArgumentOutOfRangeException(nameof(hidden), hidden, $"Expected 1 to {_variances.Length}, was {hidden}.");
        _hidden = hidden;
    }

    /// <summary>All orbits, sum over r of C(n, r) for r = 0..h, smaller sets first.</summary>
    public IEnumerable<LinearNetworkOrbit> All() => ModeSets.UpTo(_variances.Length, _hidden).Select(Of);

    /// <summary>The orbit of a set.</summary>
    /// <param name="set">I, ascending numbers from 1 to n, at most h of them.</param>
    /// <exception cref="ArgumentException">The set is not of that form.</exception>
    public LinearNetworkOrbit Of(IReadOnlyList<int> set)
    {
        ModeSets.CheckSet(set, _variances.Length, _hidden);
        var (n, h, r) = (_variances.Length, _hidden, set.Count);
        var negative = ModeSets.Inversions(set) + ((n - r) * (h - r));
        var zero = (h * h) - ((h - r) * (h - r));
        return new LinearNetworkOrbit([.. set], Enumerable.Range(1, n).Except(set).Sum(j => 0.5 * _variances[j - 1]), negative, zero, (2 * n * h) - negative - zero);
    }

    /// <summary>The eigenvalues of the Hessian at C = I, ascending: 2 n h numbers, zeros exact.</summary>
    /// <remarks>
    /// 2 l_b (r times each) and r^2 zeros for b in I; (l_i + l_j +- sqrt((l_i - l_j)^2 + 4 l_j^2)) / 2 for i in I, j not in I; +-l_j (h - r times each) for j not in I; 2 r (h - r) zeros.
    /// </remarks>
    /// <param name="set">I, ascending numbers from 1 to n, at most h of them.</param>
    /// <exception cref="ArgumentException">The set is not of that form.</exception>
    public double[] Spectrum(IReadOnlyList<int> set)
    {
        ModeSets.CheckSet(set, _variances.Length, _hidden);
        var r = set.Count;
        var spectrum = new List<double>(2 * _variances.Length * _hidden);
        spectrum.AddRange(Enumerable.Repeat(0.0, (r * r) + (2 * r * (_hidden - r))));
        foreach (var b in set.Select(i => _variances[i - 1]))
            spectrum.AddRange(Enumerable.Repeat(2 * b, r));
        foreach (var j in Enumerable.Range(1, _variances.Length).Except(set).Select(j => _variances[j - 1]))
        {
            spectrum.AddRange(Enumerable.Repeat(j, _hidden - r));
            spectrum.AddRange(Enumerable.Repeat(-j, _hidden - r));
            foreach (var i in set.Select(i => _variances[i - 1]))
            {
                var root = Math.Sqrt(((i - j) * (i - j)) + (4 * j * j));
                spectrum.Add(0.5 * (i + j + root));
                // The product of the two is l_j (l_i - l_j): no cancellation.
                spectrum.Add(2 * j * (i - j) / (i + j + root));
            }
        }

        return [.. spectrum.Order()];
    }
}
