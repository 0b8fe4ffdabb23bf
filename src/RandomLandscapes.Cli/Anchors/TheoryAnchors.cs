using System.Globalization;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Theory;

namespace RandomLandscapes.Cli.Anchors;

/// <summary>Anchors without randomness: published generator vectors, closed forms, published constants.</summary>
internal static class TheoryAnchors
{
    private const double Relative = 1e-12;
    private const double TenDigits = 1e-9;

    public static IEnumerable<AnchorResult> All() => [.. Philox(), .. Goe(), .. LargeGoe(), .. Field(), .. Confined(), .. Spherical(), .. Limits()];

    private static IEnumerable<AnchorResult> Philox()
    {
        const string source = "Random123 kat_vectors, D. E. Shaw Research, commit 9545ff6";
        (string Name, CounterBlock Counter, ulong Key, CounterBlock Expected)[] rows =
        [
            ("zeros", default, 0, new(0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8)),
            ("ones", new(uint.MaxValue, uint.MaxValue, uint.MaxValue, uint.MaxValue), ulong.MaxValue, new(0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd)),
            ("digits of pi", new(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344), 0x299f31d0_a4093822, new(0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1)),
        ];
        foreach (var (name, counter, key, expected) in rows)
        {
            var actual = Philox4x32.Encrypt(counter, key);
            yield return new AnchorResult($"Philox4x32-10, {name}", Words(actual), Words(expected), "differing", actual == expected ? 0 : 1, 0, source);
        }

        static string Words(CounterBlock b) => string.Create(CultureInfo.InvariantCulture, $"{b.Word0:x8} {b.Word1:x8} {b.Word2:x8} {b.Word3:x8}");
    }

    private static IEnumerable<AnchorResult> Goe()
    {
        var root2 = Math.Sqrt(2);
        double[] closed =
        [
            0.5, (2 - root2) / 4, (Math.PI - (2 * root2)) / (4 * Math.PI), 0.25 - (root2 / 16) - (1 / (2 * Math.PI)),
            0.125 - (1 / (3 * Math.PI)) - (root2 / (24 * Math.PI)),
        ];
        for (var n = 1; n <= closed.Length; n++)
        {
            // The closed form of n = 5 cancels three digits in a double.
            yield return Compare($"GOE({n}) P(all positive)", ExactIndexLaws.Goe(n).Probabilities[0], closed[n - 1], n < 5 ? Relative : 1e-11, "closed form");
        }

        yield return Compare("GOE(4) P(index 2)", ExactIndexLaws.Goe(4).Probabilities[2], 0.5 - (root2 / 8) + (1 / Math.PI), Relative, "closed form");
    }

    private static IEnumerable<AnchorResult> LargeGoe()
    {
        const string source = "multi-precision Pfaffian";
        (int N, double LogMinimum, double Limit)[] rows = [(10, -31.418328214526, 1e-13), (20, -117.68057350091, 1e-13), (50, -706.00450654372, 1e-13)];
        foreach (var (n, logMinimum, limit) in rows)
            yield return Compare($"GOE({n}) ln P(all positive)", ExactIndexLaws.GoeLogProbabilityAtMost(n, 0), logMinimum, limit, source);
        // Through n^-2 the asymptotic form is wrong by 6e-8 at n = 50 and falls off with n^-3 at least.
        yield return Compare("GOE(300) ln P(all positive)", ExactIndexLaws.GoeLogProbabilityAtMost(300, 0), IndexAsymptotics.GoeLogProbabilityOfMinimum(300), 1e-12, "asymptotic form through n^-2");
        yield return Compare("GOE(50) index variance", ExactIndexLaws.Goe(50).Variance, 0.640839567778, TenDigits, source);
        yield return Compare("GOE(100) index variance", ExactIndexLaws.Goe(100).Variance, 0.711586941945, TenDigits, source);
    }

