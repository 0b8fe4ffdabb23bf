using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Simulation.Landscapes.GaussianFields;

namespace RandomLandscapes.Simulation.KacRice;

/// <summary>Draws index and |det| of the Hessian of a torus field at a point, -sum_k a_k A_k k k^T: by Kac and Rice E N_k = (2 pi)^(d/2) det(L)^(-1/2) E[|det f''|; index k].</summary>
/// <remarks>
/// Weights |det| are heavy-tailed: beyond <see cref="LargestDimension"/> the rare matrices that carry the minima are never drawn, and a plain mean would be silently wrong. Below it, an index with fewer than
/// <see cref="OrderStatisticWeights.SmallestEffectiveSampleSize"/> effective samples deserves no interval.
/// </remarks>
public sealed class TorusHessians
{
    /// <summary>The largest dimension in which plain weights are trusted.</summary>
    public const int LargestDimension = 7;

    private readonly TorusSpectrum _spectrum;
    private readonly double[] _normals;
    private readonly double[] _hessian;
    private readonly InertiaSolver _solver;

    /// <summary>Takes a spectrum.</summary>
    /// <param name="spectrum">In at most <see cref="LargestDimension"/> dimensions.</param>
    public TorusHessians(TorusSpectrum spectrum)
    {
        ArgumentNullException.ThrowIfNull(spectrum);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(spectrum.Dimension, LargestDimension);
        _spectrum = spectrum;
        _normals = new double[spectrum.ModeCount];
        _hessian = new double[spectrum.Dimension * spectrum.Dimension];
        _solver = new InertiaSolver(spectrum.Dimension);
    }

    /// <summary>Draws one Hessian.</summary>
    /// <param name="stream">The stream of the sample; advanced by one normal deviate a mode.</param>
    /// <returns>The index, -1 where it is undecided, and |det|.</returns>
    public (int MorseIndex, double Determinant) Next(RandomStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var d = _spectrum.Dimension;
        stream.FillNormal(_normals);
        Array.Clear(_hessian);
        for (var m = 0; m < _normals.Length; m++)
        {
            var wave = _spectrum.Waves.Slice(m * d, d);
            var size = -Math.Sqrt(_spectrum.Variances[m]) * _normals[m];
            for (var i = 0; i < d; i++)
            {
                for (var j = 0; j <= i; j++)
                    _hessian[(i * d) + j] += size * wave[i] * wave[j];
            }
        }

        var result = _solver.Compute(_hessian);
        return (result.Index, Math.Exp(result.LogAbsDeterminant));
    }
}
