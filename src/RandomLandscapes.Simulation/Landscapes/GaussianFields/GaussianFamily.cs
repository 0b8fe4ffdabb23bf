using RandomLandscapes.Numerics.LinearAlgebra;

namespace RandomLandscapes.Simulation.Landscapes.GaussianFields;

/// <summary>Copies of one sequence of Gaussian variables, drawn one after the other: the covariance's factor L, common to the copies, and the drawn deviates W, one column for each copy, Y = L W.</summary>
/// <remarks>
/// New variables with cross covariances B and covariance A have, given those before, the mean X W and the covariance S = A - X X^T, X = B L^-T. S is eliminated in the order of the
/// variables. With D the prior deviations and a = K^-1 b the regression of a new variable of prior variance d^2 and pivot p on the kept ones, it is kept if p exceeds the threshold times d^2, and 1e-14 times
/// d^2 + |D a|^2, below which p would be rounding; otherwise it takes its conditional mean (see <see cref="LawError"/>). |D a|^2 is the mean of (x.u)^2 over 16 vectors u = L^-1 D g of fixed random signs g,
/// with a standard error of a third. Cost of k variables: k N^2 operations.
/// </remarks>
internal sealed class GaussianFamily
{
    private const int Probes = 16;
    private const double SmallestRatio = 1e-14; // a hundred times the rounding of a pivot
    private const double UnitRoundoff = 1.1102230246251565e-16;

    private readonly MatrixProduct _product;
    private readonly double _threshold;
    private readonly SignSource _signs;
    private double[] _deviates = [];
    private double[] _rows = [];
    private double[] _probes = [];

    public GaussianFamily(int copies, double threshold, MatrixProduct product, SignSource signs)
    {
        (Copies, _threshold, _product, _signs) = (copies, threshold, product, signs);
        Factor = new GrowingFactor(product);
    }

    /// <summary>Fills the deviates of one kept variable, a number for each copy.</summary>
    public delegate void NoiseSource(Span<double> noise);

    /// <summary>L.</summary>
    public GrowingFactor Factor { get; }

    /// <summary>The number of copies.</summary>
    public int Copies { get; }

    /// <summary>N, the number of kept variables.</summary>
    public int Count => Factor.Count;

    /// <summary>Memory of factor and deviates.</summary>
    public long Bytes => Factor.Bytes + (sizeof(double) * ((long)_deviates.Length + _probes.Length));

    /// <summary>The bound of <see cref="LawError"/> for N variables.</summary>
    public static double RoundingError(int variables)
    {
        var nu = (variables + 1) * UnitRoundoff;
        return 2 * nu / (1 - nu);
    }

    /// <summary>The deviates of one variable.</summary>
    public Span<double> Deviates(int variable) => _deviates.AsSpan(variable * Copies, Copies);

