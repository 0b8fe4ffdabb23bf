using RandomLandscapes.Numerics.Randomness;

namespace RandomLandscapes.Simulation.Networks.Data;

/// <summary>Draws seeded 8 x 8 images of the digits 0 to 9 in 17 grey levels, so that everything runs without a data file.</summary>
/// <remarks>
/// <para>Each image: a label uniform on 0..9; its strokes (polylines in a unit square, written for this program) with every corner moved
/// by a normal error, then sheared, scaled in both directions and shifted, all at random; ink falls linearly from 16 to 0 with the
/// distance from the nearest stroke, around a random half-width; pixels with ink get normal noise of standard deviation 1, and all are
/// rounded to whole numbers from 0 to 16 and divided by 16.</para>
/// <para>Like scanned digits, classes overlap a little and corner pixels are mostly dead. Not meant to resemble any data set's statistics.</para>
/// </remarks>
public static class SyntheticDigits
{
    private const int Side = 8;
    private const int Levels = 16;

    // x to the right, y down, (0, 0) to (1, 1); one polyline per stroke.
    private static readonly double[][][] Strokes =
    [
        [[0.5, 0, 0.2, 0.15, 0.1, 0.5, 0.2, 0.85, 0.5, 1, 0.8, 0.85, 0.9, 0.5, 0.8, 0.15, 0.5, 0]],
        [[0.3, 0.25, 0.55, 0, 0.55, 1]],
        [[0.15, 0.25, 0.3, 0.03, 0.65, 0, 0.85, 0.22, 0.75, 0.5, 0.15, 1, 0.9, 1]],
        [[0.15, 0.08, 0.6, 0, 0.85, 0.2, 0.7, 0.42, 0.4, 0.48, 0.7, 0.53, 0.88, 0.75, 0.6, 1, 0.15, 0.92]],
        [[0.6, 0, 0.1, 0.65, 0.95, 0.65], [0.7, 0.35, 0.7, 1]],
        [[0.85, 0, 0.25, 0, 0.2, 0.45, 0.6, 0.4, 0.87, 0.65, 0.65, 0.97, 0.15, 0.95]],
        [[0.75, 0, 0.35, 0.25, 0.15, 0.65, 0.3, 0.97, 0.7, 0.97, 0.85, 0.7, 0.6, 0.5, 0.2, 0.6]],
        [[0.1, 0, 0.9, 0, 0.4, 1], [0.3, 0.5, 0.8, 0.5]],
        [[0.5, 0.47, 0.2, 0.25, 0.5, 0, 0.8, 0.25, 0.5, 0.47, 0.15, 0.75, 0.5, 1, 0.85, 0.75, 0.5, 0.47]],
        [[0.8, 0.35, 0.5, 0.5, 0.2, 0.3, 0.4, 0.02, 0.75, 0.05, 0.8, 0.35, 0.75, 0.7, 0.5, 1]],
    ];

    /// <summary>Draws images; the first ones do not depend on how many follow.</summary>
    /// <param name="stream">The randomness; advanced by a number of deviates that depends on what is drawn.</param>
    /// <param name="count">At least 1.</param>
    public static LabelledImages Draw(RandomStream stream, int count)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var inputs = new double[count * Side * Side];
        var labels = new int[count];
        for (var image = 0; image < count; image++)
        {
            labels[image] = stream.NextInt32(LabelledImages.ClassCount);
            Render(stream, Place(stream, Strokes[labels[image]]), inputs.AsSpan(image * Side * Side, Side * Side));
        }

        return new LabelledImages(inputs, labels);
    }

    /// <summary>The strokes in pixel units: about 4 wide and 6 high, centred near (3.5, 3.5).</summary>
    private static double[][] Place(RandomStream stream, double[][] strokes)
    {
        var slant = 0.15 * stream.NextNormal();
        var width = 4.2 * (1 + (0.1 * stream.NextNormal()));
        var height = 6.0 * (1 + (0.07 * stream.NextNormal()));
        var right = 3.5 + (0.35 * stream.NextNormal());
        var down = 3.5 + (0.25 * stream.NextNormal());
        var placed = new double[strokes.Length][];
        for (var stroke = 0; stroke < strokes.Length; stroke++)
        {
            var from = strokes[stroke];
            var to = placed[stroke] = new double[from.Length];
            for (var corner = 0; corner < from.Length; corner += 2)
            {
                var x = from[corner] - 0.5 + (0.04 * stream.NextNormal());
                var y = from[corner + 1] - 0.5 + (0.04 * stream.NextNormal());
                to[corner] = right + (width * (x - (slant * y)));
                to[corner + 1] = down + (height * y);
            }
        }

        return placed;
    }

    private static void Render(RandomStream stream, double[][] strokes, Span<double> pixels)
    {
        var halfWidth = 0.65 * (1 + (0.15 * stream.NextNormal()));
        for (var y = 0; y < Side; y++)
        {
            for (var x = 0; x < Side; x++)
            {
                var square = double.PositiveInfinity;
                foreach (var stroke in strokes)
                {
                    for (var corner = 0; corner + 3 < stroke.Length; corner += 2)
                        square = Math.Min(square, SquaredDistance(x, y, stroke.AsSpan(corner, 4)));
                }

                // Full ink half a pixel inside the edge, none half a pixel outside.
                var ink = Levels * Math.Clamp(halfWidth + 0.5 - Math.Sqrt(square), 0, 1);
                if (ink > 0)
                    ink = Math.Clamp(Math.Round(ink + stream.NextNormal()), 0, Levels);
                pixels[(y * Side) + x] = ink / Levels;
            }
        }
    }

    private static double SquaredDistance(double x, double y, ReadOnlySpan<double> segment)
    {
        double dx = segment[2] - segment[0], dy = segment[3] - segment[1];
        double px = x - segment[0], py = y - segment[1];
        var square = (dx * dx) + (dy * dy);
        var along = square > 0 ? Math.Clamp(((px * dx) + (py * dy)) / square, 0, 1) : 0;
        px -= along * dx;
        py -= along * dy;
        return (px * px) + (py * py);
    }
}
