using System.Runtime.Intrinsics;
using BenchmarkDotNet.Attributes;
using RandomLandscapes.Numerics.Randomness;

namespace RandomLandscapes.Benchmarks;

/// <summary>Rows of one normal and one gamma deviate, 16 shapes from k/2 down: lanes, against one deviate after the other.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class NormalGammaRowsBenchmarks
{
    private const int Rows = 16;
    private const int Groups = 64;
    private const int Samples = Groups * NormalGammaRows.Lanes;

    private readonly RandomStream _stream = new(new StreamKey(1));
    private readonly Vector512<double>[] _normals = new Vector512<double>[Rows];
    private readonly Vector512<double>[] _gammas = new Vector512<double>[Rows];
    private ulong _sample;

    /// <summary>k of the first row.</summary>
    [Params(16, 100, 1000)]
    public int TwiceShape { get; set; }

    /// <summary>The plain reference.</summary>
    /// <returns>A sum, so that nothing is left out.</returns>
    [Benchmark(Baseline = true, OperationsPerInvoke = Samples * Rows)]
    public double OneByOne()
    {
        var sum = 0.0;
        for (var s = 0; s < Samples; s++)
        {
            _stream.MoveTo(_sample++);
            for (var row = 0; row < Rows; row++)
                sum += _stream.NextNormal() + _stream.NextGammaHalf(TwiceShape - row);
        }

        return sum;
    }

    /// <summary>Eight samples in lockstep.</summary>
    [Benchmark(OperationsPerInvoke = Samples * Rows)]
    public void EightSamples()
    {
        var rows = new NormalGammaRows(new StreamKey(1), _sample);
        for (var group = 0; group < Groups; group++)
        {
            rows.MoveTo(_sample += NormalGammaRows.Lanes);
            rows.Fill(0, TwiceShape, _normals, _gammas);
        }
    }
}
