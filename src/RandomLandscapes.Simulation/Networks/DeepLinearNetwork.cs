using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Simulation.CriticalPoints.Searches;

namespace RandomLandscapes.Simulation.Networks;

/// <summary>The loss of a network of linear layers, f = tr[(W_L ... W_1 - Y) S (W_L ... W_1 - Y)^T] / 2, with exact derivatives of second order.</summary>
/// <remarks>
/// <para>
/// S is the covariance of the inputs, so that f is the population loss of half the squared error for the targets Y x; without S it is the identity. Widths d_0 (inputs), ..., d_L (outputs); W_a has d_a rows and d_(a-1)
/// columns. Parameters: W_1, ..., W_L, each row-major.
/// </para>
/// <para>
/// With M the product, G = (M - Y) S, and L_a, R_a, M_ab the products of the layers above a, below a, and strictly between b and a: the gradient is L_a^T G R_a^T, and the Hessian between W_a[i,j] and W_b[k,l], a > b, is
/// (L_a^T L_b)[i,k] (R_a S R_b^T)[j,l] + M_ab[j,k] (L_a^T G R_b^T)[i,l]; within one layer the first term only.
/// </para>
/// <para>Cost: plain loops, for small matrices; the Hessian costs about 2 P^2 operations beyond the products.</para>
/// </remarks>
public sealed class DeepLinearNetwork : IObjective
{
    private readonly int[] _widths;
    private readonly int[] _offsets;
    private readonly double[] _target;
    private readonly double[]? _covariance;
    private readonly Matrix[] _layers;

    /// <summary>Makes the loss.</summary>
    /// <param name="widths">d_0 to d_L, at least two numbers of at least 1.</param>
    /// <param name="target">Y, d_L x d_0, row-major.</param>
    /// <param name="covariance">S, d_0 x d_0 and symmetric to the bit; null for the identity.</param>
    /// <exception cref="ArgumentException">A shape does not fit, or S is not symmetric.</exception>
    public DeepLinearNetwork(IReadOnlyList<int> widths, ReadOnlySpan<double> target, ReadOnlySpan<double> covariance = default)
    {
        ArgumentNullException.ThrowIfNull(widths);
        if (widths.Count < 2 || widths.Any(d => d < 1))
            throw new ArgumentException($"Expected at least two widths of at least 1, was {string.Join('-', widths)}.", nameof(widths));
        if (target.Length != widths[^1] * widths[0])
            throw new ArgumentException($"Expected {widths[^1]} x {widths[0]} entries, was {target.Length}.", nameof(target));
        if (!covariance.IsEmpty && covariance.Length != widths[0] * widths[0])
            throw new ArgumentException($"Expected {widths[0]} x {widths[0]} entries, was {covariance.Length}.", nameof(covariance));
        for (var i = 0; i < (covariance.IsEmpty ? 0 : widths[0]); i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (covariance[(i * widths[0]) + j] != covariance[(j * widths[0]) + i])
                    throw new ArgumentException($"Expected a symmetric matrix, was {covariance[(i * widths[0]) + j]:R} and {covariance[(j * widths[0]) + i]:R} at {i}, {j}.", nameof(covariance));
            }
        }

