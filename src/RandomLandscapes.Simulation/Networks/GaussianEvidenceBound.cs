using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Simulation.CriticalPoints.Searches;

namespace RandomLandscapes.Simulation.Networks;

/// <summary>Minus the evidence lower bound of a normal q for a quadratic log density; see <see cref="BayesianLinearModel.NegativeEvidenceLowerBound"/>.</summary>
/// <remarks>With G = A L: df/dL_ij = G_ij below the diagonal, df/dr_i = G_ii L_ii - 1; columns of L do not meet in the Hessian, and within column j it is A_ik (dL_ij/dtheta)(dL_kj/dtheta), plus G_jj L_jj for r_j twice.</remarks>
/// <param name="joint">-ln p(y, w), of d weights; its buffers are used.</param>
/// <param name="precision">Its Hessian A, row-major; not copied.</param>
internal sealed class GaussianEvidenceBound(IObjective joint, double[] precision) : IObjective
{
    private readonly double[] _root = new double[precision.Length]; // L
    private readonly double[] _product = new double[precision.Length]; // A L
    private readonly double[] _column = new double[joint.Dimension];

    public int Dimension => Weights + (Weights * (Weights + 1) / 2);

    private int Weights => joint.Dimension;

    public double Value(ReadOnlySpan<double> parameters)
    {
        Expand(parameters);
        return Bound(joint.Value(parameters[..Weights]), parameters);
    }

    public double Gradient(ReadOnlySpan<double> parameters, Span<double> gradient)
    {
        Check(gradient);
        Expand(parameters);
        var value = joint.Gradient(parameters[..Weights], gradient[..Weights]);
        for (var i = 0; i < Weights; i++)
        {
            for (var j = 0; j <= i; j++)
                gradient[Place(i, j)] = (_product[(i * Weights) + j] * Slope(i, j)) - (i == j ? 1 : 0);
        }

        return Bound(value, parameters);
    }

    public void HessianVectorProduct(ReadOnlySpan<double> parameters, ReadOnlySpan<double> direction, Span<double> product)
    {
        Check(direction);
        Check(product);
        Expand(parameters);
        var d = Weights;
        joint.HessianVectorProduct(parameters[..d], direction[..d], product[..d]);
        for (var j = 0; j < d; j++)
        {
            _column.AsSpan(0, j).Clear();
            for (var i = j; i < d; i++)
                _column[i] = Slope(i, j) * direction[Place(i, j)];
            for (var i = j; i < d; i++)
                product[Place(i, j)] = Slope(i, j) * VectorOperations.Dot(precision.AsSpan(i * d, d), _column);
            product[Place(j, j)] += _product[(j * d) + j] * _root[(j * d) + j] * direction[Place(j, j)];
        }
    }

    public void Hessian(ReadOnlySpan<double> parameters, Span<double> hessian)
    {
        var (d, p) = (Weights, Dimension);
        if (hessian.Length != p * p)
            throw new ArgumentException($"Expected {p} x {p} numbers, was {hessian.Length}.", nameof(hessian));
        Expand(parameters);
        hessian.Clear();
        for (var i = 0; i < d; i++)
        {
            precision.AsSpan(i * d, d).CopyTo(hessian.Slice(i * p, d));
            for (var j = 0; j <= i; j++)
            {
                for (var k = j; k <= i; k++)
                    hessian[(Place(i, j) * p) + Place(k, j)] = hessian[(Place(k, j) * p) + Place(i, j)] = precision[(i * d) + k] * Slope(i, j) * Slope(k, j);
            }

            hessian[(Place(i, i) * p) + Place(i, i)] += _product[(i * d) + i] * _root[(i * d) + i];
        }
    }

    public IObjective Copy() => new GaussianEvidenceBound(joint.Copy(), precision);

    private int Place(int i, int j) => Weights + (i * (i + 1) / 2) + j;

    // Of L_ij by its parameter.
    private double Slope(int i, int j) => i == j ? _root[(i * Weights) + i] : 1;

    private double Bound(double value, ReadOnlySpan<double> parameters)
    {
        var d = Weights;
        value += (0.5 * VectorOperations.Dot(_root, _product)) - (0.5 * d * (1 + Math.Log(2 * Math.PI)));
        for (var i = 0; i < d; i++)
            value -= parameters[Place(i, i)];
        return value;
    }

    private void Expand(ReadOnlySpan<double> parameters)
    {
        Check(parameters);
        var d = Weights;
        for (var i = 0; i < d; i++)
        {
            for (var j = 0; j <= i; j++)
                _root[(i * d) + j] = i == j ? Math.Exp(parameters[Place(i, i)]) : parameters[Place(i, j)];
        }

        _product.AsSpan().Clear();
        for (var i = 0; i < d; i++)
        {
            for (var k = 0; k < d; k++)
                VectorOperations.AddScaled(precision[(i * d) + k], _root.AsSpan(k * d, d), _product.AsSpan(i * d, d));
        }
    }

    private void Check(ReadOnlySpan<double> vector)
    {
        if (vector.Length != Dimension)
            throw new ArgumentException($"Expected {Dimension} numbers, was {vector.Length}.", nameof(vector));
    }
}
