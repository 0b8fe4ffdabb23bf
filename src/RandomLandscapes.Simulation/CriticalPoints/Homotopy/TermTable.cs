using RandomLandscapes.Simulation.Landscapes.SpinGlasses;

namespace RandomLandscapes.Simulation.CriticalPoints.Homotopy;

/// <summary>The coefficients of one term of degree q: row (i, j), column m holds q (q-1) c_m T_(i j m), c_m the orders of the monomial m of degree q - 2.</summary>
internal sealed class TermTable
{
    private readonly int[] _entries;
    private readonly int[] _factors;

    /// <summary>Prepares the table.</summary>
    /// <param name="degree">q, at least 2.</param>
    /// <param name="spinCount">N.</param>
    public TermTable(int degree, int spinCount)
    {
        Degree = degree;
        Monomials = (int)SymmetricForm.EntryCount(degree - 2, spinCount);
        Coefficients = new double[spinCount * (spinCount + 1) / 2 * Monomials];
        _entries = new int[Coefficients.Length];
        _factors = new int[Monomials];
        RowSums = new double[spinCount];
        Span<int> indices = stackalloc int[degree];
        var position = 0;
        foreach (var pair in SymmetricForm.Tuples(2, spinCount))
        {
            var column = 0;
            foreach (var monomial in SymmetricForm.Tuples(degree - 2, spinCount))
            {
                pair.CopyTo(indices);
                monomial.CopyTo(indices[2..]);
                indices.Sort((a, b) => b.CompareTo(a));
                _entries[position++] = SymmetricForm.Offset(indices);
                _factors[column++] = degree * (degree - 1) * SymmetricForm.Orders(monomial);
            }
        }
    }

    /// <summary>The degree q.</summary>
    public int Degree { get; }

    /// <summary>The number of columns.</summary>
    public int Monomials { get; }

    /// <summary>Row after row, pair (i, j), i >= j, at i (i+1) / 2 + j.</summary>
    public double[] Coefficients { get; }

    /// <summary>For each i the sum over j and all monomials of the moduli in row (i, j).</summary>
    public double[] RowSums { get; }

    /// <summary>Takes the couplings of a form.</summary>
    /// <param name="form">Of this degree and number of variables.</param>
    /// <param name="scale">A power of two.</param>
    public void Load(SymmetricForm form, double scale)
    {
        Array.Clear(RowSums);
        var entries = form.Entries;
        var position = 0;
        for (var i = 0; i < RowSums.Length; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = 0.0;
                for (var m = 0; m < Monomials; m++, position++)
                {
                    var coefficient = scale * _factors[m] * entries[_entries[position]];
                    Coefficients[position] = coefficient;
                    sum += Math.Abs(coefficient);
                }

                RowSums[i] += sum;
                if (i != j)
                    RowSums[j] += sum;
            }
        }
    }
}
