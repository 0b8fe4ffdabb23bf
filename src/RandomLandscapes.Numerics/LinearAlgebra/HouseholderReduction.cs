using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RandomLandscapes.Numerics.LinearAlgebra;

/// <summary>Reduces dense symmetric matrices of one order to tridiagonal form in one stage, Q^T M Q = T; owns the workspace.</summary>
/// <remarks>
/// <para>Householder reduction from the last row up. The rank-2 update of one step and the matrix-vector product of the next share one
/// sweep over the lower triangle, four rows at a time. Source: G. H. Golub, C. F. Van Loan, Matrix Computations, 4th edition, 2013,
/// section 8.3.1 (there from the first column down).</para>
/// <para>Cost: 4/3 n^3 floating-point operations, half of them at the speed of memory: large matrices go through
/// <see cref="BandReduction"/> instead, unless the reflections are wanted.</para>
/// </remarks>
internal sealed class HouseholderReduction
{
    // Below this square, entries are below 1e-140 of the largest one: dropping them is far below any error bound.
    private const double NegligibleSquare = 1e-280;

    private readonly int _order;
    private readonly PaddedRows _vectors; // rows: v, q of the pending update, the next v, the product y

    /// <summary>Allocates the workspace.</summary>
    /// <param name="order">n, at least 1.</param>
    public HouseholderReduction(int order)
    {
        _order = order;
        Matrix = new PaddedRows(order, order);
        _vectors = new PaddedRows(4, order + 16);
    }

    /// <summary>The matrix to reduce: its lower triangle, and zeros to the right of it; destroyed by <see cref="Reduce"/>.</summary>
    public PaddedRows Matrix { get; }

    /// <summary>Reduces the matrix.</summary>
    /// <param name="diagonal">n entries, overwritten.</param>
    /// <param name="offDiagonal">At least n - 1 entries, overwritten.</param>
    /// <param name="reflections">Row k gets the vector u of the reflection H_k = I - inverse_k u u^T, of k entries; Q = H_(n-1) ... H_1.
    /// Null where they are not wanted.</param>
    /// <param name="inverses">inverse_k, zero for the identity; n entries where reflections are wanted.</param>
    public void Reduce(Span<double> diagonal, Span<double> offDiagonal, PaddedRows? reflections = null, Span<double> inverses = default)
    {
        var n = _order;
        _vectors.All.Clear();
        reflections?.All.Clear();
        inverses.Clear();
        var v = _vectors.Row(0);
        var q = _vectors.Row(1);
        var next = _vectors.Row(2);
        var y = _vectors.Row(3);
        var pending = false; // matrix - v q^T - q v^T is meant
        for (var k = n - 1; k >= 1; k--)
        {
            var row = Matrix.Row(k);
            if (pending)
            {
                VectorOperations.AddScaled(-v[k], q[..(k + 1)], row[..(k + 1)]);
                VectorOperations.AddScaled(-q[k], v[..(k + 1)], row[..(k + 1)]);
            }

            diagonal[k] = row[k];
            var alpha = row[k - 1];
            var square = VectorOperations.Dot(row[..(k - 1)], row[..(k - 1)]);
            next[..(k + 9)].Clear();
            if (square <= NegligibleSquare)
            {
                offDiagonal[k - 1] = alpha;
                if (pending)
                    Sweep(k, v, q, next, y);
                pending = false;
                continue;
            }

            // H = I - u u^T / h maps the row to (0, ..., 0, beta); u is the row with alpha - beta at its end.
            var beta = -Math.CopySign(Math.Sqrt(Math.FusedMultiplyAdd(alpha, alpha, square)), alpha);
            offDiagonal[k - 1] = beta;
            row[..k].CopyTo(next);
            next[k - 1] = alpha - beta;
            var h = beta * (beta - alpha);
            if (!pending)
            {
                v[..(k + 9)].Clear();
                q[..(k + 9)].Clear();
            }

            y[..(k + 9)].Clear();
            Sweep(k, v, q, next, y);

            // M' = M - u q^T - q u^T with p = M u / h and q = p - u (u.p) / (2 h).
            var inverse = 1 / h;
            if (reflections is not null)
            {
                next[..k].CopyTo(reflections.Row(k));
                inverses[k] = inverse;
            }

            for (var i = 0; i < k; i++)
                q[i] = y[i] * inverse;
            VectorOperations.AddScaled(-0.5 * inverse * VectorOperations.Dot(q[..k], next[..k]), next[..k], q[..k]);
            q.Slice(k, 9).Clear();
            var swap = v;
            v = next;
            next = swap;
            pending = true;
        }

        diagonal[0] = Matrix.Row(0)[0];
    }

