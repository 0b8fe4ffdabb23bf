using System.Diagnostics;
using System.Globalization;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Simulation.RandomMatrices;
using RandomLandscapes.Theory.SpectralLaws;

namespace RandomLandscapes.Experiments.Shared;

/// <summary>Random matrices fitted to a spectrum: the law of infinite n gives the parameters, matrices of the same order the p-value.</summary>
/// <remarks>
/// p is a parametric bootstrap: draws of the fitted model at the same order, each refitted. Tables for independent numbers would be wrong, eigenvalues
/// repel. It depends on (eigenvalues, zero bound, model, samples, seed) alone; draw b of a model at order n has the same randomness under every parameter.
/// </remarks>
public static class SpectrumFits
{
    /// <summary>What distance and p-value are, with their sources.</summary>
    public const string Source =
        "fits: distance = root mean square of (ordered eigenvalue - quantile of the fitted law at (i - 1/2)/n) over the spectrum's standard deviation; pValue = (1 + draws at least as far) / (1 + draws), "
        + "draws of the fitted model of the same order, refitted (Davison, Hinkley 1997); laws of Wigner 1955, Marchenko, Pastur 1967, Pennington, Bahri 2017";

    private const int DefaultSamples = 199;
    // Beyond the first order the second number of dense draws is the default: their cost grows as n^3, the resolution of p is 1 / (1 + samples).
    private static readonly (int Order, int Samples)[] DenseDefaults = [(1000, 39), (400, 99)];

    /// <summary>The names of the models.</summary>
    public static IReadOnlyList<string> Models { get; } = ["goe", "marchenko-pastur", "wishart-wigner"];

    /// <summary>Fits one model and tests it.</summary>
    /// <param name="model">One of <see cref="Models"/>.</param>
    /// <param name="eigenvalues">Ascending.</param>
    /// <param name="zeroTolerance">Up to this part of the largest modulus an eigenvalue counts as zero, here and in every draw.</param>
    /// <param name="wanted">The number of draws, or null for the default of model and order.</param>
    /// <param name="seed">The root seed.</param>
    /// <param name="threads">Worker threads; they change nothing.</param>
    /// <param name="forecast">Told the number of draws and about how many seconds they will take, after the first one.</param>
    /// <param name="removed">So many largest eigenvalues were taken away before, at least 0: draws are of that much higher order and lose theirs.</param>
    public static SpectrumFit Compute(
        string model, double[] eigenvalues, double zeroTolerance, int? wanted, ulong seed, int threads, Action<int, double>? forecast = null, int removed = 0)
    {
        ArgumentNullException.ThrowIfNull(eigenvalues);
        ArgumentOutOfRangeException.ThrowIfNegative(removed);
        var n = eigenvalues.Length + removed;
        var fit = Fit(model, eigenvalues, zeroTolerance);
        if (fit.Reason is not null)
            return new SpectrumFit(model, fit, null, 0);
        var samples = wanted ?? Default(model, n);
        var key = StreamKey.Derive(seed, "spectrum --fit", string.Create(CultureInfo.InvariantCulture, $"{model} n={n}"));
        Func<ulong, double> CreateSampler()
        {
            var draw = Sampler(model, n, fit, key);
            var drawn = new double[n];
            return b =>
            {
                draw(b, drawn);
                var refitted = Fit(model, removed == 0 ? drawn : drawn[..^removed], zeroTolerance);
                // A draw that cannot be fitted counts as farther away: it never lowers p.
                return refitted.Reason is null ? refitted.Distance : double.PositiveInfinity;
            };
        }

        if (forecast is not null)
        {
            var clock = Stopwatch.StartNew();
            CreateSampler()(0);
            forecast(samples, clock.Elapsed.TotalSeconds * samples / threads);
        }

        return new SpectrumFit(model, fit, ParametricBootstrap.PValue(fit.Distance, samples, threads, CreateSampler), samples);
    }

    /// <summary>Fits one model without a test.</summary>
    /// <param name="model">One of <see cref="Models"/>.</param>
    /// <param name="eigenvalues">Ascending.</param>
    /// <param name="zeroTolerance">Up to this part of the largest modulus an eigenvalue counts as zero.</param>
    public static SpectralFit Fit(string model, double[] eigenvalues, double zeroTolerance) => model switch
    {
        "goe" => SpectralFitting.Goe(eigenvalues),
        "marchenko-pastur" => SpectralFitting.MarchenkoPastur(eigenvalues, zeroTolerance * Math.Max(Math.Abs(eigenvalues[0]), Math.Abs(eigenvalues[^1]))),
        _ => SpectralFitting.WishartWigner(eigenvalues),
    };

    private static int Default(string model, int order)
    {
        if (string.Equals(model, "wishart-wigner", StringComparison.Ordinal))
        {
            foreach (var (from, samples) in DenseDefaults)
            {
                if (order > from)
                    return samples;
            }
        }

        return DefaultSamples;
    }

    /// <summary>Makes a sampler of the fitted model, in unit scale and without a shift: the distance knows neither.</summary>
    internal static Action<ulong, double[]> Sampler(string model, int n, SpectralFit fit, StreamKey key)
    {
        var stream = new RandomStream(key);
        if (string.Equals(model, "goe", StringComparison.Ordinal))
        {
            var goe = new GoeEigenvalues(n);
            return (b, drawn) =>
            {
                stream.MoveTo(b);
                goe.Next(stream).CopyTo(drawn);
            };
        }

        var columns = Math.Max(1, (int)Math.Round(n / fit["phi"]));
        var epsilon = string.Equals(model, "wishart-wigner", StringComparison.Ordinal) ? fit["epsilon"] : 0;
        var wishart = new WishartWignerEigenvalues(n, columns, epsilon);
        return (b, drawn) => wishart.Draw(stream, b, drawn);
    }
}
