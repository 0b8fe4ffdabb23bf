using BenchmarkDotNet.Attributes;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Simulation.RandomMatrices;

namespace RandomLandscapes.Benchmarks;

/// <summary>Index and log|det| of GOE(n) + 0.3 I in lockstep, against the index alone of one sample after the other.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class LockstepGoeBenchmarks
{
    private const int Samples = 512;

    private readonly RandomStream _stream = new(new StreamKey(1));
    private readonly int[] _index = new int[Samples];
    private readonly double[] _logs = new double[Samples];
    private readonly int[] _counts = new int[8 * Samples];
    private ulong _sample;
    private GoeIndexSampler _scalar = null!;
    private LockstepGoe _lockstep = null!;

    /// <summary>n.</summary>
    [Params(10, 100, 1000)]
    public int Order { get; set; }

    /// <summary>Allocates outside the measurement.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _scalar = new GoeIndexSampler(Order);
        _lockstep = new LockstepGoe(Order);
    }

    /// <summary>The plain reference.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Samples)]
    public void OneByOne()
    {
        for (var s = 0; s < Samples; s++)
        {
            _stream.MoveTo(_sample++);
            _index[s] = _scalar.Next(_stream, -0.3);
        }
    }

    /// <summary>Index and log|det|.</summary>
    [Benchmark(OperationsPerInvoke = Samples)]
    public void EightSamples() => _lockstep.Draw(new StreamKey(1), _sample += Samples, 0.3, _index, _logs);

    /// <summary>Counts below eight levels.</summary>
    [Benchmark(OperationsPerInvoke = Samples)]
    public void EightLevels() => _lockstep.CountBelow(new StreamKey(1), _sample += Samples, [-2, -1, -0.5, 0, 0.5, 1, 2, 3], _counts);
}
