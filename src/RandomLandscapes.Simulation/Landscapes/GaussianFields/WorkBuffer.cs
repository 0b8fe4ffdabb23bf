namespace RandomLandscapes.Simulation.Landscapes.GaussianFields;

/// <summary>Arrays that are used again: those of one observation are so large that the collector would keep several.</summary>
internal static class WorkBuffer
{
    /// <summary>Gives an array of at least that many numbers, with any contents.</summary>
    public static double[] Take(ref double[] buffer, long count)
    {
        if (buffer.LongLength < count)
            buffer = new double[Math.Max(count, buffer.LongLength + (buffer.LongLength / 2))];
        return buffer;
    }
}
