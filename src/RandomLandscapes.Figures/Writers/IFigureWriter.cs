namespace RandomLandscapes.Figures;

/// <summary>Draws figures in one format; equal figures give equal bytes.</summary>
public interface IFigureWriter
{
    /// <summary>Gets the short name of the format, as in <c>--format svg,tex</c>.</summary>
    string Format { get; }

    /// <summary>Draws a figure.</summary>
    /// <param name="figure">The figure.</param>
    /// <returns>The files, the main one first; their names begin with the figure's name.</returns>
    IReadOnlyList<FigureFile> Write(Figure figure);
}
