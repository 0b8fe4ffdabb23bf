using System.CommandLine;
using System.Globalization;
using RandomLandscapes.Cli.Answers;
using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Simulation.Networks;

namespace RandomLandscapes.Cli.Commands;

/// <summary><c>landscapes hessian-density --network CASE.json --point POINT</c>: density, both ends and trace of the exact Hessian's spectrum, from products alone.</summary>
internal static class HessianDensityCommand
{
    private const string Stream = "hessian-density";
    private const int ForecastFrom = 4000;
    private const int DefaultSteps = 80;
    private const int MostSteps = 10_000;
    private const int DefaultProbes = 10;
    private const int MostProbes = 100_000;
    private const int DefaultGrid = 200;
    private const int MostGrid = 10_000;

    public static Command Create()
    {
        var source = new NetworkOptions();
        var initial = Options.Text("--initial", "instead of --point: parameters drawn with this seed from the network's initial distribution");
        var steps = Options.Text("--steps", $"Lanczos steps for each random direction ({DefaultSteps})");
        var probes = Options.Text("--probes", $"random directions ({DefaultProbes})");
        var width = Options.Text("--width", $"the standard deviation of the Gaussian that smooths the density ({100 * HessianDensitySettings.DefaultShare:F0} % of the spectrum's extent)");
        var grid = Options.Text("--grid", $"points at which the density is given, from {HessianDensitySettings.Margin} widths below the spectrum to {HessianDensitySettings.Margin} above it ({DefaultGrid})");
        var seed = Options.Text("--seed", "the seed of the random directions (0)");
        var threads = Options.Text("--threads", "worker threads (all processors); the answer does not depend on them");
        var json = Options.Flag("--json", "print one JSON object");
        var command = new Command("hessian-density", "The spectral density of a network's exact Hessian from Hessian-vector products, for networks of any size.")
        {
            source.Network, source.Point, initial, source.Data, steps, probes, width, grid, seed, threads, json,
        };
        command.SetAction(result =>
        {
            var path = source.NetworkPath(result);
            var start = Start(result, source.Point, initial);
            var settings = new HessianDensitySettings(
                (int)(Options.Integer(result, steps, 1, MostSteps) ?? DefaultSteps),
                (int)(Options.Integer(result, probes, 2, MostProbes) ?? DefaultProbes),
                (int)(Options.Integer(result, grid, 2, MostGrid) ?? DefaultGrid),
                Width(width.Name, result.GetValue(width)));
            var root = Options.Seed(result, seed);
            var workers = (int)(Options.Integer(result, threads, 0, 1024) ?? 0);
            workers = Math.Min(workers > 0 ? workers : Environment.ProcessorCount, settings.Probes);
            // The longest array is the basis of the search for both ends, or that of one direction.
            var input = source.Read(result, path, Array.MaxLength / HessianDensity.ExtremeVectors);
            var order = input.Case.Graph.ParameterCount;
            if ((long)order * (Math.Min(settings.Steps, order) + 1L) > Array.MaxLength)
                throw Options.NotAllowed(steps.Name, result.GetValue(steps)!, string.Create(CultureInfo.InvariantCulture, $"an integer from 1 to {(Array.MaxLength / order) - 1} for {order} parameters"));
            var theta = start.Seed is { } drawn ? Draw(input.Case.Graph, drawn) : source.ReadPoint(input, start.Text);
            // Each direction's basis, or that of the search for both ends; and for each worker what is as long as the parameters.
            var vectors = Math.Max(workers * (Math.Min(settings.Steps, theta.Length) + 1.0), HessianDensity.ExtremeVectors) + (6.0 * workers);
            var needed = 8.0 * theta.Length * vectors;
            if (theta.Length >= ForecastFrom)
                Forecast(theta.Length, settings, needed);
            source.CheckMemory(path, theta.Length, needed, string.Create(CultureInfo.InvariantCulture, $" at {settings.Steps} steps on {workers} threads"));
            var measured = Measure(input.Join(), theta, settings, StreamKey.Derive(root, Stream, "measurement"), workers, width.Name)
                ?? throw Options.NotAllowed(start.Option, start.Text, "parameters at which loss, gradient and Hessian are finite numbers");
            if (measured.Extremes.Outcome != EigenvalueOutcome.Converged)
                Note($"after {measured.Extremes.Products} products the extreme eigenvalues still have residuals of up to {Math.Max(measured.Smallest.Residual, measured.Largest.Residual):G3}.");
            if (!measured.Band.Resolved)
                Note($"{settings.Steps} steps do not resolve the width {measured.Width:G3}; the band holds a proved bound of the error. More --steps or a larger --width narrow it.");
            var answer = new HessianDensityAnswer
            {
                Network = path,
                Point = start.Seed is null ? start.Text : null,
                Initial = start.Seed,
                Data = input.Data,
                Settings = settings,
                Seed = root,
                Order = theta.Length,
                Measured = measured,
            };
            Console.WriteLine(result.GetValue(json) ? answer.ToJson() : answer.ToTable());
            return ExitCodes.Done;
        });
        return command;
    }

    private static (string Option, string Text, ulong? Seed) Start(ParseResult result, Option<string?> point, Option<string?> initial) =>
        (result.GetValue(point), result.GetValue(initial)) switch
        {
            ({ } name, null) => (point.Name, name, null),
            (null, { } text) => (initial.Name, text, Options.Seed(result, initial)),
            (null, null) => throw new UsageException($"{point.Name} is missing; expected the name of a point of the network, or {initial.Name} with a seed in its place."),
            (_, { } text) => throw Options.NotAllowed(initial.Name, text, $"none beside {point.Name}"),
        };

    private static double? Width(string option, string? text)
    {
        if (text is null)
            return null;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value > 0 && double.IsFinite(value)
            ? value
            : throw Options.NotAllowed(option, text, "a positive number");
    }

    private static double[] Draw(NetworkGraph graph, ulong seed)
    {
        var theta = new double[graph.ParameterCount];
        graph.DrawInitialParameters(new RandomStream(StreamKey.Derive(seed, Stream, "initial")), theta);
        return theta;
    }

    private static HessianDensity? Measure(NetworkObjective objective, double[] theta, HessianDensitySettings settings, StreamKey key, int workers, string option)
    {
        try
        {
            var measured = HessianDensity.Measure(objective, theta, settings, key, workers);
            NetworkOptions.NoteTies(objective, theta);
            return measured;
        }
        catch (ArgumentOutOfRangeException e) when (e is { ParamName: nameof(HessianDensitySettings.Width), ActualValue: double width })
        {
            // Known only after the ends of the spectrum.
            throw Options.NotAllowed(option, width.ToString("R", CultureInfo.InvariantCulture), $"{e.Message.Split(" (Parameter")[0].Split("Expected ")[^1].TrimEnd('.')} for this spectrum");
        }
    }

    private static void Note(FormattableString text) => Console.Error.WriteLine($"landscapes: note: {text.ToString(CultureInfo.InvariantCulture)}");

    private static void Forecast(int order, HessianDensitySettings settings, double needed) => Console.Error.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"landscapes: forecast: {order} parameters, {settings.Probes * (Math.Min(settings.Steps, order) + 1L)} Hessian-vector products beside those of the extreme eigenvalues, {needed / (1 << 30):F1} GiB."));
}
