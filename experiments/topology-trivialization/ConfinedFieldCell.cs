using MathNet.Numerics;
using RandomLandscapes.Experiments.Shared;
using RandomLandscapes.Numerics.Arithmetic;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Runs;
using RandomLandscapes.Simulation.RandomMatrices;

namespace RandomLandscapes.Experiments.TopologyTrivialization;

/// <summary>
/// Kac-Rice Monte Carlo of confined fields: E N_k = C E w(l_(k+1)), l ascending eigenvalues of GOE(n+1),
/// w(s) = exp(-(s + m sqrt(n/2))^2 + s^2/2). For each m the <see cref="MeanCountSums"/>.
/// </summary>
internal sealed class ConfinedFieldCell : ICellSampler
{
    public const string Source = "Kac-Rice, GOE(n+1) eigenvalues weighted with exp(-(s + m sqrt(n/2))^2 + s^2/2)";
    private const int Blocks = 64;

    private readonly GoeEigenvalues _eigenvalues;
    private readonly (double Centre, double LogFactor)[] _weights;

    public ConfinedFieldCell(int dimension, IReadOnlyList<double> confinements)
    {
        _eigenvalues = new GoeEigenvalues(dimension + 1);
        double n = dimension;
        _weights = [.. confinements.Select(m => (
            m * Math.Sqrt(n / 2),
            (-n * Math.Log(m)) + (0.5 * n * Math.Log(2 / n)) + (0.5 * Math.Log(2 / Math.PI)) + SpecialFunctions.GammaLn(0.5 * (n + 1))))];
    }

    public static Cell Declare(int dimension, int confinements, long samples, string confinementText) => new(
        $"confined-field n={dimension} m={confinementText}", samples, (int)Math.Max(1, (samples + Blocks - 1) / Blocks), 0, MeanCountSums.Length * confinements,
        (1.05e-8 * dimension * dimension) + (4e-8 * dimension * confinements) + 5e-7);

    public void AddSample(RandomStream stream, ulong sample, Tally tally)
    {
        var eigenvalues = _eigenvalues.Next(stream);
        for (var i = 0; i < _weights.Length; i++)
        {
            var (centre, logFactor) = _weights[i];
            double all = 0, minima = 0;
            for (var k = 0; k < eigenvalues.Length; k++)
            {
                var s = eigenvalues[k];
                var weight = ElementaryFunctions.Exp(logFactor - ((s + centre) * (s + centre)) + (0.5 * s * s));
                all += weight;
                if (k == 0)
                    minima = weight;
            }

            MeanCountSums.Add(tally, i, all, minima);
        }
    }
}
