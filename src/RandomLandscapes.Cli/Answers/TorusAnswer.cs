using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using RandomLandscapes.Simulation.CriticalPoints.Fields;

namespace RandomLandscapes.Cli.Answers;

/// <summary>The answer to <c>enumerate torus-field</c>, as JSON or as a table.</summary>
internal sealed record TorusAnswer
{
    private const string Source =
        "subdivision of the torus into cubes without a critical point (Taylor bounds) and with exactly one (Krawczyk), outward rounded; index by Sylvester and Gershgorin; Euler sum and Morse inequalities";

    public required IReadOnlyDictionary<string, object> Parameters { get; init; }

    public required FieldCensusResult Result { get; init; }

    public required bool WithPoints { get; init; }

    public string ToJson()
    {
        var value = new JsonObject
        {
            ["criticalPoints"] = Result.Points.Count,
            ["byIndex"] = new JsonArray([.. Result.ByIndex.Select(n => JsonValue.Create(n))]),
            ["eulerSum"] = Result.EulerSum,
            ["complete"] = Result.Complete,
            ["certified"] = Result.Certified,
            ["checksPassed"] = Result.ChecksPassed,
        };
        if (Result.Reason.Length > 0)
            value["reason"] = Result.Reason;
        if (WithPoints)
            value["points"] = new JsonArray([.. Result.Points.Select(p => new JsonObject { ["value"] = p.Value, ["index"] = p.MorseIndex, ["x"] = ComputeAnswer.Numbers(p.Position), ["certified"] = p.Certified })]);
        return new ComputeAnswer { Quantity = "critical-points", Parameters = Parameters, Method = "enumeration", Value = value, Source = Source }.ToJson();
    }

    public string ToTable()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"critical points ({string.Join(", ", Parameters.Select(p => $"{p.Key} {p.Value}"))}), enumeration\n");
        text.Append(CultureInfo.InvariantCulture, $"critical points    {Result.Points.Count}\nby index           {string.Join(' ', Result.ByIndex)}\nEuler sum          {Result.EulerSum}\n");
        text.Append(CultureInfo.InvariantCulture, $"complete           {Word(Result.Complete)}\ncertified          {Word(Result.Certified)}\nchecks passed      {Word(Result.ChecksPassed)}\n");
        if (Result.Reason.Length > 0)
            text.Append(CultureInfo.InvariantCulture, $"reason             {Result.Reason}\n");
        if (WithPoints)
        {
            text.Append(CultureInfo.InvariantCulture, $"{"value",22}  {"index",5}  x\n");
            foreach (var point in Result.Points)
                text.Append(CultureInfo.InvariantCulture, $"{point.Value,22:G15}  {point.MorseIndex,5}  {string.Join(' ', point.Position.Select(x => x.ToString("F10", CultureInfo.InvariantCulture)))}\n");
        }

        return text.Append(CultureInfo.InvariantCulture, $"source: {Source}").ToString();
    }

    private static string Word(bool flag) => flag ? "yes" : "no";
}
