namespace RandomLandscapes.Numerics.LinearAlgebra;

/// <summary>How many eigenvalues are negative, undecided and positive.</summary>
/// <param name="Negative">Eigenvalues below minus the tolerance: the Morse index where nothing is undecided.</param>
/// <param name="Undecided">Eigenvalues within the tolerance of zero, both ends included.</param>
/// <param name="Positive">Eigenvalues above the tolerance.</param>
public readonly record struct SymmetricInertia(int Negative, int Undecided, int Positive)
{
    /// <summary>The number of eigenvalues.</summary>
    public int Order => Negative + Undecided + Positive;

    /// <summary>Counts eigenvalues given in any order.</summary>
    /// <param name="eigenvalues">The eigenvalues; none may be NaN.</param>
    /// <param name="zeroTolerance">Absolute bound, at least 0; normally the error bound of the eigenvalues.</param>
    /// <exception cref="ArgumentException">An eigenvalue is NaN.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The tolerance is negative or not a number.</exception>
    public static SymmetricInertia Count(ReadOnlySpan<double> eigenvalues, double zeroTolerance)
    {
        if (!(zeroTolerance >= 0))
            throw new ArgumentOutOfRangeException(nameof(zeroTolerance), zeroTolerance, "Expected a tolerance of at least 0.");
        int negative = 0, positive = 0;
        foreach (var eigenvalue in eigenvalues)
        {
            if (double.IsNaN(eigenvalue))
                throw new ArgumentException("An eigenvalue is NaN; look at the outcome of its computation first.", nameof(eigenvalues));
            if (eigenvalue < -zeroTolerance)
                negative++;
            else if (eigenvalue > zeroTolerance)
                positive++;
        }

        return new SymmetricInertia(negative, eigenvalues.Length - negative - positive, positive);
    }
}
