using RandomLandscapes.Simulation.CriticalPoints.Searches;

namespace RandomLandscapes.Experiments.IndexVersusLoss;

/// <summary>The searches of one training, in the order of their slots: for each moment Newton and Levenberg-Marquardt, then saddle-free Newton from the last moment, then subspaces of 0 to h - 1 different hidden units.</summary>
internal static class LossSearches
{
    public const string Newton = "newton-mr";
    public const string LevenbergMarquardt = "levenberg-marquardt";
    public const string SaddleFree = "saddle-free-newton";
    public const string Subspace = "symmetric-subspace";

    public static IReadOnlyList<string> Finders { get; } = [Newton, LevenbergMarquardt, SaddleFree, Subspace];

    public static int Count(int moments, int hidden) => (2 * moments) + 1 + hidden;

    public static string FinderOf(int slot, int moments) =>
        slot < 2 * moments ? (slot % 2 == 0 ? Newton : LevenbergMarquardt) : slot == 2 * moments ? SaddleFree : Subspace;

    public static ObjectiveSearchMethod MethodOf(string finder) => finder switch
    {
        Newton => ObjectiveSearchMethod.NewtonMinimumResidual,
        LevenbergMarquardt => ObjectiveSearchMethod.LevenbergMarquardt,
        _ => ObjectiveSearchMethod.SaddleFreeNewton,
    };
}
