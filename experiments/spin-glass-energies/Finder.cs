using System.Globalization;
using RandomLandscapes.Simulation.CriticalPoints.Searches;

namespace RandomLandscapes.Experiments.SpinGlassEnergies;

/// <summary>A search method with its target: for eigenvector following an index, or every index alike.</summary>
/// <param name="Method">The method.</param>
/// <param name="Target">The index to follow to; -1 draws one for each search.</param>
internal readonly record struct Finder(SearchMethod Method, int Target)
{
    public const int AnyIndex = -1;

    public string Name => Method switch
    {
        SearchMethod.GradientDescent => "gradient-descent",
        SearchMethod.Newton => "newton",
        _ => Target == AnyIndex ? "following to any index" : string.Create(CultureInfo.InvariantCulture, $"following to index {Target}"),
    };

    /// <summary>The index whose Kac-Rice law the points are held against; null for the law of all points.</summary>
    public int? Index => Method switch
    {
        SearchMethod.GradientDescent => 0,
        SearchMethod.Newton => null,
        _ => Target == AnyIndex ? null : Target,
    };
}
