using System.Globalization;
using System.Text;
using System.Text.Json;
using RandomLandscapes.Experiments.Shared;
using RandomLandscapes.Numerics.LinearAlgebra;

namespace RandomLandscapes.Cli.Answers;

/// <summary>The answer to <c>spectrum</c>, as JSON or as a table.</summary>
internal sealed record SpectrumAnswer
{
    private const string Source =
        "eigenvalues of this matrix within errorBound; orthogonal reduction to tridiagonal form (Golub, Van Loan 2013, section 8.3; Bischof, Lang, Sun 2000), Sturm counts (Barth, Martin, Wilkinson 1967)";

    private const int ShownAtEachEnd = 5;

    public required string Matrix { get; init; }

    /// <summary>Relative to <see cref="Largest"/>.</summary>
    public required double ZeroTolerance { get; init; }

    public required IReadOnlyList<double> Eigenvalues { get; init; }

    /// <summary>The largest modulus.</summary>
    public required double Largest { get; init; }

    public required SymmetricInertia Counts { get; init; }

    public required double ErrorBound { get; init; }

    /// <summary>Null when none were asked for.</summary>
    public IReadOnlyList<SpectrumFit>? Fits { get; init; }

    /// <summary>The root seed of the fits' draws.</summary>
    public ulong Seed { get; init; }

    private string FullSource => Fits is null ? Source : $"{Source}; {SpectrumFits.Source}";

    public string ToJson()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("quantity", "spectrum");
            json.WriteStartObject("parameters");
            json.WriteString("matrix", Matrix);
            json.WriteNumber("zeroTolerance", ZeroTolerance);
            if (Fits is not null)
                json.WriteNumber("seed", Seed);
            json.WriteEndObject();
            json.WriteString("method", "exact");
            json.WriteStartObject("value");
            json.WriteNumber("dimension", Eigenvalues.Count);
            json.WriteNumber("negative", Counts.Negative);
            json.WriteNumber("undecided", Counts.Undecided);
            json.WriteNumber("positive", Counts.Positive);
            json.WriteStartArray("eigenvalues");
            foreach (var eigenvalue in Eigenvalues)
                json.WriteNumberValue(eigenvalue);
            json.WriteEndArray();
            json.WriteNumber("errorBound", ErrorBound);
            if (Fits is not null)
                WriteFits(json, Fits);
            json.WriteEndObject();
            json.WriteString("source", FullSource);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void WriteFits(Utf8JsonWriter json, IReadOnlyList<SpectrumFit> fits)
    {
        json.WriteStartArray("fits");
        foreach (var (model, fit, pValue, samples) in fits)
        {
            json.WriteStartObject();
            json.WriteString("model", model);
            if (pValue is { } p)
            {
                json.WriteStartObject("parameters");
                foreach (var (name, value) in fit.Parameters)
                    json.WriteNumber(name, value);
                json.WriteEndObject();
                json.WriteNumber("distance", fit.Distance);
                json.WriteNumber("pValue", p);
                json.WriteNumber("samples", samples);
            }
            else
            {
                json.WriteNull("parameters");
                json.WriteNull("distance");
                json.WriteNull("pValue");
                json.WriteString("reason", fit.Reason);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public string ToTable()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"spectrum (matrix {Matrix}, zeroTolerance {ZeroTolerance}), exact\n");
        text.Append(CultureInfo.InvariantCulture, $"dimension    {Eigenvalues.Count}\n");
        text.Append(CultureInfo.InvariantCulture, $"negative     {Counts.Negative}\n");
        text.Append(CultureInfo.InvariantCulture, $"undecided    {Counts.Undecided}\n");
        text.Append(CultureInfo.InvariantCulture, $"positive     {Counts.Positive}\n");
        text.Append(CultureInfo.InvariantCulture, $"error bound  {ErrorBound:G3}\n");
        for (var i = 0; i < Eigenvalues.Count; i++)
        {
            if (i == ShownAtEachEnd && Eigenvalues.Count > 2 * ShownAtEachEnd)
            {
                i = Eigenvalues.Count - ShownAtEachEnd;
                text.Append(CultureInfo.InvariantCulture, $"{"...",6}\n");
            }

            text.Append(CultureInfo.InvariantCulture, $"{i,6}  {Eigenvalues[i],22:G15}\n");
        }

        foreach (var (model, fit, pValue, samples) in Fits ?? [])
        {
            if (pValue is { } p)
            {
                var parameters = string.Join(", ", fit.Parameters.Select(x => string.Create(CultureInfo.InvariantCulture, $"{x.Key} {x.Value:G6}")));
                text.Append(CultureInfo.InvariantCulture, $"fit {model}: {parameters}; distance {fit.Distance:G4}, p = {p:G4} ({samples} draws, seed {Seed})\n");
            }
            else
            {
                text.Append(CultureInfo.InvariantCulture, $"fit {model}: none, {fit.Reason}\n");
            }
        }

        return text.Append(CultureInfo.InvariantCulture, $"source: {FullSource}").ToString();
    }
}
