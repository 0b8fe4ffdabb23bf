namespace RandomLandscapes.Simulation.CriticalPoints;

/// <summary>Keeps what a census has found, so that an interrupted one can go on.</summary>
/// <remarks>A block is named by the start system, the round of its paths and its place in the round. Called from several threads.</remarks>
public interface ICensusJournal
{
    /// <summary>What was kept of a block; null when nothing was.</summary>
    /// <param name="start">The start system, from 0.</param>
    /// <param name="round">The round, from 0; later ones follow again what earlier ones left open.</param>
    /// <param name="block">The block of paths in that round, from 0.</param>
    byte[]? Find(int start, int round, int block);

    /// <summary>Keeps a finished block.</summary>
    /// <param name="start">The start system.</param>
    /// <param name="round">The round.</param>
    /// <param name="block">The block.</param>
    /// <param name="content">About 80 bytes a path.</param>
    void Keep(int start, int round, int block, byte[] content);
}
