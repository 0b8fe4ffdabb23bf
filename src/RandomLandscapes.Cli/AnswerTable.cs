using System.Globalization;
using System.Text;
using RandomLandscapes.Runs;

namespace RandomLandscapes.Cli;

/// <summary>The table that a run prints on stdout: P(minimum) by ensemble and dimension, then the verdicts.</summary>
internal static class AnswerTable
{
    /// <summary>A verdict's p-value as text; one that underflowed gets a bound, because no test ends with certainty.</summary>
    public static string PValue(Verdict verdict) =>
        verdict.PValue is 0 ? "< 1E-300" : verdict.PValue?.ToString("G3", CultureInfo.InvariantCulture) ?? "";

    public static string Render(RunAnswer answer)
    {
        var text = new StringBuilder();
        foreach (var quantity in answer.Rows.Select(r => r.Quantity).Where(q => q is "p-minimum" or "index-fraction").Distinct(StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"{quantity}\n  {"ensemble",-20} {"n",5}  {"",-30} {"kind",-12} {"value",12}  {"95 % interval",-28} {"samples",9} {"effective",10}\n");
            foreach (var row in answer.Rows.Where(r => string.Equals(r.Quantity, quantity, StringComparison.Ordinal)))
            {
                var interval = row is { Low: { } low, High: { } high } ? string.Create(CultureInfo.InvariantCulture, $"[{low:G5}, {high:G5}]") : "";
                var value = row.Value is { } v && (v != 0 || row.LogValue is null) ? v.ToString("G5", CultureInfo.InvariantCulture)
                    : row.LogValue is { } log ? $"e^{log.ToString("F2", CultureInfo.InvariantCulture)}" : "refused";
                text.Append(CultureInfo.InvariantCulture, $"  {row.Ensemble,-20} {row.Dimension,5}  {(row.Argument is "0" ? "" : row.Argument),-30} {row.Kind,-12} {value,12}  {interval,-28} {(row.Samples == 0 ? "" : row.Samples),9} {row.EffectiveSamples,10:F0}\n");
            }
        }

        text.Append("verdicts\n");
        foreach (var v in answer.Verdicts)
        {
            var z = v.ZScore is { } score ? string.Create(CultureInfo.InvariantCulture, $", z {score:F2}") : "";
            var p = v.PValue is null ? "" : $", p {PValue(v)}";
            text.Append(CultureInfo.InvariantCulture, $"  {v.Id,-22} {v.Conclusion,-10} {v.Value:G5}{z}{p}  {v.Claim}\n");
        }

        return text.Append(answer.Sentence).ToString();
    }
}
