using System.CommandLine;
using System.Globalization;
using RandomLandscapes.Cli.Answers;
using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Simulation.Networks;

namespace RandomLandscapes.Cli.Commands;

/// <summary><c>landscapes hessian --network CASE.json --point POINT</c>: loss, gradient and the spectrum of the exact Hessian of a network at given parameters.</summary>
internal static class HessianCommand
{
    private const int ForecastFrom = 4000;

    public static Command Create()
    {
        var source = new NetworkOptions();
        var eigenvalues = Options.Flag("--eigenvalues", "print all eigenvalues");
        var vector = Options.Text("--vector", "cosine: print the Hessian times v, v_k = cos(1 + 0.7 k) normalised");
        var zeroTolerance = Options.Text("--zero-tolerance", "eigenvalues of at most this part of the largest modulus count as undecided (1e-10)");
        var json = Options.Flag("--json", "print one JSON object");
        var command = new Command("hessian", "The exact Hessian of a network's loss and its spectrum.") { source.Network, source.Point, source.Data, eigenvalues, vector, zeroTolerance, json };
        command.SetAction(result =>
        {
            var path = source.NetworkPath(result);
            var name = result.GetValue(source.Point) ?? throw new UsageException("--point is missing; expected the name of a point of the network.");
            var withProduct = Options.Choice(result, vector, "cosine") is not null;
            var tolerance = SpectrumCommand.Tolerance(zeroTolerance, result.GetValue(zeroTolerance));
            var input = source.Read(result, path, NetworkOptions.LargestSquareOrder);
            var theta = source.ReadPoint(input, name);
            var objective = input.Join();
            // The matrix, the solver's padded copy, and what the Hessian itself takes.
            var needed = (8.0 * theta.Length * theta.Length * 2.2) + objective.HessianBytes;
            if (theta.Length >= ForecastFrom)
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"landscapes: forecast: {theta.Length} parameters, {needed / (1 << 30):F1} GiB."));
            source.CheckMemory(path, theta.Length, needed);
            var (measurement, spectrum) = Measure(objective, theta, tolerance);
            if (!double.IsFinite(measurement.Loss) || !double.IsFinite(measurement.GradientNorm))
                throw Options.NotAllowed(source.Point.Name, name, "parameters at which loss and gradient are finite numbers");
            var gradient = new double[theta.Length];
            _ = objective.Gradient(theta, gradient);
            var answer = new HessianAnswer
            {
                Network = path,
                Point = name,
                Data = input.Data,
                ZeroTolerance = tolerance,
                Measurement = measurement,
                Gradient = gradient,
                Product = withProduct ? Product(objective, theta) : null,
                Eigenvalues = result.GetValue(eigenvalues) ? spectrum : null,
            };
            NetworkOptions.NoteTies(objective, theta);
            if (measurement.ErrorBound > measurement.ZeroTolerance)
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"landscapes: note: the zero tolerance {measurement.ZeroTolerance:G3} is below the error bound {measurement.ErrorBound:G3} of the eigenvalues."));
            Console.WriteLine(result.GetValue(json) ? answer.ToJson() : answer.ToTable());
            return ExitCodes.Done;
        });
        return command;
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
}
