namespace RandomLandscapes.Figures;

/// <summary>A function of two variables on a regular grid whose outermost nodes are the edges of a rectangle.</summary>
public sealed class SampledGrid
{
    private readonly double[] _values;

    /// <summary>Takes values at nodes.</summary>
    /// <param name="left">Abscissa of the first column.</param>
    /// <param name="right">Abscissa of the last column.</param>
    /// <param name="bottom">Ordinate of the first row.</param>
    /// <param name="top">Ordinate of the last row.</param>
    /// <param name="columns">Nodes a row, at least 2.</param>
    /// <param name="values">Finite; row by row from the bottom, each from the left; a multiple of <paramref name="columns"/>, at least two rows.</param>
    /// <exception cref="ArgumentException">The rectangle is empty, the number of values does not fit, or one is not finite.</exception>
    public SampledGrid(double left, double right, double bottom, double top, int columns, ReadOnlySpan<double> values)
    {
        if (!double.IsFinite(right - left) || !double.IsFinite(top - bottom) || left >= right || bottom >= top)
            throw new ArgumentException($"Expected a rectangle with limits in ascending order, was [{left}, {right}] x [{bottom}, {top}].", nameof(right));
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 2);
        if (values.Length % columns != 0 || values.Length < 2 * columns)
            throw new ArgumentException($"Expected at least two rows of {columns} values, were {values.Length} values.", nameof(values));
        foreach (var value in values)
        {
            if (!double.IsFinite(value))
                throw new ArgumentException($"Expected finite values, was {value}.", nameof(values));
        }

        (Left, Right, Bottom, Top, Columns, Rows) = (left, right, bottom, top, columns, values.Length / columns);
        _values = values.ToArray();
        (Minimum, Maximum) = (_values.Min(), _values.Max());
    }

    /// <summary>Gets the abscissa of the first column.</summary>
    public double Left { get; }

    /// <summary>Gets the abscissa of the last column.</summary>
    public double Right { get; }

    /// <summary>Gets the ordinate of the first row.</summary>
    public double Bottom { get; }

    /// <summary>Gets the ordinate of the last row.</summary>
    public double Top { get; }

    /// <summary>Gets the number of nodes a row.</summary>
    public int Columns { get; }

    /// <summary>Gets the number of rows.</summary>
    public int Rows { get; }

    /// <summary>Gets the smallest value.</summary>
    public double Minimum { get; }

    /// <summary>Gets the largest value.</summary>
    public double Maximum { get; }

    /// <summary>Gets the value at a node.</summary>
    /// <param name="column">From the left, from 0.</param>
    /// <param name="row">From the bottom, from 0.</param>
    public double this[int column, int row] => _values[(row * Columns) + column];

    /// <summary>Samples a function.</summary>
    /// <param name="left">Abscissa of the first column.</param>
    /// <param name="right">Abscissa of the last column.</param>
    /// <param name="bottom">Ordinate of the first row.</param>
    /// <param name="top">Ordinate of the last row.</param>
    /// <param name="columns">Nodes a row, at least 2.</param>
    /// <param name="rows">Rows, at least 2.</param>
    /// <param name="function">The function of x and y.</param>
    /// <exception cref="ArgumentException">The rectangle is empty or a value is not finite.</exception>
    public static SampledGrid Sample(double left, double right, double bottom, double top, int columns, int rows, Func<double, double, double> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 2);
        var values = new double[columns * rows];
        for (var i = 0; i < values.Length; i++)
            values[i] = function(Between(left, right, i % columns, columns), Between(bottom, top, i / columns, rows));
        return new SampledGrid(left, right, bottom, top, columns, values);
    }

    /// <summary>Gives the abscissa of a column.</summary>
    /// <param name="column">From the left, from 0.</param>
    public double X(int column) => Between(Left, Right, column, Columns);

    /// <summary>Gives the ordinate of a row.</summary>
    /// <param name="row">From the bottom, from 0.</param>
    public double Y(int row) => Between(Bottom, Top, row, Rows);

    private static double Between(double low, double high, int place, int count) =>
        place == count - 1 ? high : low + ((high - low) * place / (count - 1));
}
