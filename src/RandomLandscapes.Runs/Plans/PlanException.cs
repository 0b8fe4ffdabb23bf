namespace RandomLandscapes.Runs.Plans;

/// <summary>A plan that cannot be run: all its problems, each with key, value and what is allowed.</summary>
public sealed class PlanException : Exception
{
    /// <summary>Collects the problems.</summary>
    /// <param name="problems">At least one line.</param>
    public PlanException(IReadOnlyList<string> problems)
        : base(string.Join(Environment.NewLine, problems)) => Problems = problems;

    /// <summary>One line each.</summary>
    public IReadOnlyList<string> Problems { get; }
}
