using System.CommandLine;
using System.Globalization;
using RandomLandscapes.Cli.Answers;
using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Simulation.Networks;
using RandomLandscapes.Simulation.Networks.Data;

namespace RandomLandscapes.Cli.Commands;

/// <summary><c>landscapes hessian --network CASE.json --point POINT</c>: loss, gradient and the spectrum of the exact Hessian of a network at given parameters.</summary>
internal static class HessianCommand
{
    private const string DefaultData = "digits_subset.csv";
    private const int ForecastFrom = 4000;

    public static Command Create()
    {
        var network = Options.Text("--network", "a network: JSON with name, type, loss, l2 and the shape of its type");
        var point = Options.Text("--point", "the parameters: the column theta of NAME.POINT.csv beside the network");
        var data = Options.Text("--data", $"images with labels: CSV with the header label,p0,... and pixels 0 to 16 ({DefaultData} beside the network); for language models a text file (a built-in text)");
        var eigenvalues = Options.Flag("--eigenvalues", "print all eigenvalues");
        var vector = Options.Text("--vector", "cosine: print the Hessian times v, v_k = cos(1 + 0.7 k) normalised");
        var zeroTolerance = Options.Text("--zero-tolerance", "eigenvalues of at most this part of the largest modulus count as undecided (1e-10)");
        var json = Options.Flag("--json", "print one JSON object");
        var command = new Command("hessian", "The exact Hessian of a network's loss and its spectrum.") { network, point, data, eigenvalues, vector, zeroTolerance, json };
        command.SetAction(result =>
        {
            var path = Options.Path(result, network) ?? throw new UsageException("--network is missing; expected a JSON file that describes a network.");
            var name = result.GetValue(point) ?? throw new UsageException("--point is missing; expected the name of a point of the network.");
            var withProduct = Options.Choice(result, vector, "cosine") is not null;
            var tolerance = SpectrumCommand.Tolerance(zeroTolerance, result.GetValue(zeroTolerance));
            var given = Options.Path(result, data);
            var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
            var images = given ?? Path.Combine(folder, DefaultData);
            var read = NetworkCaseFile.Read(network.Name, path, rows => Images(data.Name, images, rows).PixelCount, () => given is null ? ProjectTexts.Sentences : Text(data.Name, given));
            var file = Path.Combine(folder, $"{read.Name}.{name}.csv");
            if (name.AsSpan().ContainsAny(Path.GetInvalidFileNameChars()) || read.Name.AsSpan().ContainsAny(Path.GetInvalidFileNameChars()) || !File.Exists(file))
                throw Options.NotAllowed(point.Name, name.ReplaceLineEndings(" "), read.Points.Count > 0 ? $"one of {string.Join(", ", read.Points)}, with a file {read.Name}.POINT.csv" : $"a point with a file {read.Name}.POINT.csv");
            var theta = ParameterFile.Read(point.Name, file, read.Graph.ParameterCount);
            var objective = Join(data.Name, images, read);
            CheckMemory(network.Name, path, theta.Length);
            var (measurement, spectrum) = Measure(objective, theta, tolerance);
            if (!double.IsFinite(measurement.Loss) || !double.IsFinite(measurement.GradientNorm))
                throw Options.NotAllowed(point.Name, name, "parameters at which loss and gradient are finite numbers");
            var gradient = new double[theta.Length];
            _ = objective.Gradient(theta, gradient);
            var answer = new HessianAnswer
            {
                Network = path,
                Point = name,
                Data = read.Rows > 0 ? images : given ?? "built-in text",
                ZeroTolerance = tolerance,
                Measurement = measurement,
                Gradient = gradient,
                Product = withProduct ? Product(objective, theta) : null,
                Eigenvalues = result.GetValue(eigenvalues) ? spectrum : null,
            };
            if (measurement.ErrorBound > measurement.ZeroTolerance)
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"landscapes: note: the zero tolerance {measurement.ZeroTolerance:G3} is below the error bound {measurement.ErrorBound:G3} of the eigenvalues."));
            Console.WriteLine(result.GetValue(json) ? answer.ToJson() : answer.ToTable());
            return ExitCodes.Done;
        });
        return command;
    }

    private static NetworkObjective Join(string option, string images, NetworkCase read)
    {
        try
        {
            return new NetworkObjective(read.Graph, read.Samples(read.Rows > 0 ? Images(option, images, read.Rows) : null), read.L2);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException)
        {
            throw new UsageException($"{option}: '{images}' does not fit the network: {e.Message.Split(" (Parameter")[0].TrimEnd('.')}.");
        }
    }

    private static (HessianMeasurement Measurement, double[] Spectrum) Measure(NetworkObjective objective, double[] theta, double tolerance)
    {
        var spectrum = new double[theta.Length];
        var measurement = HessianMeasurement.Measure(objective, theta, new HessianWorkspace(theta.Length), spectrum);
        if (measurement.Outcome == EigenvalueOutcome.NonFinite)
            throw new UsageException("--point: the Hessian there is not finite; expected parameters at which loss, gradient and Hessian are finite numbers.");
        if (measurement.Outcome != EigenvalueOutcome.Converged)
            throw new ArithmeticException($"The eigenvalues of order {theta.Length} ended as {measurement.Outcome}.");
        // The contract's tolerance, also where it is finer than the error bound; the note says so.
        var absolute = tolerance * Math.Max(Math.Abs(spectrum[0]), Math.Abs(spectrum[^1]));
        return (measurement with { Inertia = SymmetricInertia.Count(spectrum, absolute), ZeroTolerance = absolute }, spectrum);
    }

    private static double[] Product(NetworkObjective objective, double[] theta)
    {
        var v = new double[theta.Length];
        for (var k = 0; k < v.Length; k++)
            v[k] = Math.Cos(1 + (0.7 * k));
        var norm = VectorOperations.Norm(v);
        for (var k = 0; k < v.Length; k++)
            v[k] /= norm;
        var product = new double[v.Length];
        objective.HessianVectorProduct(theta, v, product);
        return product;
    }

    private static LabelledImages Images(string option, string path, int rows)
    {
        try
        {
            return LabelFirstCsv.Read(path, rows);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new UsageException($"{option}: {e.Message}");
        }
    }

    private static string Text(string option, string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{option}: file '{path}' cannot be read: {e.Message}");
        }
    }

    private static void CheckMemory(string option, string path, int order)
    {
        // The matrix, the solver's padded copy, and the sums of the layer blocks.
        var needed = 8.0 * order * order * 3.2;
        var available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes - GC.GetTotalMemory(forceFullCollection: false);
        if (order >= ForecastFrom)
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"landscapes: forecast: {order} parameters, {needed / (1 << 30):F1} GiB."));
        if (needed > available)
        {
            throw new UsageException(string.Create(
                CultureInfo.InvariantCulture,
                $"{option}: file '{path}': {order} parameters take {needed / (1 << 30):F1} GiB; expected as many as fit the {available / (double)(1 << 30):F1} GiB available."));
        }
    }
}
