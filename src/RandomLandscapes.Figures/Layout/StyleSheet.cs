namespace RandomLandscapes.Figures;

/// <summary>Decides the look of every series of a figure: equal names look alike in all panels.</summary>
internal sealed class StyleSheet
{
    private readonly Dictionary<Series, ResolvedStyle> _styles = new(ReferenceEqualityComparer.Instance);

    public StyleSheet(Figure figure)
    {
        var all = figure.Panels.SelectMany(AllSeries).ToArray();
        var taken = all.Select(s => s.Style.Hue).OfType<int>().Select(Wrap).ToHashSet();
        var numberOf = new Dictionary<RichText, int>();
        var next = 0;
        foreach (var series in all)
        {
            var number = 0;
            if (series.Style.Hue is { } hue)
            {
                number = Wrap(hue);
            }
            else if (!numberOf.TryGetValue(series.Label, out number))
            {
                while (taken.Contains(next % Palette.Colours.Count) && taken.Count < Palette.Colours.Count)
                    next++;
                number = next++;
                numberOf.Add(series.Label, number);
            }

            _styles[series] = new ResolvedStyle(
                number % Palette.Colours.Count,
                series.Style.Marker ?? Palette.MarkerOf(number),
                series.Style.OpenMarker,
                series.Style.Dash ?? Palette.DashOf(number));
        }
    }

    public ResolvedStyle this[Series series] => _styles[series];

    public static IEnumerable<Series> AllSeries(Panel panel) =>
        panel.Inset is null ? panel.Series : panel.Series.Concat(panel.Inset.Panel.Series);

    private static int Wrap(int hue) => ((hue % Palette.Colours.Count) + Palette.Colours.Count) % Palette.Colours.Count;
}
