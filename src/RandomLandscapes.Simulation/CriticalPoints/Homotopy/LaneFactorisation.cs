using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RandomLandscapes.Simulation.CriticalPoints.Homotopy;

/// <summary>LU factors of eight complex matrices at once, each lane with its own exchanges of rows.</summary>
/// <remarks>
/// Threshold pivoting: a lane exchanges rows only where its pivot is less than a quarter of the largest entry below, so multipliers stay below four and most
/// columns exchange few lanes. A lane's numbers do not depend on what the others hold. A singular lane gives infinities or not-a-numbers, which its path's tests refuse.
/// </remarks>
internal sealed class LaneFactorisation
{
    private const double SquaredThreshold = 1.0 / 16;

    private readonly int _order;
    private readonly LaneBuffer _factors;
    private readonly LaneBuffer _inversePivots;
    private readonly Vector512<double>[] _pivotRows;
    private readonly bool[] _exchanges;

    /// <summary>Allocates the workspace.</summary>
    /// <param name="order">n.</param>
    public LaneFactorisation(int order)
    {
        _order = order;
        _factors = new LaneBuffer(order * order);
        _inversePivots = new LaneBuffer(order);
        _pivotRows = new Vector512<double>[order];
        _exchanges = new bool[order];
    }

    /// <summary>The matrix to factorise, row-major; <see cref="Factorise"/> overwrites it with its factors.</summary>
    public Span<LaneComplex> Matrix => _factors.Span;

    /// <summary>The determinants, from the pivots and the exchanges.</summary>
    public LaneComplex Determinant { get; private set; }

    /// <summary>Factorises <see cref="Matrix"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Factorise()
    {
        var n = _order;
        ref var a = ref MemoryMarshal.GetReference(Matrix);
        ref var inverses = ref MemoryMarshal.GetReference(_inversePivots.Span);
        var determinant = new LaneComplex(Vector512<double>.One, Vector512<double>.Zero);
        for (var k = 0; k < n; k++)
        {
            determinant *= Exchange(ref a, k);
            ref var pivotRow = ref Unsafe.Add(ref a, k * n);
            determinant *= Unsafe.Add(ref pivotRow, k);
            var inverse = LaneComplex.Reciprocal(Unsafe.Add(ref pivotRow, k));
            Unsafe.Add(ref inverses, k) = inverse;
            var i = k + 1;
            for (; i + 2 <= n; i += 2)
            {
                ref var row = ref Unsafe.Add(ref a, i * n);
                ref var next = ref Unsafe.Add(ref a, (i + 1) * n);
                var factor = Unsafe.Add(ref row, k) * inverse;
                var nextFactor = Unsafe.Add(ref next, k) * inverse;
                Unsafe.Add(ref row, k) = factor;
                Unsafe.Add(ref next, k) = nextFactor;
                for (var j = k + 1; j < n; j++)
                {
                    var pivot = Unsafe.Add(ref pivotRow, j);
                    Unsafe.Add(ref row, j) = LaneComplex.NegatedMultiplyAdd(factor, pivot, Unsafe.Add(ref row, j));
                    Unsafe.Add(ref next, j) = LaneComplex.NegatedMultiplyAdd(nextFactor, pivot, Unsafe.Add(ref next, j));
                }
            }

            if (i < n)
            {
                ref var row = ref Unsafe.Add(ref a, i * n);
                var factor = Unsafe.Add(ref row, k) * inverse;
                Unsafe.Add(ref row, k) = factor;
                for (var j = k + 1; j < n; j++)
                    Unsafe.Add(ref row, j) = LaneComplex.NegatedMultiplyAdd(factor, Unsafe.Add(ref pivotRow, j), Unsafe.Add(ref row, j));
            }
        }

        Determinant = determinant;
    }

    /// <summary>Solves with the factors, in place.</summary>
    /// <param name="rightSide">n entries; overwritten by the solution.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Solve(Span<LaneComplex> rightSide)
    {
        var n = _order;
        ref var a = ref MemoryMarshal.GetReference(Matrix);
        ref var inverses = ref MemoryMarshal.GetReference(_inversePivots.Span);
        ref var b = ref MemoryMarshal.GetReference(rightSide);
        for (var k = 0; k < n; k++)
        {
            if (_exchanges[k])
                ExchangeEntries(ref b, k, stride: 1, columns: 1);
        }

        for (var i = 1; i < n; i++)
        {
            ref var row = ref Unsafe.Add(ref a, i * n);
            var sum = Unsafe.Add(ref b, i);
            for (var j = 0; j < i; j++)
                sum = LaneComplex.NegatedMultiplyAdd(Unsafe.Add(ref row, j), Unsafe.Add(ref b, j), sum);
            Unsafe.Add(ref b, i) = sum;
        }

        for (var i = n - 1; i >= 0; i--)
        {
            ref var row = ref Unsafe.Add(ref a, i * n);
            var sum = Unsafe.Add(ref b, i);
            for (var j = i + 1; j < n; j++)
                sum = LaneComplex.NegatedMultiplyAdd(Unsafe.Add(ref row, j), Unsafe.Add(ref b, j), sum);
            Unsafe.Add(ref b, i) = sum * Unsafe.Add(ref inverses, i);
        }
    }

    // Finds each lane's row of the largest entry in column k and exchanges it with row k where that is much larger; returns the sign of it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Vector512<double> Exchange(ref LaneComplex a, int k)
    {
        var n = _order;
        var own = Unsafe.Add(ref a, (k * n) + k).SquaredModulus;
        var largest = own;
        var rows = Vector512.Create((double)k);
        for (var i = k + 1; i < n; i++)
        {
            var modulus = Unsafe.Add(ref a, (i * n) + k).SquaredModulus;
            var larger = Vector512.GreaterThan(modulus, largest);
            largest = Vector512.ConditionalSelect(larger, modulus, largest);
            rows = Vector512.ConditionalSelect(larger, Vector512.Create((double)i), rows);
        }

        var needed = Vector512.LessThan(own, Vector512.Create(SquaredThreshold) * largest);
        rows = Vector512.ConditionalSelect(needed, rows, Vector512.Create((double)k));
        _pivotRows[k] = rows;
        _exchanges[k] = needed.AsUInt64() != Vector512<ulong>.Zero;
        if (_exchanges[k])
            ExchangeEntries(ref a, k, n, n);
        return Vector512.ConditionalSelect(needed, Vector512.Create(-1.0), Vector512<double>.One);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ExchangeEntries(ref LaneComplex first, int k, int stride, int columns)
    {
        var rows = _pivotRows[k];
        ref var top = ref Unsafe.Add(ref first, k * stride);
        for (var i = k + 1; i < _order; i++)
        {
            var mask = Vector512.Equals(rows, Vector512.Create((double)i));
            if (mask.AsUInt64() == Vector512<ulong>.Zero)
                continue;
            ref var row = ref Unsafe.Add(ref first, i * stride);
            for (var j = 0; j < columns; j++)
            {
                var (upper, lower) = (Unsafe.Add(ref top, j), Unsafe.Add(ref row, j));
                Unsafe.Add(ref top, j) = LaneComplex.Select(mask, lower, upper);
                Unsafe.Add(ref row, j) = LaneComplex.Select(mask, upper, lower);
            }
        }
    }
}
