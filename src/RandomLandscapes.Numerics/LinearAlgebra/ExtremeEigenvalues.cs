using RandomLandscapes.Numerics.Randomness;

namespace RandomLandscapes.Numerics.LinearAlgebra;

/// <summary>Computes eigenvalues and vectors at both ends of the spectrum of an operator known by its products; owns the workspace, one per thread.</summary>
/// <remarks>
/// <para>Method: Lanczos with full reorthogonalisation and thick restarts; the vectors kept at a restart are the wanted Ritz vectors of both ends and half
/// of the rest of the basis next to them. The projection V^T A V is taken from the reorthogonalisation itself.
/// Source: K. Wu, H. Simon, SIAM J. Matrix Anal. Appl. 22 (2000) 602.</para>
/// <para>Rigorous: near every value lies an eigenvalue, within the residual. Not checked: that none further out was missed. Of a multiple eigenvalue a start vector
/// shows one copy and rounding brings in the others late; only where the basis holds an invariant subspace does a random vector look for them.</para>
/// <para>Cost: a product and 4 n b floating-point operations a step, b the basis; memory 16 n b bytes. Sums are taken in a fixed order.</para>
/// </remarks>
public sealed class ExtremeEigenvalues
{
    private const double UnitRoundoff = 1.1102230246251565e-16;
    private const int Slack = 40; // vectors of the basis beyond twice the wanted ones

    private readonly int _smallest;
    private readonly int _largest;
    private readonly int _basis;
    private readonly double[] _vectors; // rows: the basis, and the next vector
    private readonly double[] _rotated;
    private readonly double[] _projection;
    private readonly double[] _values;
    private readonly double[] _rotation;
    private readonly SymmetricEigenvectors _solver;
    private readonly double[] _product;

