using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using RandomLandscapes.Numerics.LinearAlgebra;

namespace RandomLandscapes.Simulation.Landscapes.SpinGlasses;

/// <summary>Value, gradient and Hessian of f(x) = T x^3 / 6 for a symmetric tensor T, from one contraction: H = T x, f' = H x / 2, f = x.H x / 6.</summary>
/// <remarks>
/// <para>
/// Up to <see cref="LargestHalfPacked"/> variables each pair i >= j (up to 16 every pair) has its entries T_ij0, T_ij1, ... one after the other, eight pairs abreast and four such vectors together: H is a stream of
/// fused multiply-adds without any sum across lanes. Beyond, where memory is the limit, each entry of three different indices i > j > k is kept once and used three times, four rows (i, j)
/// together; those with two equal indices are kept in two matrices.
/// </para>
/// <para>Sums are in one fixed order for a given N. Memory: about 4 N^3 bytes, beyond <see cref="LargestHalfPacked"/> variables 1.4 N^3. Instances are read-only after <see cref="Load"/>.</para>
/// </remarks>
public sealed class SymmetricThreeTensor
{
    /// <summary>The largest number of variables with a half-packed tensor.</summary>
    public const int LargestHalfPacked = 64;

    private const int Lanes = 8;
    private const int Group = 4;

    private readonly int _n;
    private readonly int _stride;
    private readonly double[] _storage;
    private readonly int _offset;
    private readonly (int Row, int Column)[] _vectors;
    private readonly double[] _first;
    private readonly double[] _second;

    /// <summary>Prepares a zero tensor.</summary>
    /// <param name="variables">N, 1 to 1000.</param>
    public SymmetricThreeTensor(int variables)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(variables, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(variables, 1000);
        _n = variables;
        _stride = RoundUp(variables);
        _vectors = IsHalfPacked
            ? [.. Enumerable.Range(0, variables).SelectMany(i => Enumerable.Range(0, IsWhole ? _stride / Lanes : (i / Lanes) + 1).Select(v => (i, v * Lanes)))] : [];
        _first = IsHalfPacked ? [] : new double[variables * _stride];
        _second = IsHalfPacked ? [] : new double[variables * _stride];
        var length = IsHalfPacked
            ? (long)((_vectors.Length + Group - 1) / Group) * Group * Lanes * variables
            : Enumerable.Range(0, variables).Sum(i => Enumerable.Range(0, i).Sum(j => (long)Length(i, j)));
        _storage = GC.AllocateArray<double>(checked((int)length + Lanes), pinned: true);
        _offset = (int)((64 - ((nuint)Marshal.UnsafeAddrOfPinnedArrayElement(_storage, 0) & 63)) & 63) / sizeof(double);
    }

    /// <summary>The number of variables N.</summary>
    public int Variables => _n;

    /// <summary>The distance between rows of a Hessian: N rounded up to a multiple of eight.</summary>
    public int Stride => _stride;

    private bool IsHalfPacked => _n <= LargestHalfPacked;

    // For so few variables the upper triangle costs less to compute than to copy.
    private bool IsWhole => _n <= 2 * Lanes;

    /// <summary>Takes a symmetric tensor.</summary>
    /// <param name="form">Of degree 3 in N variables.</param>
    /// <param name="factor">Every entry is multiplied by this; 6 makes f the form itself.</param>
    /// <exception cref="ArgumentException">The form has another shape.</exception>
    public void Load(SymmetricForm form, double factor = 1)
    {
        ArgumentNullException.ThrowIfNull(form);
        if (form.Degree != 3 || form.Variables != _n)
            throw new ArgumentException($"Expected degree 3 in {_n} variables, was {form.Degree} in {form.Variables}.", nameof(form));
        var entries = form.Entries;
        if (!IsHalfPacked)
        {
            LoadPacked(entries, factor);
            return;
        }

        for (var v = 0; v < _vectors.Length; v++)
        {
            var (i, column) = _vectors[v];
            for (var k = 0; k < _n; k++)
            {
                for (var lane = 0; lane < Lanes; lane++)
                    _storage[_offset + ((((v / Group * _n) + k) * Group) + (v % Group)) * Lanes + lane] = column + lane < (IsWhole ? _n : i + 1) ? factor * entries[Entry(i, column + lane, k)] : 0;
            }
        }
    }

