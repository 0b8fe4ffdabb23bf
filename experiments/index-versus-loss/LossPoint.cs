namespace RandomLandscapes.Experiments.IndexVersusLoss;

/// <summary>A critical point of a network, one for all that symmetries make of it.</summary>
/// <param name="Trainings">The trainings from which it was found, the first one first.</param>
/// <param name="Finder">The first finder.</param>
/// <param name="Loss">Its loss, regulariser included.</param>
/// <param name="Negative">Its index.</param>
/// <param name="Undecided">Eigenvalues within their error bound of zero.</param>
/// <param name="Level">(loss - lowest found) / (mean loss at the starts - lowest found).</param>
internal sealed record LossPoint(IReadOnlyList<int> Trainings, string Finder, double Loss, int Negative, int Undecided, double Level)
{
    /// <summary>The first training from which it was found.</summary>
    public int Training => Trainings[0];
}
