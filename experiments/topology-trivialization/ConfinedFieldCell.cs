using MathNet.Numerics;
using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Runs;
using RandomLandscapes.Simulation.RandomMatrices;

namespace RandomLandscapes.Experiments.TopologyTrivialization;

/// <summary>
/// Kac-Rice Monte Carlo of confined fields: E N_k = C E w(l_(k+1)), l ascending eigenvalues of GOE(n+1),
/// w(s) = exp(-(s + m sqrt(n/2))^2 + s^2/2). For each m: sums of C w over all eigenvalues and their squares, then the same for the smallest.
/// </summary>
internal sealed class ConfinedFieldCell : ICellSampler
{
    public const string Source = "Kac-Rice, GOE(n+1) eigenvalues weighted with exp(-(s + m sqrt(n/2))^2 + s^2/2)";
    public const int SumsPerConfinement = 4;
    private const int Blocks = 64;

    private readonly TridiagonalGoe _ensemble;
    private readonly double[] _diagonal;
    private readonly double[] _offDiagonal;
    private readonly (double Centre, double LogFactor)[] _weights;

    public ConfinedFieldCell(int dimension, IReadOnlyList<double> confinements)
    {
        _ensemble = new TridiagonalGoe(dimension + 1);
        _diagonal = new double[dimension + 1];
        _offDiagonal = new double[dimension];
        double n = dimension;
        _weights = [.. confinements.Select(m => (
            m * Math.Sqrt(n / 2),
            (-n * Math.Log(m)) + (0.5 * n * Math.Log(2 / n)) + (0.5 * Math.Log(2 / Math.PI)) + SpecialFunctions.GammaLn(0.5 * (n + 1))))];
    }

    public static Cell Declare(int dimension, int confinements, long samples, string confinementText) => new(
        $"confined-field n={dimension} m={confinementText}", samples, (int)Math.Max(1, (samples + Blocks - 1) / Blocks), 0, SumsPerConfinement * confinements,
        (1.05e-8 * dimension * dimension) + (4e-8 * dimension * confinements) + 5e-7);

    public void AddSample(RandomStream stream, ulong sample, Tally tally)
    {
        _ensemble.Draw(stream, _diagonal, _offDiagonal);
        for (var i = 0; i < _offDiagonal.Length; i++)
            _offDiagonal[i] = Math.Sqrt(_offDiagonal[i]);
        var outcome = TridiagonalEigenvalues.Compute(_diagonal, _offDiagonal);
        if (outcome != EigenvalueOutcome.Converged)
            throw new ArithmeticException($"Tridiagonal eigenvalues of order {_diagonal.Length} ended as {outcome}.");
        for (var i = 0; i < _weights.Length; i++)
        {
            var (centre, logFactor) = _weights[i];
            double all = 0, minima = 0;
            for (var k = 0; k < _diagonal.Length; k++)
            {
                var s = _diagonal[k];
                var weight = Numerics.Arithmetic.ElementaryFunctions.Exp(logFactor - ((s + centre) * (s + centre)) + (0.5 * s * s));
                all += weight;
                if (k == 0)
                    minima = weight;
            }

            var sums = tally.Sums.AsSpan(SumsPerConfinement * i, SumsPerConfinement);
            sums[0] += all;
            sums[1] += all * all;
            sums[2] += minima;
            sums[3] += minima * minima;
        }
    }

    /// <summary>The mean with its standard error from the plain spread of samples, and the effective sample size.</summary>
    public static (Estimate Mean, double EffectiveSamples) Mean(CellTally tally, int confinement, bool minima)
    {
        var offset = (SumsPerConfinement * confinement) + (minima ? 2 : 0);
        var sum = tally.Total.Sums[offset];
        var squares = tally.Total.Sums[offset + 1];
        double samples = tally.Cell.Samples;
        var mean = sum / samples;
        var variance = Math.Max(0, (squares / samples) - (mean * mean)) / Math.Max(1, samples - 1);
        return (new Estimate(mean, Math.Sqrt(variance), (int)Math.Min(int.MaxValue, Math.Max(1, samples - 1))), squares > 0 ? sum * sum / squares : 0);
    }
}
