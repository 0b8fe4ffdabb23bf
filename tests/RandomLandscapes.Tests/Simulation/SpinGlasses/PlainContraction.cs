using RandomLandscapes.Simulation.Landscapes.SpinGlasses;

namespace RandomLandscapes.Tests.Simulation.SpinGlasses;

/// <summary>T x of packed symmetric tensors, entry by entry: the reference of the kernels.</summary>
internal static class PlainContraction
{
    public static double[] Contract(int degree, int variables, ReadOnlySpan<double> entries, ReadOnlySpan<double> x)
    {
        var result = new double[degree == 1 ? 1 : SymmetricForm.EntryCount(degree - 1, variables)];
        var others = new int[degree - 1];
        var position = 0;
        foreach (var indices in SymmetricForm.Tuples(degree, variables))
        {
            var entry = entries[position++];
            for (var j = 0; j < degree; j++)
            {
                // Each different index is taken out once.
                if (j > 0 && indices[j] == indices[j - 1])
                    continue;
                indices[..j].CopyTo(others);
                indices[(j + 1)..].CopyTo(others.AsSpan(j));
                result[SymmetricForm.Offset(others)] += entry * x[indices[j]];
            }
        }

        return result;
    }
}
