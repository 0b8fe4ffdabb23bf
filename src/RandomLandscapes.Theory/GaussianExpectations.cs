namespace RandomLandscapes.Theory;

/// <summary>ln E exp(-c l_k^2) over GOE(N), by whichever exact route is quicker.</summary>
internal static class GaussianExpectations
{
    /// <summary>The largest N at which double-double Pfaffians keep ten digits of the smallest expectation (8e-19 of the sum, at c = 1/2).</summary>
    public const int MaxPfaffianOrder = 51;

    /// <summary>Computes all N logarithms, absolute error below 1e-10.</summary>
    /// <param name="order">N, at least 2.</param>
    /// <param name="rate">c, above -1/2.</param>
    public static double[] Logarithms(int order, double rate) => rate is > 0 and <= 0.5 && order <= MaxPfaffianOrder
        ? Array.ConvertAll(new GoeOrderStatistics(order).GaussianExpectations(rate), Math.Log)
        : GoeLevelTable.OfEigenvalues(order).LogIntegrals(u => -rate * u * u);
}