        _widths = [.. widths];
        _target = target.ToArray();
        _covariance = covariance.IsEmpty ? null : covariance.ToArray();
        _offsets = new int[Layers + 1];
        for (var a = 0; a < Layers; a++)
            _offsets[a + 1] = _offsets[a] + (_widths[a + 1] * _widths[a]);
        _layers = new Matrix[Layers];
    }

    /// <summary>d_0 to d_L.</summary>
    public IReadOnlyList<int> Widths => _widths;

    /// <inheritdoc/>
    public int Dimension => _offsets[^1];

    private int Layers => _widths.Length - 1;

    /// <inheritdoc/>
    public double Value(ReadOnlySpan<double> parameters)
    {
        Read(parameters);
        var error = Product(_layers, Layers, 0).Minus(_target);
        return 0.5 * VectorOperations.Dot(error.Entries, Weighted(error).Entries);
    }

    /// <inheritdoc/>
    public double Gradient(ReadOnlySpan<double> parameters, Span<double> gradient)
    {
        CheckLength(gradient);
        Read(parameters);
        var error = Product(_layers, Layers, 0).Minus(_target);
        var g = Weighted(error);
        for (var a = 0; a < Layers; a++)
            Product(_layers, Layers, a + 1).Transposed().Times(g).Times(Product(_layers, a, 0).Transposed()).Entries.CopyTo(gradient[_offsets[a]..]);
        return 0.5 * VectorOperations.Dot(error.Entries, g.Entries);
    }

    /// <inheritdoc/>
    public void HessianVectorProduct(ReadOnlySpan<double> parameters, ReadOnlySpan<double> direction, Span<double> product)
    {
        CheckLength(direction);
        CheckLength(product);
        Read(parameters);
        var turned = new Matrix[Layers];
        for (var a = 0; a < Layers; a++)
            turned[a] = Slice(direction, a);
        var g = Weighted(Product(_layers, Layers, 0).Minus(_target));
        var change = Weighted(Derivative(turned, Layers, 0));
        for (var a = 0; a < Layers; a++)
        {
            var (left, right) = (Product(_layers, Layers, a + 1).Transposed(), Product(_layers, a, 0).Transposed());
            var sum = left.Times(change).Times(right);
            sum.Add(Derivative(turned, Layers, a + 1).Transposed().Times(g).Times(right));
            sum.Add(left.Times(g).Times(Derivative(turned, a, 0).Transposed()));
            sum.Entries.CopyTo(product[_offsets[a]..]);
        }
    }

    /// <inheritdoc/>
    public void Hessian(ReadOnlySpan<double> parameters, Span<double> hessian)
    {
        var p = Dimension;
        if (hessian.Length != p * p)
            throw new ArgumentException($"Expected {p} x {p} entries, was {hessian.Length}.", nameof(hessian));
        Read(parameters);
        var g = Weighted(Product(_layers, Layers, 0).Minus(_target));
        for (var a = 0; a < Layers; a++)
        {
            var left = Product(_layers, Layers, a + 1).Transposed();
            var right = Weighted(Product(_layers, a, 0));
            for (var b = 0; b <= a; b++)
            {
                var outer = left.Times(Product(_layers, Layers, b + 1));
                var below = Product(_layers, b, 0).Transposed();
                var inner = right.Times(below);
                var (between, curved) = a == b ? (default, default) : (Product(_layers, a, b + 1), left.Times(g).Times(below));
                for (var i = 0; i < _widths[a + 1]; i++)
                {
                    for (var j = 0; j < _widths[a]; j++)
                    {
                        var row = _offsets[a] + (i * _widths[a]) + j;
                        for (var k = 0; k < _widths[b + 1]; k++)
                        {
                            for (var l = 0; l < _widths[b]; l++)
                            {
                                var column = _offsets[b] + (k * _widths[b]) + l;
                                if (column > row)
                                    continue;
                                var entry = outer[i, k] * inner[j, l];
                                if (a != b)
                                    entry += between[j, k] * curved[i, l];
                                hessian[(row * p) + column] = hessian[(column * p) + row] = entry;
                            }
                        }
                    }
                }
            }
        }
    }

    /// <inheritdoc/>
    public IObjective Copy() => new DeepLinearNetwork(_widths, _target, _covariance);

    private void CheckLength(ReadOnlySpan<double> vector)
    {
        if (vector.Length != Dimension)
            throw new ArgumentException($"Expected {Dimension} numbers, was {vector.Length}.", nameof(vector));
    }

    private void Read(ReadOnlySpan<double> parameters)
    {
        CheckLength(parameters);
        for (var a = 0; a < Layers; a++)
            _layers[a] = Slice(parameters, a);
    }

    private Matrix Slice(ReadOnlySpan<double> parameters, int a) => new(_widths[a + 1], _widths[a], parameters[_offsets[a].._offsets[a + 1]].ToArray());

    private Matrix Weighted(Matrix m) => _covariance is null ? m : m.Times(new Matrix(_widths[0], _widths[0], _covariance));

    // W_(top-1) ... W_bottom, counted from 0: the identity where top = bottom.
    private Matrix Product(Matrix[] layers, int top, int bottom)
    {
        var product = Matrix.Identity(_widths[bottom]);
        for (var a = bottom; a < top; a++)
            product = a == bottom ? layers[a] : layers[a].Times(product);
        return product;
    }

    // The derivative of that product along a direction.
    private Matrix Derivative(Matrix[] direction, int top, int bottom)
    {
        var sum = new Matrix(_widths[top], _widths[bottom], new double[_widths[top] * _widths[bottom]]);
        for (var a = bottom; a < top; a++)
            sum.Add(Product(_layers, top, a + 1).Times(direction[a]).Times(Product(_layers, a, bottom)));
        return sum;
    }

    private readonly record struct Matrix(int Rows, int Columns, double[] Entries)
    {
        public double this[int i, int j] => Entries[(i * Columns) + j];

        public static Matrix Identity(int n)
        {
            var entries = new double[n * n];
            for (var i = 0; i < n; i++)
                entries[(i * n) + i] = 1;
            return new Matrix(n, n, entries);
        }

        public Matrix Times(Matrix other)
        {
            var entries = new double[Rows * other.Columns];
            for (var i = 0; i < Rows; i++)
            {
                for (var k = 0; k < Columns; k++)
                    VectorOperations.AddScaled(Entries[(i * Columns) + k], other.Entries.AsSpan(k * other.Columns, other.Columns), entries.AsSpan(i * other.Columns, other.Columns));
            }

            return new Matrix(Rows, other.Columns, entries);
        }

        public Matrix Transposed()
        {
            var entries = new double[Entries.Length];
            for (var i = 0; i < Rows; i++)
            {
                for (var j = 0; j < Columns; j++)
                    entries[(j * Rows) + i] = Entries[(i * Columns) + j];
            }

            return new Matrix(Columns, Rows, entries);
        }

        public Matrix Minus(double[] other)
        {
            var entries = (double[])Entries.Clone();
            VectorOperations.AddScaled(-1, other, entries);
            return new Matrix(Rows, Columns, entries);
        }

        public void Add(Matrix other) => VectorOperations.AddScaled(1, other.Entries, Entries);
    }
}
