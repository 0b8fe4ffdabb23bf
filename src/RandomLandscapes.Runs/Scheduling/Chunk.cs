namespace RandomLandscapes.Runs.Scheduling;

/// <summary>A block of consecutive samples of one cell: the unit of work and of the journal.</summary>
/// <param name="Number">Position in the whole plan.</param>
/// <param name="CellIndex">Position of the cell in the plan.</param>
/// <param name="FirstSample">The first sample number.</param>
/// <param name="Samples">How many samples.</param>
public readonly record struct Chunk(int Number, int CellIndex, long FirstSample, int Samples);
