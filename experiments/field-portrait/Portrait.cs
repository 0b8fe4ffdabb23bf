using System.Globalization;
using RandomLandscapes.Runs;
using RandomLandscapes.Simulation.CriticalPoints.Fields;
using RandomLandscapes.Simulation.Landscapes.GaussianFields;

namespace RandomLandscapes.Experiments.FieldPortrait;

/// <summary>A field with its critical points, as rows of the summary and read back from them.</summary>
/// <param name="Field">The field.</param>
/// <param name="Points">All its critical points, ascending in value; those read back have no radius of their own.</param>
/// <param name="PointSource">What proves the points, and within which radius.</param>
internal sealed record Portrait(TrigonometricField Field, IReadOnlyList<FieldPoint> Points, string PointSource)
{
    private const string Cosine = "coefficient-of-cosine";
    private const string Sine = "coefficient-of-sine";
    private const string X = "point-x1";
    private const string Y = "point-x2";
    private const string Value = "point-value";
    private const string Index = "point-index";

    /// <summary>Takes a field with its complete and certified census.</summary>
    public static Portrait Of(TrigonometricField field, IReadOnlyList<FieldPoint> points) => new(
        field,
        points,
        string.Create(CultureInfo.InvariantCulture, $"certified census: exactly one zero of the gradient within {points.Max(p => p.Radius):E0} of each coordinate, its index proved"));

    /// <summary>The rows: two for each mode, argument k; four for each point, argument its number by ascending value.</summary>
    public IEnumerable<SummaryRow> ToRows(string ensemble)
    {
        SummaryRow Row(string quantity, string argument, SummaryKind kind, double value, string source) =>
            new(ensemble, 2, quantity, argument, kind, value, null, null, null, 1, null, source);
        for (var m = 0; m < Field.ModeCount; m++)
        {
            var wave = string.Create(CultureInfo.InvariantCulture, $"{Field.Waves[2 * m]} {Field.Waves[(2 * m) + 1]}");
            yield return Row(Cosine, wave, SummaryKind.MonteCarlo, Field.Cosines[m], "drawn: normal deviate times a_k");
            yield return Row(Sine, wave, SummaryKind.MonteCarlo, Field.Sines[m], "drawn: normal deviate times a_k");
        }

        for (var i = 0; i < Points.Count; i++)
        {
            var number = (i + 1).ToString(CultureInfo.InvariantCulture);
            yield return Row(X, number, SummaryKind.Enumeration, Points[i].Position[0], PointSource);
            yield return Row(Y, number, SummaryKind.Enumeration, Points[i].Position[1], PointSource);
            yield return Row(Value, number, SummaryKind.Enumeration, Points[i].Value, PointSource);
            yield return Row(Index, number, SummaryKind.Enumeration, Points[i].MorseIndex, PointSource);
        }
    }

    /// <summary>Reads the rows; null when they hold no portrait.</summary>
    public static Portrait? Read(IReadOnlyList<SummaryRow> rows)
    {
        var cosines = Of(rows, Cosine);
        var points = Of(rows, X);
        if (cosines.Count == 0 || points.Count == 0)
            return null;
        var (ys, values, indices) = (Of(rows, Y), Of(rows, Value), Of(rows, Index));
        int[] waves = [.. cosines.SelectMany(r => r.Argument.Split(' ')).Select(k => int.Parse(k, CultureInfo.InvariantCulture))];
        return new Portrait(
            new TrigonometricField(2, waves, [.. cosines.Select(r => r.Value!.Value)], [.. Of(rows, Sine).Select(r => r.Value!.Value)]),
            [.. points.Select((r, i) => new FieldPoint(values[i].Value!.Value, (int)indices[i].Value!.Value, [r.Value!.Value, ys[i].Value!.Value], double.NaN, Certified: true))],
            points[0].Source);
    }

    private static List<SummaryRow> Of(IReadOnlyList<SummaryRow> rows, string quantity) => [.. rows.Where(r => string.Equals(r.Quantity, quantity, StringComparison.Ordinal))];
}
