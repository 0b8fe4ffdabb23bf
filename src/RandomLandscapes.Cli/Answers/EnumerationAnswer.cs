using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using RandomLandscapes.Simulation.CriticalPoints;

namespace RandomLandscapes.Cli.Answers;

/// <summary>The answer to <c>enumerate p-spin</c>, as JSON or as a table.</summary>
internal sealed record EnumerationAnswer
{
    private const string Source =
        "every complex solution of f' = L x by homotopy, one path each (Cartwright, Sturmfels 2013: their number); Krawczyk's test in discs for each; index by Sylvester and Gershgorin; residues by Euler and Jacobi";

    public required IReadOnlyDictionary<string, object> Parameters { get; init; }

    public required CensusResult Result { get; init; }

    public required bool WithPoints { get; init; }

    public string ToJson()
    {
        var value = new JsonObject
        {
            ["criticalPoints"] = Result.Points.Count,
            ["byIndex"] = new JsonArray([.. Result.ByIndex.Select(n => JsonValue.Create(n))]),
            ["complexClasses"] = Result.ComplexClasses,
            ["expectedComplexClasses"] = Result.ExpectedComplexClasses,
            ["complete"] = Result.Complete,
            ["certified"] = Result.Certified,
            ["checksPassed"] = Result.ChecksPassed,
            ["residueSum"] = ComputeAnswer.Number(Result.ResidueSum.Real),
            ["groundState"] = Result.Points.Count > 0 ? JsonValue.Create(Result.Points[0].EnergyPerSpin) : null,
        };
        if (Result.Reason.Length > 0)
            value["reason"] = Result.Reason;
        if (WithPoints)
            value["points"] = new JsonArray([.. Result.Points.Select(Point)]);
        return new ComputeAnswer { Quantity = "critical-points", Parameters = Parameters, Method = "enumeration", Value = value, Source = Source }.ToJson();
    }

    public string ToTable()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"critical points ({string.Join(", ", Parameters.Select(p => $"{p.Key} {p.Value}"))}), enumeration\n");
        text.Append(CultureInfo.InvariantCulture, $"critical points    {Result.Points.Count}\n");
        text.Append(CultureInfo.InvariantCulture, $"by index           {string.Join(' ', Result.ByIndex)}\n");
        if (Result.Points.Count > 0)
            text.Append(CultureInfo.InvariantCulture, $"ground state H/N   {Result.Points[0].EnergyPerSpin:G15}\n");
        text.Append(CultureInfo.InvariantCulture, $"complex solutions  {Result.ComplexClasses} proved distinct of {Result.ExpectedComplexClasses}\n");
        if (double.IsFinite(Result.ResidueSum.Real))
            text.Append(CultureInfo.InvariantCulture, $"residue sum        {Result.ResidueSum.Real:G15}\n");
        text.Append(CultureInfo.InvariantCulture, $"complete           {Word(Result.Complete)}\ncertified          {Word(Result.Certified)}\nchecks passed      {Word(Result.ChecksPassed)}\n");
        if (Result.Reason.Length > 0)
            text.Append(CultureInfo.InvariantCulture, $"reason             {Result.Reason}\n");
        if (WithPoints)
        {
            text.Append(CultureInfo.InvariantCulture, $"{"H/N",22}  {"index",5}  x\n");
            foreach (var point in Result.Points)
                text.Append(CultureInfo.InvariantCulture, $"{point.EnergyPerSpin,22:G15}  {point.MorseIndex,5}  {string.Join(' ', point.Position.Select(x => x.ToString("F8", CultureInfo.InvariantCulture)))}\n");
        }

        return text.Append(CultureInfo.InvariantCulture, $"source: {Source}").ToString();
    }

    private static string Word(bool flag) => flag ? "yes" : "no";

    private static JsonObject Point(CensusPoint point) => new()
    {
        ["energy"] = point.EnergyPerSpin,
        ["index"] = point.MorseIndex,
        ["x"] = ComputeAnswer.Numbers(point.Position),
        ["certified"] = point.Certified,
    };
}
