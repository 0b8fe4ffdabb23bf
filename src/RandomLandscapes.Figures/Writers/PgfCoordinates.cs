using System.Globalization;

namespace RandomLandscapes.Figures;

/// <summary>Writes coordinates of one axis as pgfplots reads them.</summary>
/// <remarks>
/// The number parser of TeX ends near 1e-324. A logarithmic axis within 300 decades of 1 is a logarithmic axis of pgfplots;
/// a wider one becomes a linear axis of decimal exponents, with the same labels.
/// </remarks>
internal sealed class PgfCoordinates(AxisRange range)
{
    private const double WidestExponent = 300;

    /// <summary>Gets a value indicating whether pgfplots takes the logarithm.</summary>
    public bool IsNativeLog { get; } =
        range.Scale == AxisScale.Log10 && range.Minimum >= -WidestExponent && range.Maximum <= WidestExponent;

    public string Minimum => FromUnits(range.Minimum);

    public string Maximum => FromUnits(range.Maximum);

    /// <summary>Writes a length in big points, the points of this library.</summary>
    public static string Length(double points) => points.ToString("0.###", CultureInfo.InvariantCulture) + "bp";

    /// <summary>Writes a number that reads back as the same double.</summary>
    public static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture).Replace('E', 'e');

    /// <summary>Writes a data value; the log of zero is put below the axis, so that an interval runs out of the frame.</summary>
    public string FromData(double value, bool isNaturalLog)
    {
        var units = range.ToUnits(value, isNaturalLog);
        if (range.Scale == AxisScale.Log10 && units < range.Minimum - 1)
            return FromUnits(range.Minimum - 1);
        return IsNativeLog && !isNaturalLog ? Number(value) : FromUnits(units);
    }

    /// <summary>Writes a place in axis units.</summary>
    public string FromUnits(double units)
    {
        if (!IsNativeLog)
            return Number(units);
        var exponent = Math.Floor(units + 1e-12);
        var mantissa = Math.Pow(10, units - exponent);
        return mantissa.ToString("0.#############", CultureInfo.InvariantCulture) + "e" + exponent.ToString("0", CultureInfo.InvariantCulture);
    }
}
