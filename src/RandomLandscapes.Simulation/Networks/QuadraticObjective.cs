using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Simulation.CriticalPoints.Searches;

namespace RandomLandscapes.Simulation.Networks;

/// <summary>f(w) = w.M w / 2 - b.w + c, M symmetric.</summary>
/// <param name="matrix">M, row-major; not copied.</param>
/// <param name="linear">b; not copied.</param>
/// <param name="constant">c.</param>
internal sealed class QuadraticObjective(double[] matrix, double[] linear, double constant) : IObjective
{
    private readonly double[] _product = new double[linear.Length];

    public int Dimension => linear.Length;

    public double Value(ReadOnlySpan<double> parameters)
    {
        HessianVectorProduct(parameters, parameters, _product);
        return (0.5 * VectorOperations.Dot(parameters, _product)) - VectorOperations.Dot(linear, parameters) + constant;
    }

    public double Gradient(ReadOnlySpan<double> parameters, Span<double> gradient)
    {
        var value = Value(parameters);
        _product.CopyTo(gradient);
        VectorOperations.AddScaled(-1, linear, gradient);
        return value;
    }

    public void HessianVectorProduct(ReadOnlySpan<double> parameters, ReadOnlySpan<double> direction, Span<double> product)
    {
        if (parameters.Length != Dimension || direction.Length != Dimension)
            throw new ArgumentException($"Expected {Dimension} numbers, was {parameters.Length} and {direction.Length}.", nameof(parameters));
        for (var i = 0; i < Dimension; i++)
            product[i] = VectorOperations.Dot(matrix.AsSpan(i * Dimension, Dimension), direction);
    }

    public void Hessian(ReadOnlySpan<double> parameters, Span<double> hessian)
    {
        if (hessian.Length != matrix.Length)
            throw new ArgumentException($"Expected {Dimension} x {Dimension} numbers, was {hessian.Length}.", nameof(hessian));
        matrix.CopyTo(hessian);
    }

    public IObjective Copy() => new QuadraticObjective(matrix, linear, constant);
}
