using System.Numerics;

namespace RandomLandscapes.Simulation.CriticalPoints.Homotopy;

/// <summary>Tells classes apart by the discs that hold two functions of each.</summary>
/// <remarks>Two classes are proved distinct when one of the two pairs of discs is disjoint. Sorting by the first function's real part, so that about each class's neighbours alone are compared.</remarks>
internal static class ClassTable
{
    /// <summary>Finds the classes that are not proved to differ from all earlier ones.</summary>
    /// <param name="certificates">All certificates; those without a proof are left out.</param>
    /// <returns>Groups of two and more positions that are not proved distinct, ascending within a group.</returns>
    public static List<List<int>> Overlaps(IReadOnlyList<ClassCertificate> certificates)
    {
        var order = Enumerable.Range(0, certificates.Count).Where(i => certificates[i].Status > ClassStatus.Unproved).ToArray();
        var lower = Array.ConvertAll(order, i => Lower(certificates[i]));
        Array.Sort(lower, order);
        var group = new Dictionary<int, int>();
        for (var a = 0; a < order.Length; a++)
        {
            var upper = certificates[order[a]].First.Real + certificates[order[a]].FirstRadius;
            for (var b = a + 1; b < order.Length && lower[b] <= upper; b++)
            {
                if (!AreDistinct(certificates[order[a]], certificates[order[b]]))
                    Join(group, order[a], order[b]);
            }
        }

        return [.. group.Keys.GroupBy(i => Root(group, i)).Select(g => g.Order().ToList()).OrderBy(g => g[0])];
    }

    /// <summary>How many classes are proved to exist and to differ.</summary>
    /// <param name="certificates">All certificates.</param>
    public static int Distinct(IReadOnlyList<ClassCertificate> certificates) =>
        certificates.Count(c => c.Status > ClassStatus.Unproved) - Overlaps(certificates).Sum(g => g.Count - 1);

    /// <summary>How many classes have a complex conjugate among the others: all that are not real, when none is missing.</summary>
    /// <param name="certificates">All certificates.</param>
    public static int WithConjugate(IReadOnlyList<ClassCertificate> certificates)
    {
        var order = Enumerable.Range(0, certificates.Count).Where(i => certificates[i].Status == ClassStatus.NonReal).ToArray();
        var lower = Array.ConvertAll(order, i => Lower(certificates[i]));
        Array.Sort(lower, order);
        var widest = order.Length == 0 ? 0 : order.Max(i => certificates[i].FirstRadius is var r && double.IsFinite(r) ? r : 0);
        var found = 0;
        foreach (var i in order)
        {
            var own = certificates[i];
            var position = Array.BinarySearch(lower, own.First.Real - own.FirstRadius - (2 * widest));
            for (var b = position < 0 ? ~position : position; b < order.Length && lower[b] <= own.First.Real + own.FirstRadius; b++)
            {
                var other = certificates[order[b]];
                var conjugate = other with { First = Complex.Conjugate(other.First), Second = Complex.Conjugate(other.Second) };
                if (order[b] != i && !AreDistinct(own, conjugate))
                {
                    found++;
                    break;
                }
            }
        }

        return found;
    }

    private static double Lower(ClassCertificate certificate) => certificate.First.Real - certificate.FirstRadius;

    private static bool AreDistinct(ClassCertificate a, ClassCertificate b) =>
        Complex.Abs(a.First - b.First) > (1 + 1e-9) * (a.FirstRadius + b.FirstRadius)
        || Complex.Abs(a.Second - b.Second) > (1 + 1e-9) * (a.SecondRadius + b.SecondRadius);

    private static void Join(Dictionary<int, int> group, int a, int b)
    {
        group.TryAdd(a, a);
        group.TryAdd(b, b);
        var (first, second) = (Root(group, a), Root(group, b));
        group[Math.Max(first, second)] = Math.Min(first, second);
    }

    private static int Root(Dictionary<int, int> group, int i)
    {
        while (group[i] != i)
            i = group[i];
        return i;
    }
}
