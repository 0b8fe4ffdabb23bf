using System.Globalization;
using System.Text;
using RandomLandscapes.Runs;
using RandomLandscapes.Theory;

namespace RandomLandscapes.Cli;

/// <summary>The one-page answer to the question that started the program, from the table of the experiment <c>coin-flips</c>.</summary>
internal static class AnswerPage
{
    public const string Experiment = "coin-flips";
    private const int Small = 10;
    private const int Large = 100;

    // Law, rate, where the heuristic holds, source: what is known of each notion; its numbers come from the table.
    private static readonly (string Id, string Name, string Law, string Rate, string CoinFlip, string Source)[] Notions =
    [
        ("coin-flip", "independent signs", "2^-n", "ln 2 per dimension", "by definition; no notion below is this", "-"),
        ("goe", "bare GOE(n)", "exp(-(ln 3 / 4) n^2 - 0.384 n - (ln n)/24 - 0.017)", "n^2 ln 3 / 4", "nowhere beyond n = 1: eigenvalues repel", "Dean and Majumdar 2006, 2008; exact: pivot chain"),
        ("random-point", "Hessian of an isotropic field at a fixed point", "exp(-2n + (16/3) sqrt n ...)", "2", "nowhere beyond n = 1", "Cheng and Schwartzman 2018"),
        ("isotropic-field", "critical points of an isotropic Gaussian field", "exp(-n + (4 sqrt 2 / 3) sqrt n - ...), whatever the covariance", "1", "n = 1 and 2 exactly, by accident; 2 % off at n = 3, 37 % at n = 10", "Fyodorov 2004; Auffinger, Ben Arous, Cerny 2013"),
        ("confined-field", "confined field at mu = mu_c", "about 2 minima among (2 sqrt 2 / pi) Gamma(3/4) n^(1/4) points", "0", "nowhere: minima are common", "Fyodorov 2004; Fyodorov and Nadal 2012"),
        ("p-spin", "spherical 3-spin", "exp(-N/3 + 0.36 sqrt N ...)", "(p-2)/p = 1/3", "nowhere beyond n = 1: more minima than 2^-n", "Auffinger, Ben Arous, Cerny 2013"),
        ("mixed-p-spin", "spherical mixture xi = t^2/2 + t^3/2", "exponential", "(xi''-xi')/(xi''+xi') = 3/13", "nowhere beyond n = 1: more minima than 2^-n", "Auffinger and Ben Arous 2013; Fyodorov 2013"),
        ("sk", "Sherrington-Kirkpatrick, one-flip-stable states", "1.0506 exp((0.19923 - ln 2) N)", "0.4939", "nowhere beyond N = 1: more stable states than coin flips of the fields", "Tanaka and Edwards 1980; Bray and Moore 1980"),
        ("rem", "random energy model, one-flip-stable states", "1/(N+1)", "0", "nowhere beyond N = 1", "Baldi and Rinott 1989"),
    ];

    public static string Render(IReadOnlyList<SummaryRow> rows)
    {
        var text = new StringBuilder();
        text.Append("# Are critical points in high dimension almost always saddles?\n\n");
        text.Append("The folk argument: the signs of the n Hessian eigenvalues are like coin flips, so a critical point is a minimum with probability 2^-n. ");
        text.Append("Below, one row for each notion of random function: the true law of P(minimum), exact values in dimension 10 and 100, and how the exact value was checked against samples that share no code with it.\n\n");
        text.Append("| random function | law of P(minimum) | rate of -ln P | P at n = 10 | P at n = 100 | where coin flips are right | source | sampled against exact |\n|---|---|---|---|---|---|---|---|\n");
        foreach (var (id, name, law, rate, coinFlip, source) in Notions)
        {
            var own = rows.Where(r => string.Equals(r.Ensemble, id, StringComparison.Ordinal)).ToList();
            text.Append(CultureInfo.InvariantCulture, $"| {name} | {law} | {rate} | {Value(own, Small)} | {Value(own, Large)} | {coinFlip} | {source} | {Witness(own)} |\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"| Wishart plus Wigner, phi = 1/4 | minima below epsilon_c = {WishartWigner.CriticalEpsilon(0.25):F10}, none above (limit) | index fraction ~ (epsilon - epsilon_c)^(3/2) | index fraction {new WishartWigner(0.25, 0.02).IndexFraction():G3} at epsilon = 0.02 | {new WishartWigner(0.25, 0.1).IndexFraction():F8} at epsilon = 0.1 | only as epsilon tends to infinity is the mean index n/2 | Pennington and Bahri 2017 | {Witness([.. rows.Where(r => r.Ensemble is "wishart-wigner")])} |\n\n");
        text.Append("So the conclusion of the argument (minima are exponentially rare among critical points) holds for isotropic fields and spherical glasses, but with rates of their own; its reasoning (independent signs) holds for none of them. ");
        text.Append("For bare GOE the exponent is n^2, not n; for confined fields beyond the transition, for the random energy model and for Wishart plus Wigner below the critical energy, minima are not rare at all.\n\n");
        text.Append("Dimension n is that of the Hessian (N = n + 1 for spherical glasses, N = n spins for the discrete ones). Values below 1e-300 are given by their decimal exponent. ");
        text.Append("Written by `landscapes answer` from the table of the experiment coin-flips.\n");
        return text.ToString();
    }

    private static string Value(List<SummaryRow> rows, int dimension)
    {
        var row = rows.Find(r => r.Dimension == dimension && r is { Kind: SummaryKind.Exact, Quantity: "p-minimum", LogValue: not null });
        if (row is null)
            return "not computed";
        var orders = row.LogValue!.Value / Math.Log(10);
        if (orders > -300)
            return Math.Exp(row.LogValue.Value).ToString("G6", CultureInfo.InvariantCulture);
        var exponent = (int)Math.Floor(orders);
        return string.Create(CultureInfo.InvariantCulture, $"{Math.Pow(10, orders - exponent):F4}e{exponent}");
    }

    private static string Witness(List<SummaryRow> rows)
    {
        var row = rows.Find(r => r.Quantity is "witness-z");
        return row is null ? "-" : string.Create(CultureInfo.InvariantCulture, $"z = {row.Value:F2} at n = {row.Dimension} ({row.Samples} samples; {row.Source.Split(',')[0].Split(" under")[0]})");
    }
}