    private static IEnumerable<AnchorResult> Confined()
    {
        const string source = "multi-precision Pfaffian (Fyodorov 2004)";
        (int N, double M, double Total, double Minima)[] rows =
        [
            (2, 0.5, 5.24950312362, 2.69930880963), (2, 1, 1.82737909009, 1.38040602544), (10, 0.5, 146.231257965, 13.3016014477),
            (10, 1, 2.49094509172, 1.5492219269), (10, 1.5, 1.12473596408, 1.05918973918),
        ];
        foreach (var (n, m, total, minima) in rows)
        {
            var counts = new ConfinedFields(n).MeanCountsAt(m);
            yield return Compare(Name(n, m, "mean count"), counts.Total, total, TenDigits, source);
            yield return Compare(Name(n, m, "minima"), counts.ByIndex[0], minima, TenDigits, source);
        }

        static string Name(int n, double m, string what) => string.Create(CultureInfo.InvariantCulture, $"confined field n={n} m={m} {what}");
    }

    private static IEnumerable<AnchorResult> Limits()
    {
        yield return Compare("Wishart + Wigner phi=0.25 critical energy", WishartWigner.CriticalEpsilon(0.25), 0.0435095264, TenDigits, "Pennington and Bahri 2017");
        yield return Compare("Wishart + Wigner phi=0.5 critical energy", WishartWigner.CriticalEpsilon(0.5), (Math.Sqrt(125) - 11) / 16, Relative, "Pennington and Bahri 2017, closed form");
        yield return Compare("Wishart + Wigner phi=0.5 eps=0.2 index fraction", new WishartWigner(0.5, 0.2).IndexFraction(), 0.17046662, 3e-8, "cubic of the resolvent, reference of 8 digits");
        yield return Compare("3-spin E_0", SphericalComplexity.ZeroOfComplexity(3, 0), 1.65699836, 3e-9, "Auffinger, Ben Arous, Cerny 2013, reference of 9 digits");
        yield return Compare("3-spin E_inf", SphericalComplexity.EnergyThreshold(3), 2 * Math.Sqrt(2.0 / 3), Relative, "2 sqrt((p-1)/p)");
    }

    private static IEnumerable<AnchorResult> Field()
    {
        var root6 = Math.Sqrt(6);
        (int N, double[] Fractions, double Limit, string Source)[] rows =
        [
            (1, [0.5], Relative, "symmetry"),
            (2, [0.25, 0.5], Relative, "1:2:1, Morse relation with f to -f"),
            (3, [(29 - (6 * root6)) / 116, (29 + (6 * root6)) / 116], Relative, "Bardeen, Bond, Kaiser, Szalay 1986"),
            (4, [0.05988577803, 0.25, 0.3802284439], TenDigits, "multi-precision Pfaffian"),
            (6, [0.01355240674, 0.08962622481, 0.2364475933, 0.3207475504], TenDigits, "multi-precision Pfaffian"),
            (10, [0.0006120356824, 0.007517982768, 0.03896413698, 0.1140286277, 0.2104238273, 0.256906779], TenDigits, "multi-precision Pfaffian"),
        ];
        foreach (var (n, fractions, limit, source) in rows)
        {
            var law = ExactIndexLaws.IsotropicField(n);
            for (var k = 0; k < fractions.Length; k++)
                yield return Compare($"field n={n} fraction of index {k}", law.Probabilities[k], fractions[k], limit, source);
        }
    }

    private static IEnumerable<AnchorResult> Spherical()
    {
        // T_N = 2 [N odd] + 4 (p-1)^(N/2) R_N / sqrt(3p - 2) with rational R_N, p = 3.
        (double Numerator, double Denominator)[] rationals =
        [
            (7, 4), (2, 1), (87, 28), (169, 49), (46167, 10976), (6269, 1372), (12317, 2401), (5162197, 941192),
            (2500632531, 421654016), (2311967827, 368947264), (137220248619, 20661046784),
        ];
        for (var i = 0; i < rationals.Length; i++)
        {
            var spins = i + 2;
            var total = (spins % 2 == 1 ? 2 : 0) + (4 * Math.Pow(2, spins / 2.0) * rationals[i].Numerator / rationals[i].Denominator / Math.Sqrt(7));
            yield return Compare($"3-spin N={spins} mean count", SphericalMeanCounts.PurePSpin(3, spins).Total, total, Relative, "closed form with rational R_N (Breiding 2019)");
        }
    }

    private static AnchorResult Compare(string name, double value, double reference, double limit, string source) => new(
        name, value.ToString("G13", CultureInfo.InvariantCulture), reference.ToString("G13", CultureInfo.InvariantCulture),
        "relative error", (value / reference) - 1, limit, source);
}
