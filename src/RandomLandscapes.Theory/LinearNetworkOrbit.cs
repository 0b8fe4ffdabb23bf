namespace RandomLandscapes.Theory;

/// <summary>One family of critical points of a linear network: those whose product of layers keeps the modes of a set I and drops the others.</summary>
/// <param name="Set">I, ascending, modes counted from 1 in descending order of their strength.</param>
/// <param name="Loss">The loss there.</param>
/// <param name="Negative">The number of negative eigenvalues of the Hessian: the index.</param>
/// <param name="Zero">The nullity.</param>
/// <param name="Positive">The number of positive eigenvalues.</param>
public sealed record LinearNetworkOrbit(IReadOnlyList<int> Set, double Loss, int Negative, int Zero, int Positive)
{
    /// <summary>I as text, for example <c>{1,3}</c>.</summary>
    public string Name => $"{{{string.Join(',', Set)}}}";
}
