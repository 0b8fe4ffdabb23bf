using RandomLandscapes.Simulation.Networks.Data;

namespace RandomLandscapes.Simulation.Networks.Graphs;

/// <summary>Samples as a graph's state reads them: blocks of equal width, unit-major, one lane for each sample. Immutable, so that copies of an objective share it.</summary>
internal sealed class SampleLanes
{
    private const int WidestBlock = 128;

    private readonly NetworkSamples _samples;
    private readonly double[] _inputs;
    private readonly double[] _targets;

    public SampleLanes(NetworkSamples samples)
    {
        _samples = samples;
        BlockCount = (samples.Count + WidestBlock - 1) / WidestBlock;
        Width = ((((samples.Count + BlockCount - 1) / BlockCount) + 7) / 8) * 8;
        _inputs = new double[checked(BlockCount * InputLength)];
        _targets = new double[checked(BlockCount * TargetLength)];
        var all = Enumerable.Range(0, samples.Count).ToArray();
        for (var block = 0; block < BlockCount; block++)
        {
            var own = all.AsSpan(block * Width, Math.Min(Width, samples.Count - (block * Width)));
            Gather(own, _inputs.AsSpan(block * InputLength, InputLength), _targets.AsSpan(block * TargetLength, TargetLength));
        }
    }

    public int BlockCount { get; }

    /// <summary>Samples of a block, a multiple of 8.</summary>
    public int Width { get; }

    /// <summary>The numbers that a block's inputs take.</summary>
    public int InputLength => _samples.InputCount * Width;

    /// <summary>The numbers that a block's targets take.</summary>
    public int TargetLength => _samples.TargetCount * Width;

    /// <summary>Points the state to a block.</summary>
    public void Load(GraphState state, int block)
    {
        state.Inputs = _inputs.AsMemory(block * InputLength, InputLength);
        state.Targets = _targets.AsMemory(block * TargetLength, TargetLength);
        state.Used = Math.Min(Width, _samples.Count - (block * Width));
    }

    /// <summary>Writes one to <see cref="Width"/> samples. Lanes without one repeat the first, so that they do not overflow where no sample does, and have the targets -1.</summary>
    public void Gather(ReadOnlySpan<int> samples, Span<double> inputs, Span<double> targets)
    {
        targets.Fill(-1);
        for (var lane = 0; lane < Width; lane++)
        {
            var input = _samples.Inputs(samples[lane < samples.Length ? lane : 0]);
            for (var k = 0; k < input.Length; k++)
                inputs[(k * Width) + lane] = input[k];
            if (lane >= samples.Length)
                continue;
            var target = _samples.Targets(samples[lane]);
            for (var k = 0; k < target.Length; k++)
                targets[(k * Width) + lane] = target[k];
        }
    }
}
