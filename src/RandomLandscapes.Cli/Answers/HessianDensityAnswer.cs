using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Simulation.Networks;

namespace RandomLandscapes.Cli.Answers;

/// <summary>The answer to <c>hessian-density</c>, as JSON or as a table.</summary>
internal sealed record HessianDensityAnswer
{
    private const string Source =
        "exact Hessian-vector products in float64 (Pearlmutter 1994, section 4); density by stochastic Lanczos quadrature (Golub, Meurant 2010; Lin, Saad, Yang 2016), smoothed by a Gaussian of standard deviation width, interval: a 95 % band for the whole grid at once; "
        + "smallest, largest by thick-restart Lanczos (Wu, Simon 2000), interval: an eigenvalue lies within the residual; trace by random signs (Hutchinson 1989), interval by Student's law";

    public required string Network { get; init; }

    /// <summary>The point's name; null where the parameters were drawn.</summary>
    public string? Point { get; init; }

    /// <summary>The seed of drawn parameters.</summary>
    public ulong? Initial { get; init; }

    /// <summary>The data's file, or what stands for it.</summary>
    public required string Data { get; init; }

    public required HessianDensitySettings Settings { get; init; }

    public required ulong Seed { get; init; }

    public required int Order { get; init; }

    public required HessianDensity Measured { get; init; }

    public string ToJson()
    {
        var (band, trace) = (Measured.Band, Measured.Trace.Trace);
        var ends = Jackknife.IntervalOf(trace);
        var value = new JsonObject
        {
            ["dimension"] = Order,
            ["loss"] = Measured.Loss,
            ["gradientNorm"] = Measured.GradientNorm,
            ["trace"] = trace.Value,
            ["smallest"] = Measured.Smallest.Value,
            ["smallestResidual"] = Measured.Smallest.Residual,
            ["largest"] = Measured.Largest.Value,
            ["largestResidual"] = Measured.Largest.Residual,
            ["resolved"] = band.Resolved,
            ["products"] = Measured.Products,
            ["grid"] = ComputeAnswer.Numbers(band.Grid),
            ["density"] = ComputeAnswer.Numbers(band.Density),
        };
        var (error, interval) = (Blank(value), Blank(value));
        error["trace"] = trace.StandardError;
        error["density"] = ComputeAnswer.Numbers(band.StandardError);
        interval["trace"] = new JsonArray(ends.Low, ends.High);
        interval["smallest"] = Around(Measured.Smallest);
        interval["largest"] = Around(Measured.Largest);
        interval["density"] = new JsonArray([.. band.Low.Zip(band.High, (low, high) => new JsonArray(low, high))]);
        return new ComputeAnswer
        {
            Quantity = "hessian-density",
            Parameters = Parameters(),
            Method = "monte-carlo",
            Value = value,
            StandardError = error,
            Interval = interval,
            Samples = band.Probes,
            Seed = Seed,
            Source = Source,
        }.ToJson();
    }

    public string ToTable()
    {
        var (band, trace) = (Measured.Band, Measured.Trace.Trace);
        var ends = Jackknife.IntervalOf(trace);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"hessian-density ({string.Join(", ", Parameters().Select(p => $"{p.Key} {p.Value}"))}), monte-carlo\n");
        text.Append(CultureInfo.InvariantCulture, $"parameters     {Order}\n");
        text.Append(CultureInfo.InvariantCulture, $"loss           {Measured.Loss:G15}\n");
        text.Append(CultureInfo.InvariantCulture, $"gradient norm  {Measured.GradientNorm:G15}\n");
        text.Append(CultureInfo.InvariantCulture, $"trace          {trace.Value:G6}, 95 % interval [{ends.Low:G6}, {ends.High:G6}], standard error {trace.StandardError:G3}\n");
        text.Append(CultureInfo.InvariantCulture, $"smallest       {Measured.Smallest.Value:G15}, residual {Measured.Smallest.Residual:G3}\n");
        text.Append(CultureInfo.InvariantCulture, $"largest        {Measured.Largest.Value:G15}, residual {Measured.Largest.Residual:G3}\n");
        text.Append(CultureInfo.InvariantCulture, $"resolved       {(band.Resolved ? "yes" : "no")}\n");
        text.Append(CultureInfo.InvariantCulture, $"products       {Measured.Products}\n");
        text.Append(CultureInfo.InvariantCulture, $"{"at",14}  {"density",14}  {"standard error",14}  {"low",14}  {"high",14}\n");
        for (var i = 0; i < band.Grid.Count; i++)
            text.Append(CultureInfo.InvariantCulture, $"{band.Grid[i],14:G6}  {band.Density[i],14:G6}  {band.StandardError[i],14:G6}  {band.Low[i],14:G6}  {band.High[i],14:G6}\n");
        text.Append(CultureInfo.InvariantCulture, $"low to high: 95 % band for all points at once; samples {band.Probes}, seed {Seed}\n");
        return text.Append(CultureInfo.InvariantCulture, $"source: {Source}").ToString();
    }

    /// <summary>The same shape without numbers: what is not random has neither error nor interval.</summary>
    private static JsonObject Blank(JsonObject value) =>
        new(value.Select(field => KeyValuePair.Create(field.Key, field.Value is JsonArray array ? (JsonNode?)new JsonArray([.. array.Select(_ => (JsonNode?)null)]) : null)));

    private static JsonArray Around(RitzValue end) => new(end.Value - end.Residual, end.Value + end.Residual);

    private Dictionary<string, object> Parameters()
    {
        var parameters = new Dictionary<string, object>(StringComparer.Ordinal) { ["network"] = Network };
        if (Point is not null)
            parameters["point"] = Point;
        if (Initial is { } seed)
            parameters["initial"] = seed;
        parameters["data"] = Data;
        parameters["steps"] = Settings.Steps;
        parameters["probes"] = Settings.Probes;
        parameters["width"] = Measured.Width;
        parameters["grid"] = Settings.GridCount;
        return parameters;
    }
}