    /// <summary>Allocates the workspace.</summary>
    /// <param name="order">n, at least 1.</param>
    /// <param name="smallest">How many from the lower end, at least 0.</param>
    /// <param name="largest">How many from the upper end, at least 0; together from 1 to n.</param>
    /// <param name="basis">Vectors between restarts, above the wanted ones unless it is n; null takes twice as many and 40 more.</param>
    public ExtremeEigenvalues(int order, int smallest, int largest, int? basis = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(order, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(smallest);
        ArgumentOutOfRangeException.ThrowIfNegative(largest);
        var wanted = smallest + largest;
        if (wanted < 1 || wanted > order)
            throw new ArgumentOutOfRangeException(nameof(largest), largest, $"Expected 1 to {order} eigenvalues of both ends together, was {wanted}.");
        _basis = Math.Min(order, basis ?? ((2 * wanted) + Slack));
        if (_basis < Math.Min(order, wanted + 2))
            throw new ArgumentOutOfRangeException(nameof(basis), basis, $"Expected at least {Math.Min(order, wanted + 2)} vectors for {wanted} eigenvalues.");
        (Order, _smallest, _largest) = (order, smallest, largest);
        _vectors = new double[checked((_basis + 1) * order)];
        _rotated = new double[_basis * order];
        _projection = new double[_basis * _basis];
        _rotation = new double[_basis * _basis];
        _values = new double[_basis];
        _solver = new SymmetricEigenvectors(_basis);
        _product = new double[order];
    }

    /// <summary>n.</summary>
    public int Order { get; }

    /// <summary>Computes the eigenvalues.</summary>
    /// <param name="apply">The operator.</param>
    /// <param name="stream">The stream of the start vector.</param>
    /// <param name="tolerance">The largest residual, relative to the largest eigenvalue in modulus; at least 1e-13.</param>
    /// <param name="mostProducts">The limit; the products of the final residuals come on top.</param>
    public ExtremeEigenvaluesResult Compute(SymmetricOperator apply, RandomStream stream, double tolerance = 1e-10, int mostProducts = 20_000)
    {
        ArgumentNullException.ThrowIfNull(apply);
        ArgumentNullException.ThrowIfNull(stream);
        if (!(tolerance >= 1e-13) || double.IsInfinity(tolerance))
            throw new ArgumentOutOfRangeException(nameof(tolerance), tolerance, "Expected a finite tolerance of at least 1e-13.");
        ArgumentOutOfRangeException.ThrowIfLessThan(mostProducts, _basis);
        _projection.AsSpan().Clear();
        var (products, filled) = (0, 0);
        DrawDirection(stream, 0);
        while (true)
        {
            // From here on the row after the filled ones holds the next basis vector.
            var coupling = 0.0;
            while (filled < _basis)
            {
                coupling = Extend(apply, stream, filled++);
                products++;
                if (!double.IsFinite(coupling))
                    return new ExtremeEigenvaluesResult(EigenvalueOutcome.NonFinite, [], [], products);
            }

            if (_solver.Compute(_projection, _values, _rotation) is var outcome and not EigenvalueOutcome.Converged)
                return new ExtremeEigenvaluesResult(outcome, [], [], products);
            // The residual of Ritz vector i is the coupling times the last entry of its row.
            var scale = Math.Max(Math.Abs(_values[0]), Math.Abs(_values[^1]));
            var converged = Wanted().All(i => Math.Abs(coupling * _rotation[(i * _basis) + _basis - 1]) <= tolerance * scale);
            if (converged || products + 1 > mostProducts)
                return Finish(apply, tolerance * scale, products);
            filled = Restart(coupling);
        }
    }

    private IEnumerable<int> Wanted() => Enumerable.Range(0, _smallest).Concat(Enumerable.Range(_basis - _largest, _largest));

    // One product; the next vector is what no basis vector takes from it. Returns its length before normalisation; zero when the basis is invariant.
    private double Extend(SymmetricOperator apply, RandomStream stream, int j)
    {
        var next = Row(j + 1);
        apply(Row(j), next);
        var size = VectorOperations.Norm(next);
        for (var pass = 0; pass < 2; pass++)
        {
            for (var i = 0; i <= j; i++)
            {
                var overlap = VectorOperations.Dot(Row(i), next);
                VectorOperations.AddScaled(-overlap, Row(i), next);
                // Entries to the left of the diagonal are known: the earlier rows' couplings.
                if (i == j)
                    _projection[(j * _basis) + j] += overlap;
            }
        }

        var length = VectorOperations.Norm(next);
        if (!double.IsFinite(length))
            return double.NaN;
        if (j + 1 == Order || length <= Order * UnitRoundoff * size)
        {
            length = 0;
            if (j + 1 < _basis)
                DrawDirection(stream, j + 1);
        }
        else
        {
            Scale(next, 1 / length);
        }

        if (j + 1 < _basis)
            _projection[((j + 1) * _basis) + j] = length;
        return length;
    }

    // Keeps the wanted Ritz vectors and half of the rest, and the next vector, whose couplings to them fill a row.
    private int Restart(double coupling)
    {
        var wanted = _smallest + _largest;
        var extra = (_basis - wanted) / 2;
        var below = _smallest + (int)((long)extra * _smallest / wanted);
        var above = _largest + (int)((long)extra * _largest / wanted);
        int[] kept = [.. Enumerable.Range(0, below), .. Enumerable.Range(_basis - above, above)];
        _rotated.AsSpan().Clear();
        for (var r = 0; r < kept.Length; r++)
        {
            var target = _rotated.AsSpan(r * Order, Order);
            for (var j = 0; j < _basis; j++)
                VectorOperations.AddScaled(_rotation[(kept[r] * _basis) + j], Row(j), target);
        }

        Row(_basis).CopyTo(Row(kept.Length));
        _rotated.AsSpan(0, kept.Length * Order).CopyTo(_vectors);
        _projection.AsSpan().Clear();
        for (var r = 0; r < kept.Length; r++)
        {
            _projection[(r * _basis) + r] = _values[kept[r]];
            _projection[(kept.Length * _basis) + r] = coupling * _rotation[(kept[r] * _basis) + _basis - 1];
        }

        return kept.Length;
    }

    private ExtremeEigenvaluesResult Finish(SymmetricOperator apply, double bound, int products)
    {
        var vector = _rotated.AsSpan(0, Order);
        var found = new List<RitzValue>();
        foreach (var i in Wanted())
        {
            vector.Clear();
            for (var j = 0; j < _basis; j++)
                VectorOperations.AddScaled(_rotation[(i * _basis) + j], Row(j), vector);
            Scale(vector, 1 / VectorOperations.Norm(vector));
            apply(vector, _product);
            var value = VectorOperations.Dot(vector, _product);
            VectorOperations.AddScaled(-value, vector, _product);
            found.Add(new RitzValue(value, VectorOperations.Norm(_product)));
        }

        var good = found.All(f => f.Residual <= bound);
        return new ExtremeEigenvaluesResult(
            good ? EigenvalueOutcome.Converged : EigenvalueOutcome.IterationLimit,
            [.. found.Take(_smallest)],
            [.. found.Skip(_smallest).Reverse()],
            products + found.Count);
    }

    private void DrawDirection(RandomStream stream, int row)
    {
        var vector = Row(row);
        stream.FillNormal(vector);
        for (var pass = 0; pass < 2; pass++)
        {
            for (var i = 0; i < row; i++)
                VectorOperations.AddScaled(-VectorOperations.Dot(Row(i), vector), Row(i), vector);
        }

        Scale(vector, 1 / VectorOperations.Norm(vector));
    }

    private static void Scale(Span<double> vector, double factor)
    {
        foreach (ref var entry in vector)
            entry *= factor;
    }

    private Span<double> Row(int j) => _vectors.AsSpan(j * Order, Order);
}
