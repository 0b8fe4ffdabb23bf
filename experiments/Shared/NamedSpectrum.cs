using RandomLandscapes.Simulation.Landscapes.GaussianFields;
using RandomLandscapes.Theory;

namespace RandomLandscapes.Experiments.Shared;

/// <summary>A torus spectrum of a plan, with what theory knows of it.</summary>
internal sealed class NamedSpectrum
{
    private NamedSpectrum(string name, TorusSpectrum spectrum)
    {
        (Name, Spectrum) = (name, spectrum);
        Exact = TorusFields.MeanCounts(spectrum.Dimension, spectrum.Waves, spectrum.Variances);
        if (TorusFields.IsotropicMoments(spectrum.Dimension, spectrum.Waves, spectrum.Variances) is { } moments)
            Kappa = moments.Second / Math.Sqrt(spectrum.Variance * moments.Fourth);
        Factor = TorusFields.Factor(spectrum.Dimension, spectrum.Waves, spectrum.Variances);
    }

    public string Name { get; }

    public TorusSpectrum Spectrum { get; }

    public int Dimension => Spectrum.Dimension;

    /// <summary>Exact mean counts where they are known.</summary>
    public MeanCounts? Exact { get; }

    /// <summary>kappa of a spectrum that is isotropic to fourth order; null for others.</summary>
    public double? Kappa { get; }

    /// <summary>(2 pi)^(d/2) det(L)^(-1/2).</summary>
    public double Factor { get; }

    /// <summary>Reads the spectra of a plan key, separated by blanks; what is wrong with it becomes a problem.</summary>
    /// <param name="key">The plan key, for messages.</param>
    /// <param name="text">Its value.</param>
    /// <param name="largestDimension">Of all of them.</param>
    /// <param name="problems">Where a problem goes.</param>
    public static List<NamedSpectrum> ReadAll(string key, string text, int largestDimension, List<string> problems)
    {
        var spectra = new List<NamedSpectrum>();
        var names = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        foreach (var name in names)
        {
            try
            {
                var spectrum = TorusSpectrumNames.Parse(name);
                if (spectrum.Dimension > largestDimension)
                    throw new FormatException($"'{name}' has {spectrum.Dimension} dimensions, more than {largestDimension}");
                spectra.Add(new NamedSpectrum(name, spectrum));
            }
            catch (Exception e) when (e is ArgumentException or FormatException)
            {
                problems.Add($"plan key '{key}': value '{name}' is not allowed: {e.Message.Split(" (Parameter")[0].TrimEnd('.')}; expected {TorusSpectrumNames.Allowed}.");
            }
        }

        if (names.Length == 0 || names.Distinct(StringComparer.Ordinal).Count() < names.Length)
            problems.Add($"plan key '{key}': value '{text}' is not allowed; expected different spectra, at least one.");
        return spectra;
    }
}
