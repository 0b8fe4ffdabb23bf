using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Numerics.Randomness;

namespace RandomLandscapes.Simulation.RandomMatrices;

/// <summary>GOE(n) with a spike of rank one, M + t u u^T with u = (1, ..., 1) / sqrt(n).</summary>
/// <remarks>
/// <para>Law: M from GOE(n) (<see cref="WignerEnsemble"/>); by rotational invariance of M the spectrum has the same law for every unit vector u.</para>
/// <para>For t > sqrt(n / 2) the largest eigenvalue leaves the bulk and lies near t + n / (2 t); otherwise it stays at sqrt(2 n).
/// Source: D. Feral, S. Peche, Commun. Math. Phys. 272 (2007) 185, theorem 1.1, rescaled.</para>
/// <para>Exact moments, tested: E tr = t, E tr square = n(n+1)/2 + t^2.</para>
/// </remarks>
public sealed class SpikedGoe : DenseEnsemble
{
    private readonly WignerEnsemble _goe;
    private readonly double _entry;

    /// <summary>Prepares the ensemble.</summary>
    /// <param name="order">n, at least 1.</param>
    /// <param name="strength">t, finite, of either sign.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
    public SpikedGoe(int order, double strength)
        : base(order)
    {
        if (!double.IsFinite(strength))
            throw new ArgumentOutOfRangeException(nameof(strength), strength, "Expected a finite strength.");
        _goe = WignerEnsemble.Goe(order);
        _entry = strength / order;
    }

    /// <inheritdoc/>
    private protected override void DrawOne(StreamKey key, ulong sample, Span<double> matrix, uint purpose)
    {
        _goe.Draw(key, sample, matrix, purpose);
        for (var i = 0; i < Order; i++)
        {
            foreach (ref var entry in matrix.Slice(i * Order, i + 1))
                entry += _entry;
        }
    }

    /// <inheritdoc/>
    private protected override void DrawEight(StreamKey key, ulong firstSample, Span<double> batch, uint purpose)
    {
        _goe.DrawLanes(key, firstSample, batch, purpose);
        ref var entry = ref MemoryMarshal.GetReference(batch);
        for (nuint at = 0; at < (nuint)batch.Length; at += LaneInertiaSolver.Lanes)
            (Vector512.LoadUnsafe(ref entry, at) + Vector512.Create(_entry)).StoreUnsafe(ref entry, at);
    }
}
