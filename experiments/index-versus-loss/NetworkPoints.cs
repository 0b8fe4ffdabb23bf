using System.Globalization;

namespace RandomLandscapes.Experiments.IndexVersusLoss;

/// <summary>The critical points of one network, in two halves: trainings with even numbers fit, the others test.</summary>
/// <param name="Loss">The loss, as the plan names it.</param>
/// <param name="HiddenUnits">h.</param>
/// <param name="Dimension">P.</param>
/// <param name="Phi">P over the columns of the outputs' derivative: samples times outputs.</param>
/// <param name="Points">Each once.</param>
internal sealed record NetworkPoints(string Loss, int HiddenUnits, int Dimension, double Phi, IReadOnlyList<LossPoint> Points)
{
    public const int FewestPoints = 8;

    private readonly Dictionary<string, double?> _scales = new(StringComparer.Ordinal);

    /// <summary>The points whose index is known, of the first half.</summary>
    public IReadOnlyList<LossPoint> Fitted { get; } = [.. Points.Where(p => p is { Undecided: 0 } && p.Training % 2 == 0)];

    /// <summary>The same of the other half.</summary>
    public IReadOnlyList<LossPoint> Tested { get; } = [.. Points.Where(p => p is { Undecided: 0 } && p.Training % 2 == 1)];

    /// <summary>For sentences.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"{Loss} h={HiddenUnits}");

    /// <summary>The unit of height of a curve; null where no scale is better than all others.</summary>
    public double? Scale(string curve)
    {
        if (!_scales.TryGetValue(curve, out var scale))
            _scales.Add(curve, scale = TheoryCurves.FitScale(curve, [.. Fitted.Select(p => (p.Level, (double)p.Negative / Dimension))], Phi));
        return scale;
    }

    /// <summary>The root mean square residual of the tested half; null where there are too few points or no scale.</summary>
    public double? Error(string curve) => Fitted.Count < FewestPoints || Tested.Count < FewestPoints || Scale(curve) is null ? null : Math.Sqrt(Tested.Average(p => Math.Pow(Residual(curve, p), 2)));

    public double Residual(string curve, LossPoint point) => ((double)point.Negative / Dimension) - TheoryCurves.At(curve, point.Level / Scale(curve)!.Value, Phi);
}
