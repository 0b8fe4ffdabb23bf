namespace RandomLandscapes.Runs.Scheduling;

/// <summary>How far a run has come.</summary>
/// <param name="DoneChunks">Chunks in the journal.</param>
/// <param name="AllChunks">Chunks of this shard.</param>
/// <param name="DoneShare">Share of the forecast work that is done, 0 to 1.</param>
/// <param name="Cell">The cell that finished a chunk last.</param>
public readonly record struct RunProgress(int DoneChunks, int AllChunks, double DoneShare, string Cell);
