namespace RandomLandscapes.Runs.Plans;

/// <summary>One key that a plan may hold: its type, what is allowed, its default.</summary>
/// <param name="Name">The key; keys below <c>cells</c> are written <c>cells.goe</c>.</param>
/// <param name="Kind">The type of its value.</param>
/// <param name="Minimum">The smallest number allowed, inclusive; not used for text.</param>
/// <param name="Maximum">The largest number allowed, inclusive; not used for text.</param>
/// <param name="Description">One line for <c>landscapes list</c>.</param>
public sealed record PlanKey(string Name, PlanKeyKind Kind, double Minimum, double Maximum, string Description)
{
    /// <summary>What is allowed, for messages.</summary>
    public string Allowed => Kind switch
    {
        PlanKeyKind.Integer => $"an integer from {Minimum:R} to {Maximum:R}",
        PlanKeyKind.IntegerList => $"a list of different integers from {Minimum:R} to {Maximum:R}",
        PlanKeyKind.Real => $"a number from {Minimum:R} to {Maximum:R}",
        PlanKeyKind.Seed => "an integer from 0 to 18446744073709551615",
        _ => "a text",
    };
}
