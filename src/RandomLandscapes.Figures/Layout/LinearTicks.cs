namespace RandomLandscapes.Figures;

/// <summary>Ticks at multiples of 1, 2 or 5 times a power of ten.</summary>
internal static class LinearTicks
{
    /// <summary>Finds the smallest nice step that needs at most a given number of labels.</summary>
    public static IReadOnlyList<Tick> Generate(double minimum, double maximum, int maximumLabels)
    {
        var (mantissa, exponent) = ChooseStep(minimum, maximum, maximumLabels);
        var parts = mantissa == 2 ? 4 : 5;
        // Ticks are counted in whole parts of a step and divided late, so that 0.3 is 0.3.
        var fine = mantissa * Math.Pow(10, exponent) / parts;
        var first = (long)Math.Ceiling((minimum / fine) - 1e-6);
        var last = (long)Math.Floor((maximum / fine) + 1e-6);
        var largest = Math.Max(Math.Abs(minimum), Math.Abs(maximum));
        var ticks = new List<Tick>();
        for (var i = first; i <= last; i++)
        {
            var position = exponent >= 0 ? i * mantissa * Math.Pow(10, exponent) / parts : i * mantissa / (parts * Math.Pow(10, -exponent));
            var label = i % parts == 0 ? NumberLabel.ForMultiple(i / parts * mantissa, exponent, largest) : null;
            ticks.Add(new Tick(position, label));
        }

        return ticks;
    }

    private static (int Mantissa, int Exponent) ChooseStep(double minimum, double maximum, int maximumLabels)
    {
        var span = maximum - minimum;
        var exponent = (int)Math.Floor(Math.Log10(span / maximumLabels));
        while (true)
        {
            foreach (var mantissa in (ReadOnlySpan<int>)[1, 2, 5])
            {
                var step = mantissa * Math.Pow(10, exponent);
                var count = Math.Floor((maximum / step) + 1e-9) - Math.Ceiling((minimum / step) - 1e-9) + 1;
                if (count <= maximumLabels)
                    return (mantissa, exponent);
            }

            exponent++;
        }
    }
}
