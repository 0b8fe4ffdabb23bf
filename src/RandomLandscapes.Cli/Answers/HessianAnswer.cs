using System.Globalization;
using System.Text;
using System.Text.Json;
using RandomLandscapes.Simulation.Networks;

namespace RandomLandscapes.Cli.Answers;

/// <summary>The answer to <c>hessian</c>, as JSON or as a table.</summary>
internal sealed record HessianAnswer
{
    private const string Source =
        "exact derivatives in float64: closed form over blocks of layers for perceptrons, else one forward-over-reverse product for each parameter (Pearlmutter 1994, section 4); eigenvalues within errorBound (Golub, Van Loan 2013, section 8.3)";

    public required string Network { get; init; }

    public required string Point { get; init; }

    /// <summary>The data's file, or what stands for it.</summary>
    public required string Data { get; init; }

    /// <summary>Relative to the largest modulus.</summary>
    public required double ZeroTolerance { get; init; }

    public required HessianMeasurement Measurement { get; init; }

    public required IReadOnlyList<double> Gradient { get; init; }

    public IReadOnlyList<double>? Product { get; init; }

    public IReadOnlyList<double>? Eigenvalues { get; init; }

    public string ToJson()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("quantity", "hessian");
            json.WriteStartObject("parameters");
            json.WriteString("network", Network);
            json.WriteString("point", Point);
            json.WriteString("data", Data);
            if (Product is not null)
                json.WriteString("vector", "cosine");
            json.WriteNumber("zeroTolerance", ZeroTolerance);
            json.WriteEndObject();
            json.WriteString("method", "exact");
            json.WriteStartObject("value");
            json.WriteNumber("loss", Measurement.Loss);
            json.WriteNumber("gradientNorm", Measurement.GradientNorm);
            WriteArray(json, "gradient", Gradient);
            if (Product is not null)
                WriteArray(json, "hessianVector", Product);
            if (Eigenvalues is not null)
                WriteArray(json, "eigenvalues", Eigenvalues);
            json.WriteNumber("negative", Measurement.Negative);
            json.WriteNumber("undecided", Measurement.Undecided);
            json.WriteNumber("positive", Measurement.Positive);
            json.WriteNumber("zeroTolerance", ZeroTolerance);
            json.WriteNumber("errorBound", Measurement.ErrorBound);
            json.WriteNumber("trace", Measurement.Trace);
            json.WriteEndObject();
            json.WriteString("source", Source);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    public string ToTable()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"hessian (network {Network}, point {Point}, data {Data}, zeroTolerance {ZeroTolerance}), exact\n");
        text.Append(CultureInfo.InvariantCulture, $"parameters     {Gradient.Count}\n");
        text.Append(CultureInfo.InvariantCulture, $"loss           {Measurement.Loss:G15}\n");
        text.Append(CultureInfo.InvariantCulture, $"gradient norm  {Measurement.GradientNorm:G15}\n");
        text.Append(CultureInfo.InvariantCulture, $"trace          {Measurement.Trace:G15}\n");
        text.Append(CultureInfo.InvariantCulture, $"eigenvalues    {Measurement.Smallest:G15} to {Measurement.Largest:G15}\n");
        text.Append(CultureInfo.InvariantCulture, $"negative       {Measurement.Negative}\n");
        text.Append(CultureInfo.InvariantCulture, $"undecided      {Measurement.Undecided}\n");
        text.Append(CultureInfo.InvariantCulture, $"positive       {Measurement.Positive}\n");
        text.Append(CultureInfo.InvariantCulture, $"error bound    {Measurement.ErrorBound:G3}\n");
        for (var i = 0; i < (Eigenvalues?.Count ?? 0); i++)
            text.Append(CultureInfo.InvariantCulture, $"{i,6}  {Eigenvalues![i],22:G15}\n");
        return text.Append(CultureInfo.InvariantCulture, $"source: {Source}").ToString();
    }

    private static void WriteArray(Utf8JsonWriter json, string name, IReadOnlyList<double> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
            json.WriteNumberValue(number);
        json.WriteEndArray();
    }
}
