using FsCheck;
using FsCheck.Fluent;
using RandomLandscapes.Runs;
using RandomLandscapes.Runs.Scheduling;

namespace RandomLandscapes.Tests.Runs;

public sealed class ChunkLayoutTests
{
    [Fact] // FsCheck prints the seed of a failure
    public void Chunks_cover_every_sample_exactly_once() => Prop.ForAll(Sizes(), sizes =>
    {
        var layout = new ChunkLayout(Cells(sizes));
        Assert.Equal(Enumerable.Range(0, layout.Chunks.Count), layout.Chunks.Select(c => c.Number));
        for (var i = 0; i < sizes.Length; i++)
        {
            var chunks = layout.Chunks.Where(c => c.CellIndex == i).ToList();
            Assert.All(chunks, c => Assert.InRange(c.Samples, 1, sizes[i].PerChunk));
            Assert.Equal(Range(sizes[i].Samples), chunks.SelectMany(c => Range(c.Samples).Select(s => c.FirstSample + s)));
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Shards_are_disjoint_and_complete_with_the_most_expensive_first() => Prop.ForAll(Sizes(), Gen.Choose(1, 9).ToArbitrary(), (sizes, shards) =>
    {
        var layout = new ChunkLayout(Cells(sizes));
        var parts = Enumerable.Range(0, shards).Select(s => layout.Schedule(s, shards)).ToList();
        Assert.Equal(layout.Chunks.Select(c => c.Number), parts.SelectMany(p => p).Select(c => c.Number).Order());
        foreach (var part in parts)
        {
            var costs = part.Select(c => c.Samples * layout.Cells[c.CellIndex].SecondsPerSample).ToList();
            Assert.Equal(costs.OrderDescending(), costs);
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Wrong_cells_and_shards_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new ChunkLayout([Cell(0, 5, 1), Cell(0, 5, 1)]));
        Assert.Throws<ArgumentException>(() => new ChunkLayout([Cell(0, 0, 1)]));
        Assert.Throws<ArgumentException>(() => new ChunkLayout([Cell(0, 1, 0)]));
        var layout = new ChunkLayout([Cell(0, 5, 1)]);
        Assert.Throws<ArgumentOutOfRangeException>(() => layout.Schedule(0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => layout.Schedule(-1, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => layout.Schedule(2, 2));
    }

    private static Arbitrary<(int Samples, int PerChunk)[]> Sizes() =>
        (from samples in Gen.Choose(1, 60) from perChunk in Gen.Choose(1, 70) select (samples, perChunk)).ArrayOf().ToArbitrary();

    private static List<Cell> Cells((int Samples, int PerChunk)[] sizes) => [.. sizes.Select((size, i) => Cell(i, size.Samples, size.PerChunk))];

    private static Cell Cell(int number, int samples, int perChunk) => new($"cell {number}", samples, perChunk, 1, 0, 1e-3 / (number + 1));

    private static IEnumerable<long> Range(int count) => Enumerable.Range(0, count).Select(i => (long)i);
}
