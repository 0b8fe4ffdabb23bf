namespace RandomLandscapes.Runs.Plans;

/// <summary>The type of a plan key.</summary>
public enum PlanKeyKind
{
    /// <summary>A single integer.</summary>
    Integer,

    /// <summary>A list of different integers; may be empty.</summary>
    IntegerList,

    /// <summary>A finite real number.</summary>
    Real,

    /// <summary>A text.</summary>
    Text,

    /// <summary>An unsigned 64-bit integer.</summary>
    Seed,
}
