using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using RandomLandscapes.Simulation.Landscapes.SpinGlasses;

namespace RandomLandscapes.Simulation.CriticalPoints.Homotopy;

/// <summary>The coefficients that <see cref="LanePolynomial"/> multiplies monomials with, for Hamiltonians of one shape, one at a time.</summary>
/// <remarks>Memory: 12 C(N+1, 2) C(N+p-3, p-2) bytes.</remarks>
internal sealed class PolynomialTables
{
    /// <summary>Prepares the tables of a shape.</summary>
    /// <param name="degrees">The degrees of the terms.</param>
    /// <param name="spinCount">N.</param>
    public PolynomialTables(IEnumerable<int> degrees, int spinCount)
    {
        SpinCount = spinCount;
        Constant = new double[spinCount];
        Terms = [.. degrees.Where(q => q > 1).Order().Select(q => new TermTable(q, spinCount))];
        HasLinearTerm = degrees.Contains(1);
    }

    /// <summary>The number of variables N.</summary>
    public int SpinCount { get; }

    /// <summary>The gradient of the linear term.</summary>
    public double[] Constant { get; }

    /// <summary>Whether there is a linear term.</summary>
    public bool HasLinearTerm { get; }

    /// <summary>The terms of degree 2 and more.</summary>
    public TermTable[] Terms { get; }

    /// <summary>Takes the couplings of a Hamiltonian.</summary>
    /// <param name="hamiltonian">Of this shape.</param>
    /// <param name="scale">All of it is multiplied by this, a power of two.</param>
    public void Load(SphericalHamiltonian hamiltonian, double scale)
    {
        Array.Clear(Constant);
        var next = 0;
        foreach (var form in hamiltonian.Terms)
        {
            if (form.Degree > 1)
            {
                Terms[next++].Load(form, scale);
                continue;
            }

            for (var i = 0; i < SpinCount; i++)
                Constant[i] = scale * form.Entries[i];
        }
    }

    /// <summary>What the terms give where every coordinate has at most some modulus: bounds that rounding and curvature need.</summary>
    /// <remarks>Entry i of first becomes sum q(q-1) |T_(i j ..)| b^(q-2) over all terms, j and the rest, of second sum q(q-1)(q-2) |T_(i j k ..)| b^(q-3).</remarks>
    /// <param name="bound">b of each lane.</param>
    /// <param name="first">N entries; overwritten.</param>
    /// <param name="second">N entries; overwritten.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AbsoluteSums(Vector512<double> bound, Span<Vector512<double>> first, Span<Vector512<double>> second)
    {
        first[..SpinCount].Clear();
        second[..SpinCount].Clear();
        foreach (var term in Terms)
        {
            var lower = term.Degree < 3 ? Vector512<double>.Zero : Vector512.Create((double)(term.Degree - 2));
            var power = Vector512<double>.One;
            for (var d = 0; d < term.Degree - 2; d++)
            {
                lower = d == 0 ? lower : lower * bound;
                power *= bound;
            }

            for (var i = 0; i < SpinCount; i++)
            {
                var sum = Vector512.Create(term.RowSums[i]);
                first[i] = Vector512.FusedMultiplyAdd(sum, power, first[i]);
                second[i] = Vector512.FusedMultiplyAdd(sum, lower, second[i]);
            }
        }
    }
}
