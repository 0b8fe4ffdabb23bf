using RandomLandscapes.Numerics.Randomness;

namespace RandomLandscapes.Simulation.Landscapes.SpinGlasses;

/// <summary>One sample of a spherical pure or mixed p-spin Hamiltonian, as a polynomial on the unit sphere.</summary>
/// <remarks>
/// <para>
/// H(sigma) = sum_q sqrt(w_q) N^(-(q-1)/2) sum J^(q)_(i1..iq) sigma_i1 ... sigma_iq on |sigma|^2 = N, all couplings independent standard normal, not
/// symmetrised. On the unit sphere, x = sigma / sqrt N: f(x) = sum_q sqrt(w_q) T^(q) x^q, H = sqrt(N) f, energy per spin H/N = f / sqrt(N); the covariance
/// of f is xi(x.y), xi(t) = sum w_q t^q. A pure p-spin has one term, w_p = 1.
/// </para>
/// <para>Riemannian Hessian at a critical point: P (f'' - (x.f') I) P on the tangent space, of dimension N - 1.</para>
/// <para>Source: Auffinger, Ben Arous, Cerny, CPAM 66 (2013) 165, equation (1.1); Auffinger and Ben Arous, Ann. Probab. 41 (2013) 4214 (mixtures).</para>
/// </remarks>
public sealed class SphericalHamiltonian
{
    private readonly SymmetricForm[] _terms;

    /// <summary>Takes the terms; their tensors include the factors sqrt(w_q).</summary>
    /// <param name="terms">Forms of different degrees in the same variables, at least 2 of these.</param>
    /// <exception cref="ArgumentException">There is no term, a degree occurs twice, or the numbers of variables differ.</exception>
    public SphericalHamiltonian(IEnumerable<SymmetricForm> terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        _terms = [.. terms.OrderBy(t => t.Degree)];
        if (_terms.Length == 0)
            throw new ArgumentException("Expected one term or more, was none.", nameof(terms));
        SpinCount = _terms[0].Variables;
        if (SpinCount < 2)
            throw new ArgumentException($"Expected 2 spins or more, was {SpinCount}.", nameof(terms));
        if (_terms.Any(t => t.Variables != SpinCount))
            throw new ArgumentException($"Expected {SpinCount} variables in every term.", nameof(terms));
        if (_terms.Select(t => t.Degree).Distinct().Count() != _terms.Length)
            throw new ArgumentException("Expected terms of different degrees.", nameof(terms));
    }

    /// <summary>The number of spins N; the sphere has dimension N - 1.</summary>
    public int SpinCount { get; }

    /// <summary>The terms in ascending order of their degrees.</summary>
    public IReadOnlyList<SymmetricForm> Terms => _terms;

    /// <summary>The highest degree p.</summary>
    public int Degree => _terms[^1].Degree;

    /// <summary>Whether there is one term only.</summary>
    public bool IsPure => _terms.Length == 1;

    /// <summary>Draws a sample of a mixture.</summary>
    /// <param name="weights">The pairs q, w_q; w_q not negative, terms of weight zero are left out.</param>
    /// <param name="spinCount">N, at least 2.</param>
    /// <param name="stream">The stream of the sample: the couplings of the lowest degree come first.</param>
    public static SphericalHamiltonian Draw(IEnumerable<(int Degree, double Weight)> weights, int spinCount, RandomStream stream)
    {
        ArgumentNullException.ThrowIfNull(weights);
        var terms = new List<SymmetricForm>();
        foreach (var (degree, weight) in weights.Where(w => w.Weight != 0).OrderBy(w => w.Degree))
        {
            if (!(weight > 0) || double.IsInfinity(weight))
                throw new ArgumentOutOfRangeException(nameof(weights), weight, $"Expected a finite weight of at least 0, was {weight:R}.");
            var form = new SymmetricForm(degree, spinCount);
            form.Draw(stream);
            form.Scale(Math.Sqrt(weight));
            terms.Add(form);
        }

        return new SphericalHamiltonian(terms);
    }

    /// <summary>Computes f(x), the energy over sqrt(N).</summary>
    /// <param name="x">N coordinates, of any length.</param>
    public double Value(ReadOnlySpan<double> x)
    {
        if (x.Length != SpinCount)
            throw new ArgumentException($"Expected {SpinCount} coordinates, was {x.Length}.", nameof(x));
        var value = 0.0;
        foreach (var form in _terms)
        {
            var position = 0;
            foreach (var indices in SymmetricForm.Tuples(form.Degree, SpinCount))
            {
                var product = form.Entries[position++] * SymmetricForm.Orders(indices);
                foreach (var i in indices)
                    product *= x[i];
                value += product;
            }
        }

        return value;
    }

    /// <summary>The root of the mean square of a coupling of the highest degree's symmetric tensor, |T|_F N^(-p/2): the unit of f' and f'' here.</summary>
    public double LeadingScale()
    {
        var sum = 0.0;
        var form = _terms[^1];
        var position = 0;
        foreach (var indices in SymmetricForm.Tuples(form.Degree, SpinCount))
        {
            var entry = form.Entries[position++];
            sum += SymmetricForm.Orders(indices) * entry * entry;
        }

        return Math.Sqrt(sum / Math.Pow(SpinCount, form.Degree));
    }
}
