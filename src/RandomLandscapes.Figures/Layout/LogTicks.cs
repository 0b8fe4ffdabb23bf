namespace RandomLandscapes.Figures;

/// <summary>Ticks of a logarithmic axis over any number of decades; positions are decimal exponents.</summary>
internal static class LogTicks
{
    private static readonly int[] DecadeSteps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

    /// <summary>Labels every k-th decade, the smallest k that needs at most a given number of labels.</summary>
    /// <param name="minimum">Lower limit, a decimal exponent.</param>
    /// <param name="maximum">Upper limit, a decimal exponent.</param>
    /// <param name="maximumLabels">At least 2.</param>
    /// <param name="length">Length of the axis in points; decides which minor ticks fit.</param>
    public static IReadOnlyList<Tick> Generate(double minimum, double maximum, int maximumLabels, double length)
    {
        var decades = CountMultiples(minimum, maximum, 1);
        if (decades < 3 && WithinDecades(minimum, maximum, maximumLabels) is { } ticks)
            return ticks;
        var step = DecadeSteps.FirstOrDefault(k => CountMultiples(minimum, maximum, k) <= maximumLabels, 1000);
        return WholeDecades(minimum, maximum, step, length);
    }

    private static List<Tick> WholeDecades(double minimum, double maximum, int step, double length)
    {
        var pointsPerDecade = length / (maximum - minimum);
        var ticks = new List<Tick>();
        var minorStep = step == 1 ? 1 : MinorStep(step, pointsPerDecade);
        for (var decade = (int)Math.Floor(minimum); decade <= Math.Ceiling(maximum); decade++)
        {
            if (decade % step == 0)
                AddWithin(ticks, decade, NumberLabel.ForLog(1, decade, minimum, maximum), minimum, maximum);
            else if (decade % minorStep == 0)
                AddWithin(ticks, decade, null, minimum, maximum);
            if (step == 1 && pointsPerDecade >= 14)
            {
                for (var digit = 2; digit <= 9; digit++)
                    AddWithin(ticks, decade + Math.Log10(digit), null, minimum, maximum);
            }
        }

        return ticks;
    }

    /// <summary>Labels 1, 2 and 5 of each decade, or nice numbers where even those are too far apart; null where the labels are too many.</summary>
    private static List<Tick>? WithinDecades(double minimum, double maximum, int maximumLabels)
    {
        var ticks = new List<Tick>();
        for (var decade = (int)Math.Floor(minimum); decade <= Math.Ceiling(maximum); decade++)
        {
            for (var digit = 1; digit <= 9; digit++)
            {
                var label = digit is 1 or 2 or 5 ? NumberLabel.ForLog(digit, decade, minimum, maximum) : null;
                AddWithin(ticks, decade + Math.Log10(digit), label, minimum, maximum);
            }
        }

        var labels = ticks.Count(t => t.IsMajor);
        if (labels >= 3 && labels <= maximumLabels)
            return ticks;
        if (labels >= 3 || Math.Abs(minimum) > 300 || Math.Abs(maximum) > 300)
            return null;
        return [.. LinearTicks.Generate(Math.Pow(10, minimum), Math.Pow(10, maximum), maximumLabels)
            .Where(t => t.Position > 0)
            .Select(t => t with { Position = Math.Log10(t.Position) })];
    }

    private static int MinorStep(int step, double pointsPerDecade) =>
        DecadeSteps.FirstOrDefault(k => step % k == 0 && k * pointsPerDecade >= 4, step);

    private static int CountMultiples(double minimum, double maximum, int step) =>
        (int)(Math.Floor((maximum / step) + 1e-9) - Math.Ceiling((minimum / step) - 1e-9)) + 1;

    private static void AddWithin(List<Tick> ticks, double position, RichText? label, double minimum, double maximum)
    {
        var grace = 1e-9 * (maximum - minimum);
        if (position >= minimum - grace && position <= maximum + grace)
            ticks.Add(new Tick(position, label));
    }
}