    /// <summary>Computes value, gradient and Hessian at a point.</summary>
    /// <param name="x">N coordinates, followed by zeros up to <see cref="Stride"/>.</param>
    /// <param name="gradient">Stride entries; overwritten.</param>
    /// <param name="hessian">N rows of Stride entries; overwritten, symmetric.</param>
    /// <returns>f(x).</returns>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public double Evaluate(ReadOnlySpan<double> x, Span<double> gradient, Span<double> hessian)
    {
        if (x.Length != _stride || gradient.Length != _stride)
            throw new ArgumentException($"Expected {_stride} coordinates, was {x.Length} and {gradient.Length}.", nameof(x));
        if (hessian.Length != _n * _stride)
            throw new ArgumentException($"Expected {_n} rows of {_stride} entries, was {hessian.Length}.", nameof(hessian));
        if (IsHalfPacked)
            HalfPackedHessian(x, hessian);
        else
            PackedHessian(x, hessian);
        return Finish(x, gradient, hessian);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void HalfPackedHessian(ReadOnlySpan<double> x, Span<double> hessian)
    {
        ref var tensor = ref _storage[_offset];
        ref var point = ref MemoryMarshal.GetReference(x);
        ref var h = ref MemoryMarshal.GetReference(hessian);
        for (var v = 0; v < _vectors.Length; v += Group)
        {
            Vector512<double> a = default, b = default, c = default, d = default;
            ref var row = ref Unsafe.Add(ref tensor, v * _n * Lanes);
            for (var k = 0; k < _n; k++)
            {
                var xk = Vector512.Create(Unsafe.Add(ref point, k));
                a = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref row), xk, a);
                b = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref row, Lanes), xk, b);
                c = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref row, 2 * Lanes), xk, c);
                d = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref row, 3 * Lanes), xk, d);
                row = ref Unsafe.Add(ref row, Group * Lanes);
            }

            Store(ref h, v, a);
            Store(ref h, v + 1, b);
            Store(ref h, v + 2, c);
            Store(ref h, v + 3, d);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Store(ref double hessian, int vector, Vector512<double> entries)
    {
        if (vector >= _vectors.Length)
            return;
        var (i, column) = _vectors[vector];
        entries.StoreUnsafe(ref hessian, (nuint)((i * _stride) + column));
    }

    // Rows (i, j) and the next three, when all are below i, lie vector by vector beside each other and have one length; the last ones of each i lie alone.
    private void LoadPacked(ReadOnlySpan<double> entries, double factor)
    {
        var position = _offset;
        for (var i = 0; i < _n; i++)
        {
            for (var k = 0; k < _n; k++)
            {
                _first[(i * _stride) + k] = factor * entries[Entry(i, i, k)];
                _second[(i * _stride) + k] = k == i ? 0 : factor * entries[Entry(i, k, k)];
            }

            for (var j = 0; j < i;)
            {
                var rows = j + Group <= i ? Group : 1;
                var length = Length(i, j);
                for (var r = 0; r < rows; r++)
                {
                    for (var k = 0; k < j + r; k++)
                        _storage[position + (k / Lanes * Lanes * rows) + (r * Lanes) + (k % Lanes)] = factor * entries[Entry(i, j + r, k)];
                }

                position += rows * length;
                j += rows;
            }
        }
    }

    // Entries of row (i, j), k = 0..j-1, padded; of a group of four those of its longest row.
    private static int Length(int i, int j)
    {
        var first = j / Group * Group;
        return RoundUp(first + Group <= i ? first + Group - 1 : j);
    }

    // Entry (i, j, k), i > j > k, belongs to H_ij, H_ik and H_jk; T_iij and T_ijj to H_ij and to H_ii and H_jj.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PackedHessian(ReadOnlySpan<double> x, Span<double> hessian)
    {
        ref var point = ref MemoryMarshal.GetReference(x);
        ref var h = ref MemoryMarshal.GetReference(hessian);
        EqualIndices(ref point, ref h);
        ref var t = ref _storage[_offset];
        // Sums over k, added to the row at its end: a vector load right after a scalar store of a part of it would wait for the store.
        Span<double> dots = stackalloc double[_stride];
        dots.Clear();
        ref var dot = ref MemoryMarshal.GetReference(dots);
        for (var i = 0; i < _n; i++)
        {
            ref var own = ref Unsafe.Add(ref h, i * _stride);
            var xi = Vector512.Create(Unsafe.Add(ref point, i));
            var j = 0;
            for (; j + Group <= i; j += Group)
            {
                var length = Length(i, j);
                FourRows(ref t, ref point, ref Unsafe.Add(ref h, j * _stride), ref own, ref Unsafe.Add(ref dot, j), j, length, xi);
                t = ref Unsafe.Add(ref t, Group * length);
            }

            for (; j < i; j++)
            {
                var length = Length(i, j);
                OneRow(ref t, ref point, ref Unsafe.Add(ref h, j * _stride), ref own, ref Unsafe.Add(ref dot, j), j, length, xi);
                t = ref Unsafe.Add(ref t, length);
            }

            for (nuint c = 0; c < (nuint)i; c += Lanes)
                (Vector512.LoadUnsafe(ref own, c) + Vector512.LoadUnsafe(ref dot, c)).StoreUnsafe(ref own, c);
        }
    }

    // H_ik = T_iik x_i + T_ikk x_k for every k, which is right below the diagonal; H_ii = sum_k T_iik x_k.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void EqualIndices(ref double point, ref double h)
    {
        ref var first = ref MemoryMarshal.GetArrayDataReference(_first);
        ref var second = ref MemoryMarshal.GetArrayDataReference(_second);
        for (var i = 0; i < _n; i++)
        {
            var xi = Vector512.Create(Unsafe.Add(ref point, i));
            var sum = Vector512<double>.Zero;
            for (nuint k = (nuint)(i * _stride), c = 0; c < (nuint)_stride; k += Lanes, c += Lanes)
            {
                var t = Vector512.LoadUnsafe(ref first, k);
                var xk = Vector512.LoadUnsafe(ref point, c);
                sum = Vector512.FusedMultiplyAdd(t, xk, sum);
                Vector512.FusedMultiplyAdd(t, xi, Vector512.LoadUnsafe(ref second, k) * xk).StoreUnsafe(ref h, k);
            }

            Unsafe.Add(ref h, (i * _stride) + i) = VectorOperations.Sum(sum);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void FourRows(ref double t, ref double point, ref double h0, ref double own, ref double dot, int j, int length, Vector512<double> xi)
    {
        ref var h1 = ref Unsafe.Add(ref h0, _stride);
        ref var h2 = ref Unsafe.Add(ref h1, _stride);
        ref var h3 = ref Unsafe.Add(ref h2, _stride);
        var x0 = Vector512.Create(Unsafe.Add(ref point, j));
        var x1 = Vector512.Create(Unsafe.Add(ref point, j + 1));
        var x2 = Vector512.Create(Unsafe.Add(ref point, j + 2));
        var x3 = Vector512.Create(Unsafe.Add(ref point, j + 3));
        Vector512<double> s0 = default, s1 = default, s2 = default, s3 = default;
        for (nuint k = 0; k < (nuint)length; k += Lanes)
        {
            var xk = Vector512.LoadUnsafe(ref point, k);
            var t0 = Vector512.LoadUnsafe(ref t, Group * k);
            var t1 = Vector512.LoadUnsafe(ref t, (Group * k) + Lanes);
            var t2 = Vector512.LoadUnsafe(ref t, (Group * k) + (2 * Lanes));
            var t3 = Vector512.LoadUnsafe(ref t, (Group * k) + (3 * Lanes));
            s0 = Vector512.FusedMultiplyAdd(t0, xk, s0);
            s1 = Vector512.FusedMultiplyAdd(t1, xk, s1);
            s2 = Vector512.FusedMultiplyAdd(t2, xk, s2);
            s3 = Vector512.FusedMultiplyAdd(t3, xk, s3);
            Vector512.FusedMultiplyAdd(t0, xi, Vector512.LoadUnsafe(ref h0, k)).StoreUnsafe(ref h0, k);
            Vector512.FusedMultiplyAdd(t1, xi, Vector512.LoadUnsafe(ref h1, k)).StoreUnsafe(ref h1, k);
            Vector512.FusedMultiplyAdd(t2, xi, Vector512.LoadUnsafe(ref h2, k)).StoreUnsafe(ref h2, k);
            Vector512.FusedMultiplyAdd(t3, xi, Vector512.LoadUnsafe(ref h3, k)).StoreUnsafe(ref h3, k);
            var a = Vector512.FusedMultiplyAdd(t0, x0, Vector512.LoadUnsafe(ref own, k));
            var b = Vector512.FusedMultiplyAdd(t3, x3, t2 * x2);
            (Vector512.FusedMultiplyAdd(t1, x1, a) + b).StoreUnsafe(ref own, k);
        }

        dot = VectorOperations.Sum(s0);
        Unsafe.Add(ref dot, 1) = VectorOperations.Sum(s1);
        Unsafe.Add(ref dot, 2) = VectorOperations.Sum(s2);
        Unsafe.Add(ref dot, 3) = VectorOperations.Sum(s3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void OneRow(ref double t, ref double point, ref double lower, ref double own, ref double dot, int j, int length, Vector512<double> xi)
    {
        var xj = Vector512.Create(Unsafe.Add(ref point, j));
        var sum = Vector512<double>.Zero;
        for (nuint k = 0; k < (nuint)length; k += Lanes)
        {
            var entry = Vector512.LoadUnsafe(ref t, k);
            sum = Vector512.FusedMultiplyAdd(entry, Vector512.LoadUnsafe(ref point, k), sum);
            Vector512.FusedMultiplyAdd(entry, xi, Vector512.LoadUnsafe(ref lower, k)).StoreUnsafe(ref lower, k);
            Vector512.FusedMultiplyAdd(entry, xj, Vector512.LoadUnsafe(ref own, k)).StoreUnsafe(ref own, k);
        }

        dot = VectorOperations.Sum(sum);
    }

    // Mirrors the lower triangle; H x is then a sum of rows, 32 columns at a time.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double Finish(ReadOnlySpan<double> x, Span<double> gradient, Span<double> hessian)
    {
        ref var h = ref MemoryMarshal.GetReference(hessian);
        ref var g = ref MemoryMarshal.GetReference(gradient);
        ref var point = ref MemoryMarshal.GetReference(x);
        for (var block = 0; block < _n && !IsWhole; block += Lanes)
            Mirror(ref h, block);
        var half = Vector512.Create(0.5);
        var value = Vector512<double>.Zero;
        for (nuint c = 0; c < (nuint)_stride;)
        {
            Vector512<double> s0 = default, s1 = default, s2 = default, s3 = default;
            ref var row = ref Unsafe.Add(ref h, c);
            if (c + (Group * Lanes) <= (nuint)_stride)
            {
                for (var k = 0; k < _n; k++)
                {
                    var xk = Vector512.Create(Unsafe.Add(ref point, k));
                    s0 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref row), xk, s0);
                    s1 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref row, Lanes), xk, s1);
                    s2 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref row, 2 * Lanes), xk, s2);
                    s3 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref row, 3 * Lanes), xk, s3);
                    row = ref Unsafe.Add(ref row, _stride);
                }

                (half * s1).StoreUnsafe(ref g, c + Lanes);
                (half * s2).StoreUnsafe(ref g, c + (2 * Lanes));
                (half * s3).StoreUnsafe(ref g, c + (3 * Lanes));
                value = Vector512.FusedMultiplyAdd(s1, Vector512.LoadUnsafe(ref point, c + Lanes), value);
                value = Vector512.FusedMultiplyAdd(s2, Vector512.LoadUnsafe(ref point, c + (2 * Lanes)), value);
                value = Vector512.FusedMultiplyAdd(s3, Vector512.LoadUnsafe(ref point, c + (3 * Lanes)), value);
            }
            else
            {
                // Two chains, so that they do not wait for each other.
                var k = 0;
                for (; k + 2 <= _n; k += 2)
                {
                    s0 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref row), Vector512.Create(Unsafe.Add(ref point, k)), s0);
                    s1 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref row, (nuint)_stride), Vector512.Create(Unsafe.Add(ref point, k + 1)), s1);
                    row = ref Unsafe.Add(ref row, 2 * _stride);
                }

                if (k < _n)
                    s0 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref row), Vector512.Create(Unsafe.Add(ref point, k)), s0);
                s0 += s1;
            }

            (half * s0).StoreUnsafe(ref g, c);
            value = Vector512.FusedMultiplyAdd(s0, Vector512.LoadUnsafe(ref point, c), value);
            c += (nuint)(c + (Group * Lanes) <= (nuint)_stride ? Group * Lanes : Lanes);
        }

        return VectorOperations.Sum(value) / 6;
    }

    // Columns block..block+7 of the rows below them go into rows block..block+7; what a row holds beyond N becomes zero.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Mirror(ref double h, int block)
    {
        var end = Math.Min(block + Lanes, _n);
        for (var j = block; j < end; j++)
        {
            ref var target = ref Unsafe.Add(ref h, j * _stride);
            ref var source = ref Unsafe.Add(ref h, j);
            for (var i = j + 1; i < _n; i++)
                Unsafe.Add(ref target, i) = Unsafe.Add(ref source, i * _stride);
            for (var i = _n; i < _stride; i++)
                Unsafe.Add(ref target, i) = 0;
        }
    }

    private static int RoundUp(int count) => (count + Lanes - 1) / Lanes * Lanes;

    private static int Entry(int i, int j, int k)
    {
        var (a, b, c) = (Math.Max(i, Math.Max(j, k)), i + j + k - Math.Max(i, Math.Max(j, k)) - Math.Min(i, Math.Min(j, k)), Math.Min(i, Math.Min(j, k)));
        return (a * (a + 1) * (a + 2) / 6) + (b * (b + 1) / 2) + c;
    }
}
