namespace RandomLandscapes.Simulation.CriticalPoints.Fields;

/// <summary>Tells which of many enclosures hold the same zero; only those that overlap can.</summary>
internal static class EnclosureList
{
    /// <summary>One enclosure for each zero.</summary>
    /// <param name="enclosures">In any order.</param>
    /// <param name="unit">U: distances of centres times U are in the units of the radii.</param>
    /// <param name="periodic">Whether centres count modulo 1.</param>
    /// <param name="areOne">Whether two that overlap are proved to hold the same zero.</param>
    /// <returns>The enclosures kept, and how many pairs of them overlap and are not proved to be one: they may be one or two.</returns>
    public static (List<Enclosure> Kept, int Undistinguished) Distinct(IReadOnlyList<Enclosure> enclosures, double unit, bool periodic, Func<Enclosure, Enclosure, bool> areOne)
    {
        var kept = new List<Enclosure>();
        var undistinguished = 0;
        // Sorted by the first coordinate, a kept one further away than the largest radius and all before it are out of reach.
        var largest = 0.0;
        foreach (var enclosure in enclosures.OrderBy(e => e.Centre[0]))
        {
            var isNew = true;
            var doubts = 0;
            foreach (var other in Near(kept, enclosure, unit, periodic, largest))
            {
                if (areOne(other, enclosure))
                    isNew = false;
                else
                    doubts++;
            }

            if (!isNew)
                continue;
            undistinguished += doubts;
            kept.Add(enclosure);
            largest = Math.Max(largest, enclosure.Radius);
        }

        return (kept, undistinguished);
    }

    private static IEnumerable<Enclosure> Near(List<Enclosure> kept, Enclosure enclosure, double unit, bool periodic, double largest)
    {
        var reach = enclosure.Radius + largest;
        var first = kept.Count;
        while (first > 0 && Touch(enclosure.Centre[0] - kept[first - 1].Centre[0], reach, unit))
            first--;
        for (var b = kept.Count - 1; b >= first; b--)
        {
            if (Overlap(kept[b], enclosure, unit, periodic))
                yield return kept[b];
        }

        // Round the circle the first ones may be as near.
        for (var b = 0; periodic && b < first && Touch(kept[b].Centre[0] + 1 - enclosure.Centre[0], reach, unit); b++)
        {
            if (Overlap(kept[b], enclosure, unit, periodic))
                yield return kept[b];
        }
    }

    private static bool Overlap(Enclosure a, Enclosure b, double unit, bool periodic)
    {
        for (var i = 0; i < a.Centre.Length; i++)
        {
            var distance = Math.Abs(a.Centre[i] - b.Centre[i]);
            if (!Touch(periodic ? Math.Min(distance, 1 - distance) : distance, a.Radius + b.Radius, unit))
                return false;
        }

        return true;
    }

    private static bool Touch(double distance, double reach, double unit) => !(unit * distance > reach * (1 + 1e-9));
}
