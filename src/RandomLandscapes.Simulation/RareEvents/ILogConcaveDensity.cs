namespace RandomLandscapes.Simulation.RareEvents;

/// <summary>The logarithm of a log-concave density, up to a constant.</summary>
internal interface ILogConcaveDensity
{
    /// <summary>h(x).</summary>
    double Value(double x);

    /// <summary>h'(x), never increasing.</summary>
    double Slope(double x);
}
