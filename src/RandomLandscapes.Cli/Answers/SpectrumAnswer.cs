using System.Globalization;
using System.Text;
using System.Text.Json;
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
            json.WriteEndObject();
            json.WriteString("source", Source);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
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

        return text.Append(CultureInfo.InvariantCulture, $"source: {Source}").ToString();
    }
}
