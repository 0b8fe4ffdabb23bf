using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using RandomLandscapes.Simulation.Landscapes.SpinGlasses;

namespace RandomLandscapes.Simulation.CriticalPoints.Homotopy;

/// <summary>Gradient and Hessian of a spherical Hamiltonian's polynomial at eight complex points, from one contraction of each term.</summary>
/// <remarks>
/// <para>
/// Entry (i, j) of the Hessian of the term of degree q is sum over monomials m of degree q - 2 of q (q-1) c_m T_(i j m) x^m, with c_m the orders of m: a real table
/// times the monomials. Its gradient is that matrix times x over q - 1.
/// </para>
/// <para>Cost for p = 3: N^2 (N + 1) + 4 N^2 vector operations.</para>
/// </remarks>
internal sealed class LanePolynomial
{
    private readonly PolynomialTables _tables;
    private readonly LaneBuffer _monomials;
    private readonly LaneBuffer _partial;

    /// <summary>Prepares the buffers of one thread.</summary>
    /// <param name="tables">The coefficients, which may be loaded anew between evaluations.</param>
    public LanePolynomial(PolynomialTables tables)
    {
        _tables = tables;
        SpinCount = tables.SpinCount;
        Pairs = SpinCount * (SpinCount + 1) / 2;
        _monomials = new LaneBuffer(tables.Terms.Length == 0 ? 1 : tables.Terms.Max(t => t.Monomials));
        _partial = new LaneBuffer(Pairs);
    }

    /// <summary>The number of variables N.</summary>
    public int SpinCount { get; }

    /// <summary>The number of entries of a packed Hessian, entry (i, j), i >= j, at i (i+1) / 2 + j.</summary>
    public int Pairs { get; }

    /// <summary>Whether the polynomial is a cubic form.</summary>
    public bool IsCubic => _tables.Terms is [{ Degree: 3 }] && !_tables.HasLinearTerm;

    /// <summary>Computes gradient and Hessian.</summary>
    /// <param name="x">N coordinates.</param>
    /// <param name="gradient">N entries; overwritten.</param>
    /// <param name="hessian">Packed, overwritten.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Evaluate(ReadOnlySpan<LaneComplex> x, Span<LaneComplex> gradient, Span<LaneComplex> hessian)
    {
        for (var i = 0; i < SpinCount; i++)
            gradient[i] = new LaneComplex(Vector512.Create(_tables.Constant[i]), Vector512<double>.Zero);
        if (_tables.Terms.Length == 0)
            hessian.Clear();
        for (var t = 0; t < _tables.Terms.Length; t++)
        {
            var part = t == 0 ? hessian : _partial.Span;
            FillMonomials(x, _tables.Terms[t].Degree - 2);
            Multiply(_tables.Terms[t], _monomials.Span, part);
            AddProduct(part, x, Vector512.Create(1.0 / (_tables.Terms[t].Degree - 1)), gradient);
            if (t == 0)
                continue;
            for (var pair = 0; pair < Pairs; pair++)
                hessian[pair] += part[pair];
        }
    }

    // Degree by degree: monomial (i1, rest) is x_i1 times the monomial (rest), whose offset in its own degree is known.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FillMonomials(ReadOnlySpan<LaneComplex> x, int degree)
    {
        var monomials = _monomials.Span;
        monomials[0] = new LaneComplex(Vector512<double>.One, Vector512<double>.Zero);
        if (degree == 0)
            return;
        x.CopyTo(monomials);
        // From the last one down, because those of lower degree, which are still needed, come first. i1 >= i2 >= ...: with the first index
        // i1 there are as many monomials of degree d as there are of degree d - 1 in the variables 0..i1.
        for (var d = 2; d <= degree; d++)
        {
            var end = (int)SymmetricForm.EntryCount(d, SpinCount);
            for (var i = SpinCount - 1; i >= 0; i--)
            {
                var rest = (int)SymmetricForm.EntryCount(d - 1, i + 1);
                for (var m = rest - 1; m >= 0; m--)
                    monomials[--end] = x[i] * monomials[m];
            }
        }
    }

    // Four rows at a time, each a sum of real numbers times monomials.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply(TermTable term, ReadOnlySpan<LaneComplex> monomials, Span<LaneComplex> result)
    {
        ref var table = ref MemoryMarshal.GetArrayDataReference(term.Coefficients);
        ref var monomial = ref MemoryMarshal.GetReference(monomials);
        ref var target = ref MemoryMarshal.GetReference(result);
        var columns = term.Monomials;
        var pair = 0;
        for (; pair + 4 <= result.Length; pair += 4)
        {
            ref var row = ref Unsafe.Add(ref table, pair * columns);
            LaneComplex a = default, b = default, c = default, d = default;
            for (var m = 0; m < columns; m++)
            {
                var z = Unsafe.Add(ref monomial, m);
                a = LaneComplex.MultiplyAdd(z, Vector512.Create(Unsafe.Add(ref row, m)), a);
                b = LaneComplex.MultiplyAdd(z, Vector512.Create(Unsafe.Add(ref row, m + columns)), b);
                c = LaneComplex.MultiplyAdd(z, Vector512.Create(Unsafe.Add(ref row, m + (2 * columns))), c);
                d = LaneComplex.MultiplyAdd(z, Vector512.Create(Unsafe.Add(ref row, m + (3 * columns))), d);
            }

            Unsafe.Add(ref target, pair) = a;
            Unsafe.Add(ref target, pair + 1) = b;
            Unsafe.Add(ref target, pair + 2) = c;
            Unsafe.Add(ref target, pair + 3) = d;
        }

        for (; pair < result.Length; pair++)
        {
            ref var row = ref Unsafe.Add(ref table, pair * columns);
            LaneComplex a = default;
            for (var m = 0; m < columns; m++)
                a = LaneComplex.MultiplyAdd(Unsafe.Add(ref monomial, m), Vector512.Create(Unsafe.Add(ref row, m)), a);
            Unsafe.Add(ref target, pair) = a;
        }
    }

    // gradient += factor H x.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddProduct(ReadOnlySpan<LaneComplex> hessian, ReadOnlySpan<LaneComplex> x, Vector512<double> factor, Span<LaneComplex> gradient)
    {
        ref var h = ref MemoryMarshal.GetReference(hessian);
        for (var i = 0; i < x.Length; i++)
        {
            LaneComplex sum = default;
            ref var row = ref Unsafe.Add(ref h, i * (i + 1) / 2);
            for (var j = 0; j <= i; j++)
                sum = LaneComplex.MultiplyAdd(Unsafe.Add(ref row, j), x[j], sum);
            for (var j = i + 1; j < x.Length; j++)
                sum = LaneComplex.MultiplyAdd(Unsafe.Add(ref h, (j * (j + 1) / 2) + i), x[j], sum);
            gradient[i] = LaneComplex.MultiplyAdd(sum, factor, gradient[i]);
        }
    }
}