    /// <summary>Subtracts v q^T + q v^T from rows 0..k-1 and adds the product of the result and u to y, in one pass.</summary>
    /// <remarks>Rows go in fours; what this does to the rest of a last group, and above the diagonal, is never read.</remarks>
    [MethodImpl(VectorOperations.Kernel)]
    private void Sweep(int k, Span<double> v, Span<double> q, Span<double> u, Span<double> y)
    {
        ref var vs = ref MemoryMarshal.GetReference(v);
        ref var qs = ref MemoryMarshal.GetReference(q);
        ref var us = ref MemoryMarshal.GetReference(u);
        ref var ys = ref MemoryMarshal.GetReference(y);
        for (var i = 0; i < k; i += 4)
        {
            ref var row0 = ref MemoryMarshal.GetReference(Matrix.Row(i));
            ref var row1 = ref MemoryMarshal.GetReference(Matrix.Row(i + 1));
            ref var row2 = ref MemoryMarshal.GetReference(Matrix.Row(i + 2));
            ref var row3 = ref MemoryMarshal.GetReference(Matrix.Row(i + 3));
            var v0 = Vector512.Create(-v[i]);
            var v1 = Vector512.Create(-v[i + 1]);
            var v2 = Vector512.Create(-v[i + 2]);
            var v3 = Vector512.Create(-v[i + 3]);
            var q0 = Vector512.Create(-q[i]);
            var q1 = Vector512.Create(-q[i + 1]);
            var q2 = Vector512.Create(-q[i + 2]);
            var q3 = Vector512.Create(-q[i + 3]);
            var u0 = Vector512.Create(u[i]);
            var u1 = Vector512.Create(u[i + 1]);
            var u2 = Vector512.Create(u[i + 2]);
            var u3 = Vector512.Create(u[i + 3]);
            Vector512<double> s0 = default, s1 = default, s2 = default, s3 = default;
            var end = (nuint)(i & ~7);
            nuint j = 0;
            for (; j < end; j += 8)
            {
                var vj = Vector512.LoadUnsafe(ref vs, j);
                var qj = Vector512.LoadUnsafe(ref qs, j);
                var uj = Vector512.LoadUnsafe(ref us, j);
                var yj = Vector512.LoadUnsafe(ref ys, j);
                var m0 = Vector512.FusedMultiplyAdd(q0, vj, Vector512.FusedMultiplyAdd(v0, qj, Vector512.LoadUnsafe(ref row0, j)));
                var m1 = Vector512.FusedMultiplyAdd(q1, vj, Vector512.FusedMultiplyAdd(v1, qj, Vector512.LoadUnsafe(ref row1, j)));
                var m2 = Vector512.FusedMultiplyAdd(q2, vj, Vector512.FusedMultiplyAdd(v2, qj, Vector512.LoadUnsafe(ref row2, j)));
                var m3 = Vector512.FusedMultiplyAdd(q3, vj, Vector512.FusedMultiplyAdd(v3, qj, Vector512.LoadUnsafe(ref row3, j)));
                m0.StoreUnsafe(ref row0, j);
                m1.StoreUnsafe(ref row1, j);
                m2.StoreUnsafe(ref row2, j);
                m3.StoreUnsafe(ref row3, j);
                s0 = Vector512.FusedMultiplyAdd(m0, uj, s0);
                s1 = Vector512.FusedMultiplyAdd(m1, uj, s1);
                s2 = Vector512.FusedMultiplyAdd(m2, uj, s2);
                s3 = Vector512.FusedMultiplyAdd(m3, uj, s3);
                yj = Vector512.FusedMultiplyAdd(m0, u0, yj);
                yj = Vector512.FusedMultiplyAdd(m1, u1, yj);
                yj = Vector512.FusedMultiplyAdd(m2, u2, yj);
                yj = Vector512.FusedMultiplyAdd(m3, u3, yj);
                yj.StoreUnsafe(ref ys, j);
            }

            // The block on the diagonal: lanes up to it count for the row, lanes before it for the column.
            var lastV = Vector512.LoadUnsafe(ref vs, j);
            var lastQ = Vector512.LoadUnsafe(ref qs, j);
            var lastU = Vector512.LoadUnsafe(ref us, j);
            var lastY = Vector512.LoadUnsafe(ref ys, j);
            var lanes = Vector512.Create(0.0, 1, 2, 3, 4, 5, 6, 7);
            var column = (double)(i & 7);
            s0 = Diagonal(ref row0, j, v0, q0, u0, s0, lastV, lastQ, lastU, ref lastY, lanes, column);
            s1 = Diagonal(ref row1, j, v1, q1, u1, s1, lastV, lastQ, lastU, ref lastY, lanes, column + 1);
            s2 = Diagonal(ref row2, j, v2, q2, u2, s2, lastV, lastQ, lastU, ref lastY, lanes, column + 2);
            s3 = Diagonal(ref row3, j, v3, q3, u3, s3, lastV, lastQ, lastU, ref lastY, lanes, column + 3);
            lastY.StoreUnsafe(ref ys, j);
            y[i] += VectorOperations.Sum(s0);
            y[i + 1] += VectorOperations.Sum(s1);
            y[i + 2] += VectorOperations.Sum(s2);
            y[i + 3] += VectorOperations.Sum(s3);
        }
    }

    private static Vector512<double> Diagonal(
        ref double row,
        nuint j,
        Vector512<double> v,
        Vector512<double> q,
        Vector512<double> u,
        Vector512<double> sum,
        Vector512<double> vj,
        Vector512<double> qj,
        Vector512<double> uj,
        ref Vector512<double> yj,
        Vector512<double> lanes,
        double column)
    {
        var m = Vector512.FusedMultiplyAdd(q, vj, Vector512.FusedMultiplyAdd(v, qj, Vector512.LoadUnsafe(ref row, j)));
        m.StoreUnsafe(ref row, j);
        var diagonal = Vector512.Create(column);
        yj = Vector512.FusedMultiplyAdd(m & Vector512.LessThan(lanes, diagonal), u, yj);
        return Vector512.FusedMultiplyAdd(m & Vector512.LessThanOrEqual(lanes, diagonal), uj, sum);
    }
}
