using RandomLandscapes.Experiments.Shared;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Runs;
using RandomLandscapes.Simulation.CriticalPoints.Fields;
using RandomLandscapes.Simulation.Landscapes.GaussianFields;

namespace RandomLandscapes.Experiments.FieldPortrait;

/// <summary>
/// Fields with their census, flow lines and graphs. Counts: see the constants. Sums: the coefficients of field 0, A and B of each mode in turn, from which everything about it is computed again at the end.
/// </summary>
internal sealed class PortraitCell(NamedSpectrum spectrum) : ICellSampler
{
    public const int ProvedFields = 0;
    public const int OpenFields = 1;
    public const int Saddles = 2;
    public const int Lines = 3;
    public const int LostLines = 4;
    public const int TracedFields = 5;
    public const int SoundFields = 6;
    public const int CountLength = 7;

    private readonly TorusCensus _census = new(2, spectrum.Spectrum.Waves);

    public void AddSample(RandomStream stream, ulong sample, Tally tally)
    {
        var field = TrigonometricField.Draw(spectrum.Spectrum, stream);
        if (sample == 0)
        {
            for (var m = 0; m < field.ModeCount; m++)
                (tally.Sums[2 * m], tally.Sums[(2 * m) + 1]) = (field.Cosines[m], field.Sines[m]);
        }

        var result = _census.Enumerate(field);
        if (!result.Complete || !result.Certified)
        {
            tally.Counts[OpenFields]++;
            return;
        }

        tally.Counts[ProvedFields]++;
        var lines = new GradientFlow(field, result.Points).FromSaddles();
        tally.Counts[Saddles] += result.ByIndex[1];
        tally.Counts[Lines] += lines.Count;
        tally.Counts[LostLines] += lines.Count(l => l.End < 0);
        if (MorseSmaleGraph.Build(result.Points, lines) is not { } graph)
            return;
        tally.Counts[TracedFields]++;
        if (graph.IsSound)
            tally.Counts[SoundFields]++;
    }
}