    /// <summary>Draws k variables given those before.</summary>
    /// <param name="k">At most <see cref="GrowingFactor.PanelRows"/>.</param>
    /// <param name="cross">Covariances of old (rows) and new (columns) variables, N x k; overwritten.</param>
    /// <param name="own">Covariances of the new ones, k x k; overwritten.</param>
    /// <param name="noise">Called once for each kept variable, in order.</param>
    /// <param name="values">k x copies; overwritten.</param>
    /// <param name="kept">Where the numbers, among the k, of the kept ones are added.</param>
    /// <param name="ignoredDeviation">The largest standard deviation of the others, relative to the prior one, or zero.</param>
    public void Draw(int k, Span<double> cross, Span<double> own, NoiseSource noise, Span<double> values, List<int> kept, out double ignoredDeviation)
    {
        ignoredDeviation = 0;
        var n = Count;
        var stride = n + k;
        Factor.Solve(cross, k);
        var rows = WorkBuffer.Take(ref _rows, (long)k * stride);
        for (var j = 0; j < n; j++)
        {
            for (var i = 0; i < k; i++)
                rows[(i * stride) + j] = cross[(j * k) + i];
        }

        Span<double> prior = stackalloc double[GrowingFactor.PanelRows];
        for (var i = 0; i < k; i++)
            prior[i] = own[(i * k) + i];
        _product.Multiply(k, n, k, -1, rows, stride, cross, k, own, k, accumulate: true);
        EnsureCapacity(n + k);
        Means(k, rows, stride, values);
        Span<double> probes = new double[k * Probes];
        _product.Multiply(k, n, Probes, 1, rows, stride, _probes, Probes, probes, Probes);

        // Elimination, kept variables only; their rows move to the front of the buffer.
        var m = 0;
        var keptRows = new int[k];
        for (var i = 0; i < k; i++)
        {
            var row = rows.AsSpan((i * stride) + n, k);
            var pivot = own[(i * k) + i];
            for (var c = 0; c < m; c++)
            {
                var other = rows.AsSpan((c * stride) + n, k);
                row[c] = (own[(i * k) + keptRows[c]] - VectorOperations.Dot(row[..c], other[..c])) / other[c];
                pivot -= row[c] * row[c];
            }

            var value = values.Slice(i * Copies, Copies);
            var probe = probes.Slice(i * Probes, Probes);
            for (var c = 0; c < m; c++)
            {
                VectorOperations.AddScaled(row[c], Deviates(n + c), value);
                VectorOperations.AddScaled(row[c], _probes.AsSpan((n + c) * Probes, Probes), probe);
            }

            var scale = prior[i] + (VectorOperations.Dot(probe, probe) / Probes);
            if (double.IsNaN(pivot))
                throw new ArithmeticException("The covariance of the observations is not a number.");
            if (!(pivot > _threshold * prior[i] && pivot > SmallestRatio * scale))
            {
                ignoredDeviation = Math.Max(ignoredDeviation, Math.Sqrt((Math.Max(pivot, 0) + (RoundingError(n + m + 1) * scale)) / prior[i]));
                continue;
            }

            var root = Math.Sqrt(pivot);
            row[m] = root;
            for (var r = 0; r < Probes; r++)
                _probes[((n + m) * Probes) + r] = ((_signs.Next() * Math.Sqrt(prior[i])) - probe[r]) / root;
            noise(Deviates(n + m));
            VectorOperations.AddScaled(root, Deviates(n + m), value);
            if (m < i)
                rows.AsSpan(i * stride, n + m + 1).CopyTo(rows.AsSpan(m * stride));
            keptRows[m++] = i;
            kept.Add(i);
        }

        Factor.Append(rows, m, stride);
    }

    /// <summary>Appends variables of another family as independent ones.</summary>
    /// <param name="other">Their family.</param>
    /// <param name="scale">The factor of their deviation.</param>
    /// <param name="deviates">Their deviates here, row-major.</param>
    public void AppendIndependent(GaussianFamily other, double scale, ReadOnlySpan<double> deviates)
    {
        var n = Count;
        Factor.AppendIndependent(other.Factor, scale);
        EnsureCapacity(Count);
        deviates.CopyTo(_deviates.AsSpan(n * Copies));
        // Deviations and factor have the same scale. Signs of the whole block make it independent of a block with the same origin.
        Span<double> signs = stackalloc double[Probes];
        foreach (ref var sign in signs)
            sign = _signs.Next();
        for (var i = 0; i < other.Count * Probes; i++)
            _probes[(n * Probes) + i] = signs[i % Probes] * other._probes[i];
    }

    private void Means(int k, double[] rows, int stride, Span<double> values)
    {
        var n = Count;
        if (Copies > 1)
        {
            _product.Multiply(k, n, Copies, 1, rows, stride, _deviates, Copies, values, Copies);
            return;
        }

        for (var i = 0; i < k; i++)
            values[i] = VectorOperations.Dot(rows.AsSpan(i * stride, n), _deviates.AsSpan(0, n));
    }

    private void EnsureCapacity(int variables)
    {
        var needed = (long)variables * Copies;
        if (needed > _deviates.Length)
            Array.Resize(ref _deviates, checked((int)Math.Max(needed, _deviates.Length + (_deviates.Length / 4))));
        if (variables * Probes > _probes.Length)
            Array.Resize(ref _probes, Math.Max(variables * Probes, _probes.Length + (_probes.Length / 4)));
    }
}
