using System.Collections.Concurrent;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Runs.Store;

namespace RandomLandscapes.Runs.Scheduling;

/// <summary>Runs the missing chunks of a plan over threads and writes each to the journal as it ends.</summary>
public sealed class ChunkExecutor
{
    private readonly string _experiment;
    private readonly ulong _seed;
    private readonly IPreparedExperiment _prepared;
    private readonly ChunkLayout _layout;

    /// <summary>Prepares the execution.</summary>
    /// <param name="experiment">The experiment's name, part of every cell's key.</param>
    /// <param name="seed">The root seed.</param>
    /// <param name="prepared">The experiment.</param>
    /// <param name="layout">Its chunks.</param>
    public ChunkExecutor(string experiment, ulong seed, IPreparedExperiment prepared, ChunkLayout layout)
    {
        _experiment = experiment;
        _seed = seed;
        _prepared = prepared;
        _layout = layout;
    }

    /// <summary>Computes one chunk; the same bits alone, in any order and on any thread.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="sampler">A sampler of its cell.</param>
    public Tally Compute(Chunk chunk, ICellSampler sampler)
    {
        ArgumentNullException.ThrowIfNull(sampler);
        var cell = _layout.Cells[chunk.CellIndex];
        var stream = new RandomStream(StreamKey.Derive(_seed, _experiment, cell.Name));
        var tally = new Tally(cell.CountLength, cell.SumLength);
        for (var i = 0; i < chunk.Samples; i++)
        {
            var sample = (ulong)(chunk.FirstSample + i);
            stream.MoveTo(sample);
            sampler.AddSample(stream, sample, tally);
        }

        return tally;
    }

    /// <summary>Runs everything that the journal lacks.</summary>
    /// <param name="schedule">The chunks of this shard, in the order to start them.</param>
    /// <param name="journal">The open journal.</param>
    /// <param name="finished">What it already holds; completed on return.</param>
    /// <param name="threads">Worker threads, at least 1.</param>
    /// <param name="progress">Told after each chunk, on the worker's thread.</param>
    /// <param name="cancellation">Stops before the next sample block; chunks in flight are finished and kept.</param>
    /// <exception cref="OperationCanceledException">The run was interrupted.</exception>
    public void Run(
        IReadOnlyList<Chunk> schedule,
        Journal journal,
        Dictionary<int, Tally> finished,
        int threads,
        Action<RunProgress>? progress,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        ArgumentNullException.ThrowIfNull(journal);
        ArgumentNullException.ThrowIfNull(finished);
        var missing = new ConcurrentQueue<Chunk>(schedule.Where(c => !finished.ContainsKey(c.Number)));
        var allWork = Math.Max(schedule.Sum(Work), 1e-12);
        var doneWork = allWork - missing.Sum(Work);
        var doneChunks = schedule.Count - missing.Count;
        var gate = new Lock();
        var failures = new ConcurrentQueue<Exception>();
        var workers = Enumerable.Range(0, Math.Max(1, threads)).Select(_ => new Thread(Work1)).ToList();
        workers.ForEach(w => w.Start());
        workers.ForEach(w => w.Join());
        if (!failures.IsEmpty)
            throw new AggregateException(failures);
        cancellation.ThrowIfCancellationRequested();

        double Work(Chunk c) => c.Samples * _layout.Cells[c.CellIndex].SecondsPerSample;

        void Work1()
        {
            var samplers = new Dictionary<int, ICellSampler>();
            try
            {
                while (failures.IsEmpty && !cancellation.IsCancellationRequested && missing.TryDequeue(out var chunk))
                {
                    var cell = _layout.Cells[chunk.CellIndex];
                    if (!samplers.TryGetValue(chunk.CellIndex, out var sampler))
                        samplers[chunk.CellIndex] = sampler = _prepared.CreateSampler(cell);
                    var tally = Compute(chunk, sampler);
                    lock (gate)
                    {
                        journal.Append(chunk, cell.Name, tally);
                        finished[chunk.Number] = tally;
                        doneWork += Work(chunk);
                        doneChunks++;
                        progress?.Invoke(new RunProgress(doneChunks, schedule.Count, doneWork / allWork, cell.Name));
                    }
                }
            }
            catch (Exception e)
            {
                failures.Enqueue(e);
            }
        }
    }
}
