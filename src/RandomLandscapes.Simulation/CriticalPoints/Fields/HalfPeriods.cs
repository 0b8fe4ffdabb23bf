namespace RandomLandscapes.Simulation.CriticalPoints.Fields;

/// <summary>The translations by 0 or pi in each coordinate that leave every mode of a set as it is; the zeros in a part of the torus, translated, are all of them.</summary>
internal sealed class HalfPeriods
{
    /// <summary>Finds them: v in {0, 1}^d with k.v even for every k, by elimination over two elements.</summary>
    public HalfPeriods(int dimension, ReadOnlySpan<int> waves)
    {
        // Rows of parities, reduced; the free columns span the translations.
        var rows = new List<int>();
        for (var m = 0; m < waves.Length / dimension; m++)
        {
            var row = 0;
            for (var i = 0; i < dimension; i++)
                row |= (waves[(m * dimension) + i] & 1) << i;
            foreach (var other in rows)
                row = Math.Min(row, row ^ other);
            if (row == 0)
                continue;
            for (var r = 0; r < rows.Count; r++)
                rows[r] = Math.Min(rows[r], rows[r] ^ row);
            rows.Add(row);
        }

        var translations = new List<int>();
        for (var v = 0; v < 1 << dimension; v++)
        {
            if (rows.TrueForAll(r => int.PopCount(r & v) % 2 == 0))
                translations.Add(v);
        }

        Translations = translations;
        // One coordinate to halve for each generator: the pivots of a reduced basis.
        var halved = 0;
        var basis = new List<int>();
        foreach (var v in translations)
        {
            var rest = v;
            foreach (var b in basis)
                rest = Math.Min(rest, rest ^ b);
            if (rest == 0)
                continue;
            basis.Add(rest);
            halved |= 1 << int.Log2(rest);
        }

        Halved = halved;
    }

    /// <summary>Bit i: the translation moves coordinate i by pi. The first one is none.</summary>
    public IReadOnlyList<int> Translations { get; }

    /// <summary>Bit i: coordinate i need only go from 0 to pi.</summary>
    public int Halved { get; }
}
