using RandomLandscapes.Figures;

namespace RandomLandscapes.Tests.Figures;

/// <summary>Figures that hold every kind of series, with numbers that no test repeats by accident.</summary>
internal static class SampleFigures
{
    /// <summary>A figure of one panel with explicit limits: x from 0 to 10, y from 1e-6 to 1.</summary>
    public static Figure LogPanel(params Series[] series) =>
        new("log-panel", null, "One panel.", [new Panel("(a)", Axis.Linear("*x*", 0, 10), Axis.Log10("*P*", -6, 0), series)]);

    public static PointSeries Points(RichText label, params DataPoint[] points) => new(label, "sampler, 95 % Clopper-Pearson", points);

    public static LineSeries Line(RichText label, params (double X, double Y)[] points) =>
        new(label, "equation 1", points.Select(p => new CurvePoint(p.X, p.Y)));

    /// <summary>Two panels, an inset, an annotation and all six kinds of look, with characters that need escaping.</summary>
    public static Figure Everything(LegendPlacement legend = LegendPlacement.Below)
    {
        var inset = new Panel(
            string.Empty,
            Axis.Linear("ln *n*"),
            Axis.Linear("Var(*k*)"),
            [Points("GOE & \"co\"", new DataPoint(0.7, 0.31, 0.29, 0.34, 500), new DataPoint(2.3, 0.48, 0.45, 0.5, 500)), Line("<slope>", (0.5, 0.28), (2.5, 0.5))]);
        var laws = new Panel(
            "(a) <laws> & more",
            Axis.Linear("Morse index *k* (1)"),
            Axis.Linear("probability *p*_{*k*}"),
            [
                new BandSeries("null band", "exact binomial, eq. 4", [new(0, 0.1, 0.2), new(1, 0.4, 0.5), new(2, 0.1, 0.25)]),
                new BarSeries("coin flips", "draws, 95 % Clopper-Pearson", [new(-0.5, 0.5, 0.26, 0.22, 0.31, 300), new(0.5, 1.5, 0.5, 0.46, 0.54, 300), new(1.5, 2.5, 0.24, 0.2, 0.29, 300)]),
                new StepSeries("GOE & \"co\", exact", "Pfaffian, eq. 5", [-0.5, 0.5, 1.5, 2.5], [0.13, 0.74, 0.13]),
                Points("GOE & \"co\"", new DataPoint(0, 0.14, 0.11, 0.18, 400), new DataPoint(1, 0.72, 0.68, 0.77, 400)) with { Shift = 0.125 },
                Points("network", new DataPoint(2, 0.4, 0.4, 0.61, 1)) with { Interval = IntervalShape.Range, Style = new SeriesStyle(OpenMarker: true) },
            ])
        {
            Annotations = [new Annotation("\\lambda_{min} < 10^{-8}", 0.4, 0.6)],
        };
        var minimum = new Panel(
            "(b) 50 % & 100 #",
            Axis.Log10("dimension *n*"),
            Axis.Log10("*P*(minimum)"),
            [
                Line("coin flips", (2, -1.386), (64, -44.36)) with { YIsNaturalLog = true },
                Line("<slope>", (2, 0.2), (8, 1e-9), (64, 1e-30)) with { ShowMarkers = true },
                Points("GOE & \"co\"", new DataPoint(2, 0.1, 0.07, 0.14, 900), new DataPoint(4, 2e-4, 1e-5, 9e-4, 900), new DataPoint(8, 0, 0, 4e-3, 900)),
            ])
        {
            Inset = Inset.InCorner(inset, Corner.BottomLeft, 0.5, 0.5),
        };
        return new Figure("every-kind", "Everything & <more>", "Caption with *P* = 2^{-*n*} & <angle> \"quotes\".", [laws, minimum], 2, legend);
    }

    /// <summary>Probabilities from 1 to 1e-400, beyond what a double holds, given as natural logarithms.</summary>
    public static Figure FourHundredDecades() => new(
        "deep",
        null,
        "Deep.",
        [new Panel(
            "(a)",
            Axis.Linear("*n*", 0, 40),
            Axis.Log10("*P*", -400, 0),
            [
                Line("theory", [.. Enumerable.Range(0, 41).Select(n => ((double)n, -10 * n * Math.Log(10)))]) with { YIsNaturalLog = true },
                Points("sampled", new DataPoint(20, -200 * Math.Log(10), -220 * Math.Log(10), -190 * Math.Log(10), 7), new DataPoint(30, double.NegativeInfinity, double.NegativeInfinity, -300 * Math.Log(10), 7)) with { YIsNaturalLog = true },
            ])]);
}
