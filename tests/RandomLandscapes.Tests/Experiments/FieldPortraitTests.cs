using RandomLandscapes.Experiments.FieldPortrait;
using RandomLandscapes.Figures;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Simulation.CriticalPoints.Fields;
using RandomLandscapes.Simulation.Landscapes.GaussianFields;

namespace RandomLandscapes.Tests.Experiments;

public class FieldPortraitTests
{
    private const double TwoPi = 2 * Math.PI;

    [Fact] // out over the right edge, through the corner cell above, and far to the left and down
    public void A_path_cut_at_the_frame_keeps_its_length_and_never_jumps()
    {
        (double X, double Y)[] path = [(6, 5), (6.2, 6), (6.5, 6.5), (7, 6.4), (5.9, 5.8), (-1, 3), (-1, -7), (0.5, -6.9)];
        var pieces = FrameCut.Cut(path).ToList();
        Assert.All(pieces.SelectMany(p => p), p => Assert.True(p.X >= 0 && p.X <= TwoPi && p.Y >= 0 && p.Y <= TwoPi));
        Assert.Equal(path.Zip(path.Skip(1), (a, b) => double.Hypot(b.X - a.X, b.Y - a.Y)).Sum(), pieces.Sum(Length), 1e-9);
        // A piece ends where the next begins, a period away in at least one direction.
        for (var i = 1; i < pieces.Count; i++)
        {
            var (end, start) = (pieces[i - 1][^1], pieces[i][0]);
            Assert.Equal(0, Math.IEEERemainder(end.X - start.X, TwoPi), 1e-9);
            Assert.Equal(0, Math.IEEERemainder(end.Y - start.Y, TwoPi), 1e-9);
            Assert.True(double.Hypot(end.X - start.X, end.Y - start.Y) > 6);
        }

        Assert.Equal([(0.5, 1.0)], FrameCut.Cut([(0.5, 1), (1, 2)]).Select(p => (p[0].X, p[0].Y)));
    }

    [Fact]
    public void Rows_hold_the_portrait_to_the_last_digit_and_its_tree_has_a_fork_less_than_leaves()
    {
        var spectrum = TorusSpectrumNames.Parse("power-law:2:10:1");
        var field = TrigonometricField.Draw(spectrum, new RandomStream(new StreamKey(5)));
        var points = new TorusCensus(2, spectrum.Waves).Enumerate(field).Points;
        var read = Portrait.Read([.. Portrait.Of(field, points).ToRows("name")])!;
        Assert.Equal(field.Waves.ToArray(), read.Field.Waves.ToArray());
        Assert.Equal(field.Cosines.ToArray(), read.Field.Cosines.ToArray());
        Assert.Equal(field.Sines.ToArray(), read.Field.Sines.ToArray());
        Assert.Equal(points.Select(p => (p.Value, p.MorseIndex, p.Position[0], p.Position[1])), read.Points.Select(p => (p.Value, p.MorseIndex, p.Position[0], p.Position[1])));
        Assert.Contains("within", read.PointSource, StringComparison.Ordinal);

        var tree = MergeTree.Build(points, new GradientFlow(field, points).FromSaddles(), 2);
        var minima = points.Count(p => p.MorseIndex == 0);
        Assert.True(minima > 2);
        Assert.Equal(minima, tree.Leaves.Count);
        Assert.Equal(minima - 1, tree.Forks.Count);
        Assert.Equal(points.Where(p => p.MorseIndex == 0).Select(p => p.Value / 2).Order(), tree.Leaves.Select(l => l.Y).Order());
        // Every fork is above what it joins, and the lowest minimum stands first.
        Assert.All(tree.Lines, l => Assert.True(l[1].Y >= l[0].Y && l[2].Y >= l[3].Y && l[1].X < l[2].X));
        Assert.Equal(tree.Leaves.Min(l => l.Y), tree.Leaves[0].Y);
    }

    [Fact] // f = cos x + cos 2y / 2 + cos y / 10: minima at x = pi, y about +-pi/2, joined at the lower of two saddles between them
    public void Basins_merge_at_the_lower_saddle()
    {
        var field = new TrigonometricField(2, [1, 0, 0, 2, 0, 1], [1, 0.5, 0.1], [0, 0, 0]);
        var points = new TorusCensus(2, field.Waves).Enumerate(field).Points;
        var tree = MergeTree.Build(points, new GradientFlow(field, points).FromSaddles(), 1);
        Assert.Equal(2, tree.Leaves.Count);
        Assert.Equal(-1 + 0.5 - 0.1, Assert.Single(tree.Forks).Y, 1e-9);
    }

    private static double Length(IReadOnlyList<CurvePoint> piece) => piece.Zip(piece.Skip(1), (a, b) => double.Hypot(b.X - a.X, b.Y - a.Y)).Sum();
}
