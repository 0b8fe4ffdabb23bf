using RandomLandscapes.Runs;
using RandomLandscapes.Simulation.CriticalPoints;
using RandomLandscapes.Simulation.CriticalPoints.Searches;

namespace RandomLandscapes.Experiments.FieldDescent;

/// <summary>Where the searches of one method ended in one dimension.</summary>
internal sealed class SearchEnds
{
    /// <summary>The largest predicted decrease, in standard deviations of the field, of an end that counts as a minimum found.</summary>
    public const double LargestDecrease = 0.02;

    /// <summary>The largest ignored deviation, in prior standard deviations, of a field whose end counts.</summary>
    public const double LargestIgnoredDeviation = 0.02;

    public SearchEnds(SearchMethod method, int dimension, CellTally tally)
    {
        (Method, Dimension, Searches) = (method, dimension, tally.Cell.Samples);
        Outcomes = [.. tally.Total.Counts];
        foreach (var chunk in tally.Chunks)
        {
            var outcome = (SearchOutcome)Array.IndexOf(chunk.Counts, 1L);
            var (height, index, decrease) = (chunk.Sums[0], (int)chunk.Sums[1], chunk.Sums[2]);
            LargestLawError = Math.Max(LargestLawError, chunk.Sums[5]);
            if (chunk.Sums[5] > LargestIgnoredDeviation)
            {
                Uncertain++;
            }
            else if (outcome == SearchOutcome.Critical && index >= 0)
            {
                Critical++;
                Points.Add((height, index));
            }
            else if (method == SearchMethod.GradientDescent && outcome == SearchOutcome.IterationLimit && index == 0 && decrease is >= 0 and <= LargestDecrease)
            {
                Near++;
                Points.Add((height - decrease, 0));
            }
            else if (method == SearchMethod.Newton && outcome == SearchOutcome.IterationLimit && index >= 0)
            {
                Short.Add((height, index, chunk.Sums[3]));
            }
        }
    }

    public SearchMethod Method { get; }

    public int Dimension { get; }

    public long Searches { get; }

    public IReadOnlyList<long> Outcomes { get; }

    /// <summary>Height and index of the points reached.</summary>
    public List<(double Height, int Index)> Points { get; } = [];

    /// <summary>Newton searches that ended at their limit: height, index of the Hessian there, length of the gradient.</summary>
    public List<(double Height, int Index, double Gradient)> Short { get; } = [];

    /// <summary>Ends that are critical points.</summary>
    public int Critical { get; }

    /// <summary>Descents at their limit of points with a positive definite Hessian and a predicted decrease of at most <see cref="LargestDecrease"/>: minima, with the predicted height.</summary>
    public int Near { get; }

    /// <summary>Searches in fields of which more than <see cref="LargestIgnoredDeviation"/> was ignored; their ends do not count.</summary>
    public int Uncertain { get; }

    /// <summary>The largest deviation that was ignored in any of the fields, relative to the prior one.</summary>
    public double LargestLawError { get; }
}
