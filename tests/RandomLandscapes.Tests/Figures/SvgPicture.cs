using System.Globalization;
using System.Xml.Linq;
using RandomLandscapes.Figures;

namespace RandomLandscapes.Tests.Figures;

/// <summary>Reads a drawn figure back from its bytes, sharing no code with the writer.</summary>
internal sealed class SvgPicture
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public SvgPicture(Figure figure) => Root = XDocument.Parse(new SvgWriter().Write(figure)[0].Content).Root!;

    public XElement Root { get; }

    public IReadOnlyList<XElement> Panels => [.. WithClass(Root, "g", "panel")];

    public (double Left, double Top, double Right, double Bottom) Box(XElement rectangle)
    {
        var (x, y) = (Number(rectangle, "x"), Number(rectangle, "y"));
        return (x, y, x + Number(rectangle, "width"), y + Number(rectangle, "height"));
    }

    public (double Left, double Top, double Right, double Bottom) Frame(int panel) => Box(WithClass(Panels[panel], "rect", "frame").Single());

    public IReadOnlyList<(double X, double Y)> Markers(int panel) =>
        [.. WithClass(Panels[panel], "path", "marker").Select(m => Pair(m.Attribute("transform")!.Value, @"^translate\((\S+) (\S+)\)$"))];

    /// <summary>The vertical stroke of each interval: place, upper end, lower end.</summary>
    public IReadOnlyList<(double X, double Top, double Bottom)> Intervals(int panel, string name = "interval") =>
        [.. WithClass(Panels[panel], "path", name).Select(p => TextPattern.All(p.Attribute("d")!.Value, @"^M(\S+) (\S+)V([-\d.]+)").Single())
            .Select(m => (Parse(m[1]), Parse(m[2]), Parse(m[3])))];

    public IReadOnlyList<(double X, double Y)> Curve(int panel, int number = 0) =>
        [.. WithClass(Panels[panel], "path", "curve").ElementAt(number).Attribute("d")!.Value.Split('M', 'L').Skip(1).Select(p => Pair(p, @"^(\S+) (\S+)$"))];

    public IReadOnlyList<XElement> Texts(string name) => [.. WithClass(Root, "text", name)];

    public static double Number(XElement element, string attribute) => Parse(element.Attribute(attribute)!.Value);

    public static IEnumerable<XElement> WithClass(XElement root, string element, string name) =>
        root.Descendants(Svg + element).Where(e => ((string?)e.Attribute("class"))?.Split(' ').Contains(name, StringComparer.Ordinal) == true);

    private static (double X, double Y) Pair(string text, string pattern)
    {
        var match = Assert.Single(TextPattern.All(text, pattern));
        return (Parse(match[1]), Parse(match[2]));
    }

    private static double Parse(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
}
