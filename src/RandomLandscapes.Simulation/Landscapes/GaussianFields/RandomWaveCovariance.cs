using MathNet.Numerics;
using RandomLandscapes.Numerics.Randomness;

namespace RandomLandscapes.Simulation.Landscapes.GaussianFields;

/// <summary>The monochromatic random wave of R^n: 0F1(; n/2; -r^2/(4 l^2)), all wave vectors of length 1/l in uniform directions.</summary>
/// <remarks>kappa^2 = (n + 2)/n, the largest there is. In R^m with m below n it is a covariance too, of a field that is a section of the wave. Source: Berry 1977.</remarks>
public sealed class RandomWaveCovariance : RadialCovariance
{
    private readonly int _dimension;

    /// <summary>Takes dimension and length scale.</summary>
    /// <param name="dimension">n, at least 1.</param>
    /// <param name="length">l, positive.</param>
    public RandomWaveCovariance(int dimension, double length = 1)
        : base(length, "random-wave")
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        _dimension = dimension;
    }

    /// <inheritdoc/>
    public override int LargestDimension => _dimension;

    /// <inheritdoc/>
    public override void Evaluate(double squaredDistance, Span<double> derivatives)
    {
        // The m-th derivative of 0F1(; b; -q) in q is (-1)^m 0F1(; b + m; -q) / (b (b + 1) ... (b + m - 1)).
        var factor = -0.25 / (Length * Length);
        var q = -factor * squaredDistance;
        var (b, scale) = (0.5 * _dimension, 1.0);
        for (var m = 0; m < derivatives.Length; m++)
        {
            derivatives[m] = scale * Confluent(b, q);
            scale *= factor / b;
            b++;
        }
    }

    /// <inheritdoc/>
    public override void DrawWave(RandomStream stream, Span<double> wave)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (wave.Length > _dimension)
            throw new ArgumentException($"Expected at most {_dimension} components, was {wave.Length}.", nameof(wave));
        Span<double> direction = stackalloc double[_dimension];
        stream.FillNormal(direction);
        var square = 0.0;
        foreach (var x in direction)
            square += x * x;
        direction[..wave.Length].CopyTo(wave);
        Scale(wave, 1 / (Length * Math.Sqrt(square)));
    }

    // 0F1(; b; -q). The series has falling terms for q below b; beyond, where they grow and cancel, Gamma(b) q^((1-b)/2) J_(b-1)(2 sqrt q).
    private static double Confluent(double b, double q)
    {
        if (q > Math.Max(b, 1))
            return Math.Exp(SpecialFunctions.GammaLn(b) - (0.5 * (b - 1) * Math.Log(q))) * SpecialFunctions.BesselJ(b - 1, 2 * Math.Sqrt(q));
        double sum = 1, term = 1;
        for (var k = 1; Math.Abs(term) > 1e-18; k++)
        {
            term *= -q / (k * (b + k - 1));
            sum += term;
        }

        return sum;
    }
}
