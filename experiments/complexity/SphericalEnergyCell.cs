using RandomLandscapes.Numerics.Arithmetic;
using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Runs;
using RandomLandscapes.Simulation.KacRice;
using RandomLandscapes.Simulation.RandomMatrices;

namespace RandomLandscapes.Experiments.ComplexityCurves;

/// <summary>
/// Kac-Rice Monte Carlo of the spherical p-spin below energies: E N_k(H/N &lt;= E) = C E[exp(-c l_k^2); l_k &lt;= E sqrt(N p / (2 (p-1)))], l of GOE(N).
/// For each energy: the sum over all k of C w and of its square over samples, then the same for k = 0.
/// </summary>
internal sealed class SphericalEnergyCell : ICellSampler
{
    public const string Source = "Kac-Rice, GOE(N) eigenvalues weighted with exp(-(p-2) l^2/(2p)), cut at the energy";
    public const int SumsPerEnergy = 4;
    private const int Blocks = 64;

    private readonly TridiagonalGoe _ensemble;
    private readonly double[] _diagonal;
    private readonly double[] _offDiagonal;
    private readonly double _rate;
    private readonly double _factor;
    private readonly double[] _levels;

    public SphericalEnergyCell(int p, int spins, IReadOnlyList<double> energies)
    {
        _ensemble = new TridiagonalGoe(spins);
        _diagonal = new double[spins];
        _offDiagonal = new double[spins - 1];
        _rate = OrderStatisticWeights.SphericalRate(p);
        _factor = 2 * Math.Sqrt(2.0 / p) * Math.Pow(p - 1, spins / 2.0);
        _levels = [.. energies.Select(e => e * Math.Sqrt(spins * p / (2.0 * (p - 1))))];
    }

    public static Cell Declare(int p, int spins, int energies, long samples, string energyText) => new(
        $"p-spin p={p} N={spins} E={energyText}", samples, (int)Math.Max(1, (samples + Blocks - 1) / Blocks), 0, SumsPerEnergy * energies,
        (1.05e-8 * spins * spins) + (2e-8 * spins) + 1e-6);

    public void AddSample(RandomStream stream, ulong sample, Tally tally)
    {
        _ensemble.Draw(stream, _diagonal, _offDiagonal);
        for (var i = 0; i < _offDiagonal.Length; i++)
            _offDiagonal[i] = Math.Sqrt(_offDiagonal[i]);
        var outcome = TridiagonalEigenvalues.Compute(_diagonal, _offDiagonal);
        if (outcome != EigenvalueOutcome.Converged)
            throw new ArithmeticException($"Tridiagonal eigenvalues of order {_diagonal.Length} ended as {outcome}.");
        for (var i = 0; i < _levels.Length; i++)
        {
            double all = 0, minima = 0;
            for (var k = 0; k < _diagonal.Length && _diagonal[k] <= _levels[i]; k++)
            {
                var weight = _factor * ElementaryFunctions.Exp(-_rate * _diagonal[k] * _diagonal[k]);
                all += weight;
                if (k == 0)
                    minima = weight;
            }

            var sums = tally.Sums.AsSpan(SumsPerEnergy * i, SumsPerEnergy);
            sums[0] += all;
            sums[1] += all * all;
            sums[2] += minima;
            sums[3] += minima * minima;
        }
    }

    /// <summary>The mean count with its standard error from the plain spread of samples, and the effective sample size.</summary>
    public static (Estimate Mean, double EffectiveSamples) Mean(CellTally tally, int energy, bool minima)
    {
        var offset = (SumsPerEnergy * energy) + (minima ? 2 : 0);
        var sum = tally.Total.Sums[offset];
        var squares = tally.Total.Sums[offset + 1];
        double samples = tally.Cell.Samples;
        var mean = sum / samples;
        var variance = Math.Max(0, (squares / samples) - (mean * mean)) / Math.Max(1, samples - 1);
        return (new Estimate(mean, Math.Sqrt(variance), (int)Math.Min(int.MaxValue, Math.Max(1, samples - 1))), squares > 0 ? sum * sum / squares : 0);
    }
}
