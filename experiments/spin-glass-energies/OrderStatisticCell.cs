using System.Globalization;
using RandomLandscapes.Numerics.Arithmetic;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Runs;
using RandomLandscapes.Simulation.KacRice;
using RandomLandscapes.Simulation.RandomMatrices;

namespace RandomLandscapes.Experiments.SpinGlassEnergies;

/// <summary>
/// The Kac-Rice law of energy and index: a critical point of index k has H/N = l_k sqrt(2 (p-1) / (p N)) with the weight exp(-c l_k^2), l of GOE(N), c = (p-2)/(2p).
/// Sums: weights by energy of all points, the same of each low index; weights by index; for each low index the squared weights and weight times energy.
/// </summary>
internal sealed class OrderStatisticCell : ICellSampler
{
    public const string Source = "KacRice: GOE(N) eigenvalues weighted with exp(-(p-2) l^2/(2p)), Auffinger, Ben Arous, Cerny 2013";
    private const int ChunksOfACell = 20;

    private readonly GoeEigenvalues _eigenvalues;
    private readonly EnergyGrid _grid;
    private readonly int _indices;
    private readonly double _rate;
    private readonly double _scale;

    public OrderStatisticCell(int p, int spins, int indices, EnergyGrid grid)
    {
        _eigenvalues = new GoeEigenvalues(spins);
        (_grid, _indices) = (grid, Math.Min(indices, spins - 1));
        _rate = OrderStatisticWeights.SphericalRate(p);
        _scale = Math.Sqrt(2 * (p - 1) / (double)(p * spins));
    }

    public static Cell Declare(int p, int spins, int indices, long samples) => new(
        string.Create(CultureInfo.InvariantCulture, $"kac-rice p={p} N={spins} k<{indices}"), samples, (int)Math.Max(1, (samples + ChunksOfACell - 1) / ChunksOfACell), 0,
        EnergyGrid.Bins + (Math.Min(indices, spins - 1) * (EnergyGrid.Bins + 2)) + spins, (1.05e-8 * spins * spins) + (2e-8 * spins) + 1e-6);

    /// <summary>Weights by energy of all points.</summary>
    public static double[] All(Tally tally) => tally.Sums[..EnergyGrid.Bins];

    /// <summary>Weights by energy of one index.</summary>
    public static double[] OfIndex(Tally tally, int k) => tally.Sums.AsSpan(EnergyGrid.Bins * (k + 1), EnergyGrid.Bins).ToArray();

    /// <summary>Weights by index.</summary>
    public static double[] ByIndex(Tally tally, int spins, int indices) => tally.Sums.AsSpan(EnergyGrid.Bins * (Math.Min(indices, spins - 1) + 1), spins).ToArray();

    /// <summary>The sum of weights of one index, of their squares, and of weight times energy.</summary>
    public static (double Weight, double Squares, double Energy) Moments(Tally tally, int spins, int indices, int k)
    {
        var low = Math.Min(indices, spins - 1);
        var place = (EnergyGrid.Bins * (low + 1)) + spins + (2 * k);
        return (tally.Sums[(EnergyGrid.Bins * (low + 1)) + k], tally.Sums[place], tally.Sums[place + 1]);
    }

    public void AddSample(RandomStream stream, ulong sample, Tally tally)
    {
        var levels = _eigenvalues.Next(stream);
        var byIndex = tally.Sums.AsSpan(EnergyGrid.Bins * (_indices + 1));
        for (var k = 0; k < levels.Length; k++)
        {
            var weight = ElementaryFunctions.Exp(-_rate * levels[k] * levels[k]);
            var energy = _scale * levels[k];
            var bin = _grid.Bin(energy);
            tally.Sums[bin] += weight;
            byIndex[k] += weight;
            if (k >= _indices)
                continue;
            tally.Sums[(EnergyGrid.Bins * (k + 1)) + bin] += weight;
            byIndex[levels.Length + (2 * k)] += weight * weight;
            byIndex[levels.Length + (2 * k) + 1] += weight * energy;
        }
    }
}
