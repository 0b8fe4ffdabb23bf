using RandomLandscapes.Runs.Plans;

namespace RandomLandscapes.Runs;

/// <summary>One question: which plan keys it has and how a checked plan becomes work.</summary>
public interface IExperiment
{
    /// <summary>The name on the command line.</summary>
    string Name { get; }

    /// <summary>The question in one sentence.</summary>
    string Question { get; }

    /// <summary>The keys beside <see cref="Plan.CommonKeys"/>.</summary>
    IReadOnlyList<PlanKey> Keys { get; }

    /// <summary>The default plan, YAML; it names every key.</summary>
    string DefaultPlan { get; }

    /// <summary>Reads the data and lays out the cells.</summary>
    /// <param name="plan">A checked plan of this experiment.</param>
    /// <exception cref="InvalidDataException">A data file is unreadable or wrong.</exception>
    IPreparedExperiment Prepare(Plan plan);
}
