namespace RandomLandscapes.Runs;

/// <summary>An experiment with its plan and data: declares cells, computes samples, concludes.</summary>
public interface IPreparedExperiment
{
    /// <summary>The cells, in the order of their chunk numbers.</summary>
    IReadOnlyList<Cell> Cells { get; }

    /// <summary>Seconds that <see cref="Conclude"/> may take, for the forecast; zero when it only adds up.</summary>
    double ConclusionSeconds => 0;

    /// <summary>Makes the sampler of one cell for one thread.</summary>
    /// <param name="cell">One of <see cref="Cells"/>.</param>
    ICellSampler CreateSampler(Cell cell);

    /// <summary>Turns merged tallies into a table and verdicts.</summary>
    /// <param name="tallies">One for each cell, in the order of <see cref="Cells"/>.</param>
    RunAnswer Conclude(IReadOnlyList<CellTally> tallies);
}
