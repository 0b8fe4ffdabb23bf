using RandomLandscapes.Experiments.Shared;
using RandomLandscapes.Numerics.Arithmetic;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Runs;
using RandomLandscapes.Simulation.KacRice;
using RandomLandscapes.Simulation.RandomMatrices;

namespace RandomLandscapes.Experiments.ComplexityCurves;

/// <summary>
/// Kac-Rice Monte Carlo of the spherical p-spin below energies: E N_k(H/N &lt;= E) = C E[exp(-c l_k^2); l_k &lt;= E sqrt(N p / (2 (p-1)))], l of GOE(N).
/// For each energy the <see cref="MeanCountSums"/>.
/// </summary>
internal sealed class SphericalEnergyCell : ICellSampler
{
    public const string Source = "Kac-Rice, GOE(N) eigenvalues weighted with exp(-(p-2) l^2/(2p)), cut at the energy";
    private const int Blocks = 64;

    private readonly GoeEigenvalues _eigenvalues;
    private readonly double _rate;
    private readonly double _factor;
    private readonly double[] _levels;

    public SphericalEnergyCell(int p, int spins, IReadOnlyList<double> energies)
    {
        _eigenvalues = new GoeEigenvalues(spins);
        _rate = OrderStatisticWeights.SphericalRate(p);
        _factor = 2 * Math.Sqrt(2.0 / p) * Math.Pow(p - 1, spins / 2.0);
        _levels = [.. energies.Select(e => e * Math.Sqrt(spins * p / (2.0 * (p - 1))))];
    }

    public static Cell Declare(int p, int spins, int energies, long samples, string energyText) => new(
        $"p-spin p={p} N={spins} E={energyText}", samples, (int)Math.Max(1, (samples + Blocks - 1) / Blocks), 0, MeanCountSums.Length * energies,
        (1.05e-8 * spins * spins) + (2e-8 * spins) + 1e-6);

    public void AddSample(RandomStream stream, ulong sample, Tally tally)
    {
        var eigenvalues = _eigenvalues.Next(stream);
        for (var i = 0; i < _levels.Length; i++)
        {
            double all = 0, minima = 0;
            for (var k = 0; k < eigenvalues.Length && eigenvalues[k] <= _levels[i]; k++)
            {
                var weight = _factor * ElementaryFunctions.Exp(-_rate * eigenvalues[k] * eigenvalues[k]);
                all += weight;
                if (k == 0)
                    minima = weight;
            }

            MeanCountSums.Add(tally, i, all, minima);
        }
    }
}
