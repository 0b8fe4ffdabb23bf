namespace RandomLandscapes.Simulation.Landscapes.Discrete;

/// <summary>Rounds couplings to a grid on which every sum of them is exact in double precision, so that no order of summation and no number of updates matters.</summary>
internal static class CouplingGrid
{
    private const int FinestBits = 40;
    private const int MantissaBits = 52;

    /// <summary>Rounds numbers to multiples of 2^-40, or to coarser ones where their sum needs the room.</summary>
    /// <param name="couplings">The numbers; rounded in place.</param>
    /// <returns>The spacing of the grid: a power of two.</returns>
    public static double Round(Span<double> couplings)
    {
        var sum = 1.0;
        foreach (var coupling in couplings)
            sum += Math.Abs(coupling);
        // Twice the sum of moduli bounds every difference of two energies.
        var bits = Math.Min(FinestBits, MantissaBits - Math.ILogB(4 * sum));
        var spacing = Math.ScaleB(1, -bits);
        foreach (ref var coupling in couplings)
            coupling = Math.Round(coupling / spacing) * spacing;
        return spacing;
    }
}
