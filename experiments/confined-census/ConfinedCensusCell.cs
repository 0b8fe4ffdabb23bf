using System.Globalization;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Runs;
using RandomLandscapes.Simulation.Landscapes.GaussianFields;

namespace RandomLandscapes.Experiments.ConfinedCensus;

/// <summary>
/// Every critical point of mu |x|^2 / 2 + V, V a torus field that is isotropic to fourth order, proved, for each mu on the same V. Counts, for each mu over the fields whose census is complete and certified: for each k
/// the number of points of index k and its square, the same of all points, how many fields have one point only, the fields proved; then the fields that were not proved for some mu.
/// </summary>
internal sealed class ConfinedCensusCell : ICellSampler
{
    public const string Source = "enumeration: every critical point of each confined field, complete and certified";
    private const int Blocks = 64;

    // E f_11 f_22 of the spectra.
    private const double Fourth = 2;

    private readonly int _d;
    private readonly double[] _confinements;
    private readonly TorusSpectrum _spectrum;
    private readonly Simulation.CriticalPoints.Fields.ConfinedCensus _census;

    public ConfinedCensusCell(int dimension, IReadOnlyList<double> ratios)
    {
        _d = dimension;
        _spectrum = TorusSpectrum.FourthOrderIsotropic(dimension);
        _census = new Simulation.CriticalPoints.Fields.ConfinedCensus(dimension, _spectrum.Waves);
        // mu_c = 2 s sqrt(n rho''(0)) = sqrt(n E f_11 f_22).
        _confinements = [.. ratios.Select(m => m * Math.Sqrt(dimension * Fourth))];
    }

    public static Cell Declare(int dimension, IReadOnlyList<double> ratios, long samples, string text)
    {
        var own = Math.Max(Blocks, dimension == 2 ? samples : samples / 10);
        // A torus takes 20 us in d = 2 and 0.4 ms in d = 3; the box is about 2/m times as wide in d = 2.
        var seconds = ratios.Sum(m => dimension == 2 ? 2e-5 * Math.Max(1, Math.Pow(1 / m, 2)) : 4e-4 * Math.Max(0.5, Math.Pow(1 / m, 3)));
        return new Cell(
            string.Create(CultureInfo.InvariantCulture, $"confined-torus-field n={dimension} m={text}"), own, (int)Math.Max(1, (own + Blocks - 1) / Blocks), (Length(dimension) * ratios.Count) + 1, 0, seconds);
    }

    public void AddSample(RandomStream stream, ulong sample, Tally tally)
    {
        var field = TrigonometricField.Draw(_spectrum, stream);
        var proved = true;
        for (var i = 0; i < _confinements.Length; i++)
        {
            var result = _census.Enumerate(field, _confinements[i]);
            if (!result.Complete || !result.Certified || !result.ChecksPassed)
            {
                proved = false;
                continue;
            }

            var counts = tally.Counts.AsSpan(Length(_d) * i, Length(_d));
            for (var k = 0; k <= _d; k++)
                Add(counts[(2 * k)..], result.ByIndex[k]);
            Add(counts[(2 * (_d + 1))..], result.Points.Count);
            counts[^2] += result.Points.Count == 1 ? 1 : 0;
            counts[^1]++;
        }

        tally.Counts[^1] += proved ? 0 : 1;
    }

    /// <summary>Entries for one confinement.</summary>
    public static int Length(int dimension) => (2 * (dimension + 2)) + 2;

    private static void Add(Span<long> pair, long count)
    {
        pair[0] += count;
        pair[1] += count * count;
    }
}
