namespace RandomLandscapes.Theory;

/// <summary>The sets of modes that critical points of linear networks keep.</summary>
internal static class ModeSets
{
    /// <summary>Throws unless the strengths descend strictly and stay positive: equal ones would merge families into larger ones with other nullities.</summary>
    public static double[] Check(IReadOnlyList<double> strengths, string name)
    {
        ArgumentNullException.ThrowIfNull(strengths, name);
        for (var i = 0; i < strengths.Count; i++)
        {
            if (!(strengths[i] > 0) || !double.IsFinite(strengths[i]) || (i > 0 && !(strengths[i] < strengths[i - 1])))
                throw new ArgumentException($"Expected positive numbers in strictly descending order, was {strengths[i]:R} at place {i}.", name);
        }

        return [.. strengths];
    }

    /// <summary>Throws unless I is ascending within 1..modes and has at most <paramref name="most"/> members.</summary>
    public static void CheckSet(IReadOnlyList<int> set, int modes, int most)
    {
        ArgumentNullException.ThrowIfNull(set);
        if (set.Count > most || set.Where((i, k) => i < 1 || i > modes || (k > 0 && i <= set[k - 1])).Any())
            throw new ArgumentException($"Expected at most {most} ascending numbers from 1 to {modes}, was {string.Join(',', set)}.", nameof(set));
    }

    /// <summary>All sets of at most <paramref name="most"/> modes, smaller sets first, then lexicographic.</summary>
    public static IEnumerable<int[]> UpTo(int modes, int most)
    {
        for (var r = 0; r <= Math.Min(modes, most); r++)
        {
            int[] set = [.. Enumerable.Range(1, r)];
            while (true)
            {
                yield return (int[])set.Clone();
                var k = r - 1;
                while (k >= 0 && set[k] == modes - r + k + 1)
                    k--;
                if (k < 0)
                    break;
                set[k]++;
                for (var j = k + 1; j < r; j++)
                    set[j] = set[j - 1] + 1;
            }
        }
    }

    /// <summary>Pairs of a kept mode and a stronger one that is dropped.</summary>
    public static int Inversions(IReadOnlyList<int> set) => set.Select((mode, k) => mode - 1 - k).Sum();
}
