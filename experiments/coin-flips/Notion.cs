using RandomLandscapes.Theory;

namespace RandomLandscapes.Experiments.CoinFlips;

/// <summary>One notion of "random function": its exact probability that a critical point is a minimum.</summary>
/// <param name="Id">Name in tables.</param>
/// <param name="Label">Name in figures.</param>
/// <param name="Source">Paper and formula.</param>
/// <param name="LogProbability">ln P(minimum) for a Hessian of dimension n.</param>
internal sealed record Notion(string Id, string Label, string Source, Func<int, double> LogProbability)
{
    /// <summary>xi'(1) and xi''(1) of xi(t) = t^2/2 + t^3/2.</summary>
    public const double MixtureFirst = 2.5;

    /// <summary>xi''(1) of the same mixture.</summary>
    public const double MixtureSecond = 4;

    public const string CoinFlip = "coin-flip";
    public const string Goe = "goe";
    public const string RandomPoint = "random-point";
    public const string Field = "isotropic-field";
    public const string Confined = "confined-field";
    public const string PSpin = "p-spin";
    public const string Mixed = "mixed-p-spin";
    public const string Sk = "sk";
    public const string Rem = "rem";
    public const string WishartWigner = "wishart-wigner";

    /// <summary>All notions with a law at finite n; Wishart plus Wigner has only a limit.</summary>
    public static IReadOnlyList<Notion> All { get; } =
    [
        new(CoinFlip, "coin flips", "2^-n", n => -n * Math.Log(2)),
        new(Goe, "GOE", "Dumitriu and Edelman 2002: pivot chain of the tridiagonal model", n => ExactIndexLaws.GoeLogProbabilityAtMost(n, 0)),
        new(RandomPoint, "random point", "Cheng and Schwartzman 2018: GOE(n) plus a shift of variance 1/2, pivot chain", FractionsOfMinima.LogAtRandomPoint),
        new(Field, "isotropic field", "Fyodorov 2004; Auffinger, Ben Arous, Cerny 2013; Cheng and Schwartzman 2018", FractionsOfMinima.LogOfIsotropicField),
        new(Confined, @"confined field, \mu = \mu_c", "Fyodorov 2004; Fyodorov and Nadal 2012", n => FractionsOfMinima.LogOfConfinedField(n, 1)),
        new(PSpin, "spherical 3-spin", "Auffinger, Ben Arous, Cerny 2013, Theorem 2.1", n => FractionsOfMinima.LogOfSphericalMixture(3, 6, n + 1)),
        new(Mixed, "spherical 2+3-spin", "Auffinger and Ben Arous 2013; Fyodorov 2013", n => FractionsOfMinima.LogOfSphericalMixture(MixtureFirst, MixtureSecond, n + 1)),
        new(Sk, "Sherrington-Kirkpatrick", "Tanaka and Edwards 1980; Bray and Moore 1980, at finite N", n => n < 2 ? -Math.Log(2) : DiscreteMinima.LogMeanOfIsingPSpin(2, n) - (n * Math.Log(2))),
        new(Rem, "random energy model", "Baldi and Rinott 1989: 1/(N+1)", n => -Math.Log(n + 1.0)),
    ];
}
