using BenchmarkDotNet.Attributes;
using RandomLandscapes.Numerics.Randomness;

namespace RandomLandscapes.Benchmarks;

/// <summary>Standard normal deviates: bulk filling on lanes, against one deviate after the other.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class NormalDeviatesBenchmarks
{
    private const int Count = 1 << 16;

    private readonly double[] _deviates = new double[Count];
    private readonly RandomStream _stream = new(new StreamKey(1));
    private ulong _sample;

    /// <summary>The plain reference.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Count)]
    public void OneByOne()
    {
        _stream.MoveTo(_sample++);
        _stream.FillNormal(_deviates);
    }

    /// <summary>The deviates of one sample.</summary>
    [Benchmark(OperationsPerInvoke = Count)]
    public void OneSample() => NormalDeviates.FillSample(new StreamKey(1), _sample++, 0, _deviates);

    /// <summary>Those of eight samples in lockstep.</summary>
    [Benchmark(OperationsPerInvoke = Count)]
    public void EightSamples() => NormalDeviates.FillLanes(new StreamKey(1), _sample += 8, 0, _deviates);
}
