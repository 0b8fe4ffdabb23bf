using System.Globalization;

namespace RandomLandscapes.Cli;

/// <summary>A square matrix read from a .npy or .csv file; every mistake in the file is one line that names the place and what is allowed.</summary>
/// <param name="Order">n.</param>
/// <param name="Entries">Row-major n x n, all finite.</param>
internal sealed record MatrixFile(int Order, double[] Entries)
{
    /// <summary>The largest order: indices stay below 2^31, padding included.</summary>
    public const int LargestOrder = 40_000;

    /// <summary>The largest difference of mirrored entries, relative to the largest entry, that counts as rounding.</summary>
    public const double LargestAsymmetry = 1e-8;

    /// <summary>Reads a file.</summary>
    /// <param name="option">The option that named it, for messages.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="UsageException">The file is missing, damaged, or not a square matrix of finite numbers.</exception>
    public static MatrixFile Read(string option, string path)
    {
        var extension = Path.GetExtension(path);
        var isNpy = string.Equals(extension, ".npy", StringComparison.OrdinalIgnoreCase);
        if (!isNpy && !string.Equals(extension, ".csv", StringComparison.OrdinalIgnoreCase))
            throw Options.NotAllowed(option, path, "a file that ends in .npy or .csv");
        if (!File.Exists(path))
            throw Options.NotAllowed(option, path, "a file that exists");
        try
        {
            var matrix = isNpy ? NpyReader.Read(path) : CsvReader.Read(path);
            matrix.CheckFinite();
            return matrix;
        }
        catch (InvalidDataException e)
        {
            throw new UsageException($"{option}: file '{path}': {e.Message}");
        }
        catch (OutOfMemoryException)
        {
            throw new UsageException($"{option}: file '{path}' does not fit into the memory that this program may use; expected a smaller matrix.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{option}: file '{path}' cannot be read: {e.Message}");
        }
    }

    /// <summary>Replaces mirrored entries by their mean.</summary>
    /// <param name="option">The option that named the file, for messages.</param>
    /// <param name="path">The file.</param>
    /// <returns>The largest difference that was removed.</returns>
    /// <exception cref="UsageException">The matrix is not symmetric up to <see cref="LargestAsymmetry"/>.</exception>
    public double Symmetrise(string option, string path)
    {
        double largest = 0, difference = 0;
        int row = 0, column = 0;
        for (var i = 0; i < Order; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                double lower = Entries[(i * Order) + j], upper = Entries[(j * Order) + i];
                largest = Math.Max(largest, Math.Max(Math.Abs(lower), Math.Abs(upper)));
                if (Math.Abs((0.5 * lower) - (0.5 * upper)) > 0.5 * difference)
                    (difference, row, column) = (2 * Math.Abs((0.5 * lower) - (0.5 * upper)), i, j);
                Entries[(i * Order) + j] = Entries[(j * Order) + i] = lower == upper ? lower : (0.5 * lower) + (0.5 * upper);
            }
        }

        if (0.5 * difference > 0.5 * LargestAsymmetry * largest)
        {
            throw new UsageException(string.Create(
                CultureInfo.InvariantCulture,
                $"{option}: file '{path}': entries ({row + 1}, {column + 1}) and ({column + 1}, {row + 1}) differ by {difference:G3}; expected a symmetric matrix, up to 1E-08 of its largest entry {largest:G3}."));
        }

        return difference;
    }

    /// <summary>Checks a number of rows and columns.</summary>
    /// <exception cref="InvalidDataException">Not square, empty, or too large.</exception>
    internal static int CheckShape(long rows, long columns)
    {
        if (rows == 0 || columns == 0)
            throw new InvalidDataException("it is empty; expected a square matrix.");
        if (rows != columns)
            throw new InvalidDataException($"it has {rows} rows and {columns} columns; expected a square matrix.");
        return rows <= LargestOrder ? (int)rows : throw new InvalidDataException($"it is of order {rows}; expected at most {LargestOrder}.");
    }

    private void CheckFinite()
    {
        for (var i = 0; i < Entries.Length; i++)
        {
            if (!double.IsFinite(Entries[i]))
                throw new InvalidDataException($"row {(i / Order) + 1}, column {(i % Order) + 1} is {Entries[i]}; expected finite numbers.");
        }
    }
}
