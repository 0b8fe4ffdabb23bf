namespace RandomLandscapes.Tests.Experiments;

/// <summary>saddles-dominate with few cells and few samples: about a second.</summary>
internal static class SmallPlan
{
    /// <summary>Without networks.</summary>
    public static readonly IReadOnlyList<(string Key, string Value)> NoNetworks =
    [
        ("samples", "600"), ("goe-tail-factor", "2"), ("kac-rice-tail-factor", "2"), ("law-dimension", "3"), ("seed", "11"),
        ("cells.coin-flip", "1,2,3,30"), ("cells.goe", "2,3,4,30"), ("cells.isotropic-field", "1,3,6,60"), ("cells.p-spin", "2,4"),
        ("cells.p-spin-enumeration", "2,3"), ("cells.network", ""),
    ];

    /// <summary>With one network of 85 parameters at two moments and the end.</summary>
    public static readonly IReadOnlyList<(string Key, string Value)> Networks =
    [
        .. NoNetworks, ("cells.network", "5"), ("digits", "30"), ("hidden-units", "1"), ("moments", "0,4"), ("network-goe-samples", "500"), ("network-field-samples", "600"),
    ];

    /// <summary>As options of the command line; later keys win.</summary>
    public static string[] Options(IEnumerable<(string Key, string Value)> plan, params (string Key, string Value)[] changes) =>
        [.. plan.Concat(changes).SelectMany(p => new[] { "--set", $"{p.Key}={p.Value}" })];
}
