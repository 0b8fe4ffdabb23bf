using BenchmarkDotNet.Running;
using RandomLandscapes.Benchmarks;

BenchmarkSwitcher.FromAssembly(typeof(GoeIndexBenchmarks).Assembly).Run(args);
