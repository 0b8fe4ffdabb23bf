using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Numerics.Randomness;

namespace RandomLandscapes.Simulation.RandomMatrices;

/// <summary>Samples index and log|det| of a dense ensemble; the instance serves one thread.</summary>
/// <remarks>
/// Orders up to <see cref="LargestLaneOrder"/> go eight samples at a time through <see cref="LaneInertiaSolver"/>, larger ones one by one
/// through <see cref="InertiaSolver"/>. Either way the result of a sample is a pure function of (key, sample, purpose).
/// </remarks>
public sealed class DenseInertiaSampler
{
    /// <summary>The largest order that is sampled in lanes: beyond, eight matrices and their factors do not fit the second-level cache.</summary>
    public const int LargestLaneOrder = 256;

    private readonly DenseEnsemble _ensemble;
    private readonly LaneInertiaSolver? _lanes;
    private readonly InertiaSolver? _single;
    private readonly double[] _matrices;

    /// <summary>Allocates the workspace.</summary>
    /// <param name="ensemble">The law.</param>
    public DenseInertiaSampler(DenseEnsemble ensemble)
    {
        ArgumentNullException.ThrowIfNull(ensemble);
        _ensemble = ensemble;
        if (ensemble.Order <= LargestLaneOrder)
        {
            _lanes = new LaneInertiaSolver(ensemble.Order);
            _matrices = new double[_lanes.BatchLength];
        }
        else
        {
            _single = new InertiaSolver(ensemble.Order);
            _matrices = new double[ensemble.Order * ensemble.Order];
        }
    }

    /// <summary>Draws consecutive samples.</summary>
    /// <param name="key">The key of the cell.</param>
    /// <param name="firstSample">The number of the first sample.</param>
    /// <param name="results">Entry i becomes the result of sample firstSample + i; multiples of eight waste nothing.</param>
    /// <param name="purpose">Separates independent uses within one sample.</param>
    public void Draw(StreamKey key, ulong firstSample, Span<InertiaResult> results, uint purpose = 0)
    {
        if (_lanes is null)
        {
            for (var i = 0; i < results.Length; i++)
            {
                _ensemble.Draw(key, unchecked(firstSample + (ulong)i), _matrices, purpose);
                results[i] = _single!.Compute(_matrices);
            }

            return;
        }

        for (var i = 0; i < results.Length; i += LaneInertiaSolver.Lanes)
        {
            _ensemble.DrawLanes(key, unchecked(firstSample + (ulong)i), _matrices, purpose);
            _lanes.Compute(_matrices, results.Slice(i, Math.Min(LaneInertiaSolver.Lanes, results.Length - i)));
        }
    }
}
