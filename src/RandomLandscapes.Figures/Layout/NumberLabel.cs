using System.Globalization;

namespace RandomLandscapes.Figures;

/// <summary>Tick labels: plain decimals where they are short, powers of ten elsewhere; always with a true minus sign.</summary>
internal static class NumberLabel
{
    /// <summary>Labels multiple x 10^exponent, so that all labels of an axis have as many decimals as their step needs.</summary>
    /// <param name="multiple">The integer.</param>
    /// <param name="exponent">The power of ten of the step.</param>
    /// <param name="largest">The largest modulus on the axis, which decides the notation for all of it.</param>
    public static RichText ForMultiple(long multiple, int exponent, double largest)
    {
        if (multiple == 0)
            return "0";
        if (largest < 1e5 && exponent >= -5)
        {
            var value = exponent >= 0 ? multiple * Math.Pow(10, exponent) : multiple / Math.Pow(10, -exponent);
            return value.ToString("F" + Math.Max(0, -exponent).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        }

        while (multiple % 10 == 0)
        {
            multiple /= 10;
            exponent++;
        }

        var digits = Math.Abs(multiple).ToString(CultureInfo.InvariantCulture);
        var power = exponent + digits.Length - 1;
        var mantissa = digits.Length == 1 ? digits : digits[..1] + "." + digits[1..];
        var sign = multiple < 0 ? @"\minus" : string.Empty;
        return power == 0 ? sign + mantissa : $"{sign}{mantissa}\\times10^{{{Invariant(power)}}}";
    }

    /// <summary>Labels digit x 10^exponent on a logarithmic axis: in plain decimals where the whole axis lies between 0.001 and 10000.</summary>
    /// <param name="digit">1 to 9.</param>
    /// <param name="exponent">The power of ten.</param>
    /// <param name="minimum">Lower limit of the axis, a decimal exponent.</param>
    /// <param name="maximum">Upper limit of the axis, a decimal exponent.</param>
    public static RichText ForLog(int digit, int exponent, double minimum, double maximum)
    {
        if (minimum >= -3.2 && maximum <= 4.3)
        {
            return exponent >= 0
                ? Invariant((long)(digit * Math.Pow(10, exponent)))
                : (digit / Math.Pow(10, -exponent)).ToString("F" + Invariant(-exponent), CultureInfo.InvariantCulture);
        }

        var power = exponent switch
        {
            0 => "1",
            1 => "10",
            _ => $"10^{{{Invariant(exponent)}}}",
        };
        return digit == 1 ? power : $"{Invariant(digit)}\\times10^{{{Invariant(exponent)}}}";
    }

    private static string Invariant(long number) => number.ToString(CultureInfo.InvariantCulture);
}
