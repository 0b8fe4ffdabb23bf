using RandomLandscapes.Numerics.LinearAlgebra;

namespace RandomLandscapes.Simulation.Landscapes.SpinGlasses;

/// <summary>Value, gradient and Hessian of spherical Hamiltonians of one shape as polynomials on R^N, from one contraction of each term; owns the workspace, one per thread.</summary>
/// <remarks>
/// <para>A term T x^q gives A = T x^(q-2), then f = x.A x, f' = q A x and f'' = q (q-1) A. Degree 3 goes through <see cref="SymmetricThreeTensor"/>, others through the packed tensor.</para>
/// <para>Cost: 3 multiplications for each packed entry of degree 3, q and less for one of degree q; memory: <see cref="MemoryBytes"/>.</para>
/// </remarks>
public sealed class HamiltonianEvaluator
{
    private readonly int[] _degrees;
    private readonly SymmetricThreeTensor? _cubic;
    private readonly Dictionary<int, SymmetricForm> _contracted = [];
    private readonly double[] _point;
    private readonly double[] _gradient;
    private readonly double[] _hessian;
    private SphericalHamiltonian? _hamiltonian;

    /// <summary>Prepares the buffers.</summary>
    /// <param name="degrees">The degrees of the terms, different from each other, 1 to <see cref="SymmetricForm.LargestDegree"/>.</param>
    /// <param name="spinCount">N, 2 to 1000.</param>
    /// <exception cref="ArgumentException">There is no degree, or one occurs twice.</exception>
    public HamiltonianEvaluator(IReadOnlyList<int> degrees, int spinCount)
    {
        ThrowIfImpossible(degrees, spinCount);
        _degrees = [.. degrees.Order()];
        SpinCount = spinCount;
        if (_degrees.Contains(3))
            _cubic = new SymmetricThreeTensor(spinCount);
        for (var q = _degrees[^1] - 1; q >= 1; q--)
        {
            // A cubic term needs no steps of its own.
            if (_degrees.Any(d => d > q && d != 3))
                _contracted.Add(q, new SymmetricForm(q, spinCount));
        }

        var stride = _cubic?.Stride ?? spinCount;
        (_point, _gradient, _hessian) = (new double[stride], new double[stride], _cubic is null ? [] : new double[spinCount * stride]);
    }

    /// <summary>The number of spins N.</summary>
    public int SpinCount { get; }

    /// <summary>A forecast of the memory that an evaluator and two samples of the shape take, the second while the first has not been given back yet.</summary>
    /// <param name="degrees">As for the constructor.</param>
    /// <param name="spinCount">N.</param>
    public static long MemoryBytes(IReadOnlyList<int> degrees, int spinCount)
    {
        ThrowIfImpossible(degrees, spinCount);
        var bytes = 0.0;
        foreach (var q in degrees)
            bytes += 16.0 * SymmetricForm.EntryCount(q, spinCount);
        if (degrees.Contains(3))
            bytes += spinCount > SymmetricThreeTensor.LargestHalfPacked ? (1.4 * spinCount + 40) * spinCount * spinCount : 4.0 * (spinCount + 8) * (spinCount + 8) * spinCount;
        for (var q = degrees.Max() - 1; q >= 1; q--)
            bytes += degrees.Any(d => d > q && d != 3) ? 8.0 * SymmetricForm.EntryCount(q, spinCount) : 0;
        return (long)Math.Min(long.MaxValue / 4, bytes + (8.0 * spinCount * (spinCount + 8)));
    }

    /// <summary>Takes a sample.</summary>
    /// <param name="hamiltonian">Of the evaluator's shape; it must not change afterwards.</param>
    /// <exception cref="ArgumentException">It has another shape.</exception>
    public void Load(SphericalHamiltonian hamiltonian)
    {
        ArgumentNullException.ThrowIfNull(hamiltonian);
        if (hamiltonian.SpinCount != SpinCount || !hamiltonian.Terms.Select(t => t.Degree).SequenceEqual(_degrees))
        {
            throw new ArgumentException(
                $"Expected degrees {string.Join(", ", _degrees)} in {SpinCount} spins, was {string.Join(", ", hamiltonian.Terms.Select(t => t.Degree))} in {hamiltonian.SpinCount}.", nameof(hamiltonian));
        }

        _cubic?.Load(hamiltonian.Terms.First(t => t.Degree == 3), factor: 6);
        _hamiltonian = hamiltonian;
    }

    /// <summary>Computes value, gradient and Hessian at a point.</summary>
    /// <param name="x">N coordinates, of any length of the vector.</param>
    /// <param name="gradient">N entries, overwritten.</param>
    /// <param name="hessian">Row-major N x N, overwritten, symmetric.</param>
    /// <returns>f(x).</returns>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    /// <exception cref="InvalidOperationException">No sample is loaded.</exception>
    public double Evaluate(ReadOnlySpan<double> x, Span<double> gradient, Span<double> hessian)
    {
        var n = SpinCount;
        if (x.Length != n || gradient.Length != n || hessian.Length != n * n)
            throw new ArgumentException($"Expected {n}, {n} and {n * n} entries, was {x.Length}, {gradient.Length} and {hessian.Length}.", nameof(x));
        if (_hamiltonian is null)
            throw new InvalidOperationException("Expected a sample to be loaded.");
        gradient.Clear();
        hessian.Clear();
        var value = 0.0;
        foreach (var term in _hamiltonian.Terms)
            value += term.Degree == 3 ? AddCubic(x, gradient, hessian) : Add(term, x, gradient, hessian);
        return value;
    }

    private static void ThrowIfImpossible(IReadOnlyList<int> degrees, int spinCount)
    {
        ArgumentNullException.ThrowIfNull(degrees);
        ArgumentOutOfRangeException.ThrowIfLessThan(spinCount, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(spinCount, 1000);
        if (degrees.Count == 0 || degrees.Distinct().Count() != degrees.Count || degrees.Any(d => d is < 1 or > SymmetricForm.LargestDegree))
            throw new ArgumentException($"Expected different degrees of 1 to {SymmetricForm.LargestDegree}, was '{string.Join(", ", degrees)}'.", nameof(degrees));
    }

    private double AddCubic(ReadOnlySpan<double> x, Span<double> gradient, Span<double> hessian)
    {
        x.CopyTo(_point);
        var value = _cubic!.Evaluate(_point, _gradient, _hessian);
        for (var i = 0; i < x.Length; i++)
        {
            gradient[i] += _gradient[i];
            VectorOperations.AddScaled(1, _hessian.AsSpan(i * _cubic.Stride, x.Length), hessian.Slice(i * x.Length, x.Length));
        }

        return value;
    }

    private double Add(SymmetricForm term, ReadOnlySpan<double> x, Span<double> gradient, Span<double> hessian)
    {
        var (n, q, form) = (x.Length, term.Degree, term);
        while (form.Degree > 2)
        {
            var next = _contracted[form.Degree - 1];
            form.Contract(x, next);
            form = next;
        }

        if (q > 1)
        {
            var entries = form.Entries;
            var position = 0;
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j <= i; j++)
                {
                    var entry = q * (q - 1) * entries[position++];
                    hessian[(i * n) + j] += entry;
                    if (j < i)
                        hessian[(j * n) + i] += entry;
                }
            }

            form.Contract(x, _contracted[1]);
            form = _contracted[1];
        }

        VectorOperations.AddScaled(q, form.Entries, gradient);
        return VectorOperations.Dot(form.Entries, x);
    }
}
