using RandomLandscapes.Numerics.Randomness;

namespace RandomLandscapes.Runs;

/// <summary>Computes single samples of one cell; owns the workspace of one thread.</summary>
public interface ICellSampler
{
    /// <summary>Computes one sample, a pure function of the stream, and adds it to the tally.</summary>
    /// <param name="stream">At the beginning of the sample's purpose 0.</param>
    /// <param name="sample">The sample number, for further purposes of the stream.</param>
    /// <param name="tally">Has the lengths that the cell declared.</param>
    void AddSample(RandomStream stream, ulong sample, Tally tally);
}
