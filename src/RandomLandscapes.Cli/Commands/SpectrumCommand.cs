using System.CommandLine;
using System.Globalization;
using RandomLandscapes.Cli.Answers;
using RandomLandscapes.Experiments.Shared;
using RandomLandscapes.Numerics.LinearAlgebra;

namespace RandomLandscapes.Cli.Commands;

/// <summary><c>landscapes spectrum --matrix FILE</c>: all eigenvalues of a symmetric matrix from anywhere, how many are negative, and random matrices fitted to them.</summary>
internal static class SpectrumCommand
{
    private const double DefaultZeroTolerance = 1e-10;
    private const double ForecastFrom = 5; // seconds
    private const int MostSamples = 1_000_000;

    public static Command Create()
    {
        var matrix = Options.Text("--matrix", "a symmetric matrix: .npy (float32 or float64) or .csv without a header");
        var zeroTolerance = Options.Text("--zero-tolerance", "eigenvalues of at most this part of the largest modulus count as undecided (1e-10)");
        var vectors = Options.Text("--vectors", "write the unit eigenvectors to this .npy file, one a column");
        var fit = Options.Text("--fit", "random matrices to fit and to test, separated by commas: " + string.Join(',', SpectrumFits.Models));
        var samples = Options.Text("--samples", "fits: draws of each fitted model, p is at least 1 / (1 + samples) (199; wishart-wigner 99 beyond order 400, 39 beyond 1000)");
        var seed = Options.Text("--seed", "fits: the seed of the draws (0)");
        var threads = Options.Text("--threads", "fits: worker threads (all processors)");
        var json = Options.Flag("--json", "print one JSON object");
        var command = new Command("spectrum", "All eigenvalues of a symmetric matrix.") { matrix, zeroTolerance, vectors, fit, samples, seed, threads, json };
        command.SetAction(result =>
        {
            var models = Models(fit.Name, result.GetValue(fit));
            if (models.Count == 0)
            {
                foreach (var option in (Option<string?>[])[samples, seed, threads])
                {
                    if (result.GetValue(option) is { } given)
                        throw Options.NotAllowed(option.Name, given, "--fit beside it");
                }
            }

            var draws = (int?)Options.Integer(result, samples, 1, MostSamples);
            var root = Options.Seed(result, seed);
            var workers = (int)(Options.Integer(result, threads, 0, 1024) ?? 0);
            workers = workers > 0 ? workers : Environment.ProcessorCount;
            var path = Options.Path(result, matrix) ?? throw new UsageException("--matrix is missing; expected a .npy or .csv file.");
            var tolerance = Tolerance(zeroTolerance, result.GetValue(zeroTolerance));
            var target = Options.Path(result, vectors);
            if (target is not null && !string.Equals(Path.GetExtension(target), ".npy", StringComparison.OrdinalIgnoreCase))
                throw Options.NotAllowed(vectors.Name, target, "a file that ends in .npy");

            if (target is not null && string.Equals(Path.GetFullPath(target), Path.GetFullPath(path), StringComparison.Ordinal))
                throw Options.NotAllowed(vectors.Name, target, "another file than that of --matrix");

            var file = MatrixFile.Read(matrix.Name, path);
            var dense = models.Contains("wishart-wigner", StringComparer.Ordinal) ? workers : 0;
            CheckMemory(matrix.Name, path, file.Order, Math.Max(target is null ? 1.1 : 5, 2.2 * dense));
            var removed = file.Symmetrise(matrix.Name, path);
            if (removed > 0)
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"landscapes: note: mirrored entries of '{path}' differ by up to {removed:G3}; their means are used."));
            var answer = Solve(file, path, tolerance, vectors.Name, target);
            if (models.Count > 0)
            {
                var eigenvalues = answer.Eigenvalues.ToArray();
                answer = answer with { Seed = root, Fits = [.. models.Select(m => SpectrumFits.Compute(m, eigenvalues, tolerance, draws, root, workers, (count, seconds) => Forecast(m, eigenvalues.Length, count, seconds)))] };
            }

            if (answer.ErrorBound > tolerance * answer.Largest)
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"landscapes: note: the zero tolerance {tolerance * answer.Largest:G3} is below the error bound {answer.ErrorBound:G3} of the eigenvalues."));
            Console.WriteLine(result.GetValue(json) ? answer.ToJson() : answer.ToTable());
            return ExitCodes.Done;
        });
        return command;
    }

    public static double Tolerance(Option<string?> option, string? text)
    {
        if (text is null)
            return DefaultZeroTolerance;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is >= 0 and < 1
            ? value
            : throw Options.NotAllowed(option.Name, text, "a number from 0 to below 1");
    }

    private static void Forecast(string model, int order, int draws, double seconds)
    {
        if (seconds > ForecastFrom)
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"landscapes: note: {draws} draws of {model} at order {order} take about {seconds:F0} s."));
    }

    private static IReadOnlyList<string> Models(string option, string? text)
    {
        if (text is null)
            return [];
        var models = text.Split(',', StringSplitOptions.TrimEntries);
        return models.All(m => SpectrumFits.Models.Contains(m, StringComparer.Ordinal)) && models.Distinct(StringComparer.Ordinal).Count() == models.Length
            ? models
            : throw Options.NotAllowed(option, text, $"some of {string.Join(", ", SpectrumFits.Models)}, each once, separated by commas");
    }

    private static void CheckMemory(string option, string path, int order, double copies)
    {
        // The matrix itself is there already; the solver holds a padded copy, with vectors three more, and a worker of dense draws a matrix and a copy.
        var needed = 8.0 * order * order * copies;
        var available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes - GC.GetTotalMemory(forceFullCollection: false);
        if (needed > available)
        {
            throw new UsageException(string.Create(
                CultureInfo.InvariantCulture,
                $"{option}: file '{path}': order {order} takes {needed / (1 << 30):F1} GiB more; expected an order that fits the {available / (double)(1 << 30):F1} GiB available."));
        }
    }

    private static SpectrumAnswer Solve(MatrixFile file, string path, double tolerance, string option, string? target)
    {
        var n = file.Order;
        var eigenvalues = new double[n];
        var vectors = target is null ? [] : new double[n * n];
        var outcome = target is null
            ? new SymmetricEigenvalues(n).Compute(file.Entries, eigenvalues)
            : new SymmetricEigenvectors(n).Compute(file.Entries, eigenvalues, vectors);
        if (outcome != EigenvalueOutcome.Converged)
            throw new ArithmeticException($"The eigenvalues of order {n} ended as {outcome}.");
        var largest = Math.Max(Math.Abs(eigenvalues[0]), Math.Abs(eigenvalues[^1]));
        if (!double.IsFinite(largest))
            throw new UsageException($"--matrix: file '{path}': its eigenvalues leave the range of double precision; expected smaller entries.");
        if (target is not null)
        {
            // The rows as columns: a Fortran-ordered array, as numpy.linalg.eigh returns its vectors.
            NpyWriter.Write(option, target, (n, n), columnsFirst: true, Enumerable.Range(0, n).Select(i => (ReadOnlyMemory<double>)vectors.AsMemory(i * n, n)));
        }

        return new SpectrumAnswer
        {
            Matrix = path,
            ZeroTolerance = tolerance,
            Eigenvalues = eigenvalues,
            Largest = largest,
            Counts = SymmetricInertia.Count(eigenvalues, tolerance * largest),
            ErrorBound = SymmetricEigenvalues.ErrorBound(file.Entries, n),
        };
    }
}
