using System.Globalization;
using System.Text;
using RandomLandscapes.Simulation.CriticalPoints;

namespace RandomLandscapes.Cli;

/// <summary>Writes critical points as .csv with a header or as a .npy array: energy per spin, index, radius of the certificate, coordinates.</summary>
internal static class PointsFile
{
    private const int OwnColumns = 3;

    /// <summary>Refuses a name of another kind before any work.</summary>
    /// <param name="option">The option that named the file.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="UsageException">It ends in neither .csv nor .npy, or its folder does not exist.</exception>
    public static void Check(string option, string path)
    {
        if (!IsCsv(path) && !string.Equals(Path.GetExtension(path), ".npy", StringComparison.OrdinalIgnoreCase))
            throw Options.NotAllowed(option, path, "a file that ends in .csv or .npy");
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is not { } folder || !Directory.Exists(folder))
            throw Options.NotAllowed(option, path, "a file in a folder that exists");
    }

    /// <summary>Writes the points.</summary>
    /// <param name="option">The option that named the file.</param>
    /// <param name="path">The file.</param>
    /// <param name="points">The points, all of one dimension.</param>
    public static void Write(string option, string path, IReadOnlyList<CensusPoint> points)
    {
        if (!IsCsv(path))
        {
            var columns = OwnColumns + (points.Count == 0 ? 0 : points[0].Position.Count);
            NpyWriter.Write(option, path, (points.Count, columns), columnsFirst: false, points.Select(p => (ReadOnlyMemory<double>)Row(p)));
            return;
        }

        try
        {
            WriteCsv(path, points);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{option}: file '{path}' cannot be written: {e.Message}");
        }
    }

    private static bool IsCsv(string path) => string.Equals(Path.GetExtension(path), ".csv", StringComparison.OrdinalIgnoreCase);

    private static double[] Row(CensusPoint point) => [point.EnergyPerSpin, point.MorseIndex, point.Radius, .. point.Position];

    private static void WriteCsv(string path, IReadOnlyList<CensusPoint> points)
    {
        using var file = new StreamWriter(path, append: false, new UTF8Encoding(false)) { NewLine = "\n" };
        var coordinates = points.Count == 0 ? 0 : points[0].Position.Count;
        file.WriteLine(string.Join(',', ["energy_per_spin", "index", "radius", .. Enumerable.Range(0, coordinates).Select(i => string.Create(CultureInfo.InvariantCulture, $"x{i}"))]));
        foreach (var point in points)
            file.WriteLine(string.Join(',', Row(point).Select(x => x.ToString("R", CultureInfo.InvariantCulture))));
    }
}
