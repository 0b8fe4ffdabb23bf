using RandomLandscapes.Figures;
using RandomLandscapes.Runs;

namespace RandomLandscapes.Experiments;

/// <summary>An experiment that also draws: its figures are a function of the stored summary alone.</summary>
public interface IIllustratedExperiment : IExperiment
{
    /// <summary>Draws the figures from stored rows.</summary>
    /// <param name="rows">The rows of summary.csv.</param>
    IReadOnlyList<Figure> Draw(IReadOnlyList<SummaryRow> rows);
}
