using BenchmarkDotNet.Running;
using RandomLandscapes.Benchmarks;

BenchmarkSwitcher.FromTypes([typeof(GoeIndexBenchmarks)]).Run(args);
