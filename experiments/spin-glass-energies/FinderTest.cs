using RandomLandscapes.Numerics.Statistics;

namespace RandomLandscapes.Experiments.SpinGlassEnergies;

/// <summary>The energies that one finder reached at one N, held against a Kac-Rice law.</summary>
/// <param name="Finder">The finder.</param>
/// <param name="Spins">N.</param>
/// <param name="Law">Which points the law is of.</param>
/// <param name="Distance">The Kolmogorov-Smirnov distance.</param>
/// <param name="PValue">Its probability, or that of a larger one, under the law.</param>
/// <param name="Wasserstein">The Wasserstein-1 distance of energies per spin.</param>
/// <param name="Interval">Its 95 % interval.</param>
/// <param name="Points">The number of points.</param>
/// <param name="EffectivePoints">The same, fewer by what is not known of the law.</param>
/// <param name="Remark">More about these points, to follow the distances in a text.</param>
internal sealed record FinderTest(Finder Finder, int Spins, string Law, double Distance, double PValue, double Wasserstein, Interval Interval, int Points, double EffectivePoints, string Remark = "");
