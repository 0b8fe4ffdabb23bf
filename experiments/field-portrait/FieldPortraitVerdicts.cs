using RandomLandscapes.Runs;

namespace RandomLandscapes.Experiments.FieldPortrait;

/// <summary>What Morse theory says of every single field, counted over all fields of a run.</summary>
internal static class FieldPortraitVerdicts
{
    public static IReadOnlyList<Verdict> Of(long[] counts) =>
    [
        Counted(
            "every-field-proved", "No critical point of any field is missing.", "fields without a proof", counts[PortraitCell.OpenFields], counts[PortraitCell.ProvedFields] + counts[PortraitCell.OpenFields],
            "none; each proof covers the whole torus with squares that are empty or hold exactly one point", Conclusion.NotShown,
            $"{counts[PortraitCell.ProvedFields]} fields proved complete, with every index; {counts[PortraitCell.OpenFields]} not. A proof, not a statistical test."),
        Counted(
            "every-line-ends", "Every gradient line from a saddle ends at a minimum (down) or a maximum (up) of the certified list.", "lines without an end", counts[PortraitCell.LostLines], counts[PortraitCell.Lines],
            "none; a line from saddle to saddle has probability zero", Conclusion.Refuted,
            $"{counts[PortraitCell.Lines]} lines of {counts[PortraitCell.Saddles]} saddles; {counts[PortraitCell.LostLines]} reached no extremum."),
        Counted(
            "morse-smale-graph", "The saddles join the minima to one graph that cuts the torus into discs, one about each maximum.", "fields whose graphs are otherwise",
            counts[PortraitCell.TracedFields] - counts[PortraitCell.SoundFields], counts[PortraitCell.TracedFields], "none; V - E + F = 0, corners of saddles in pairs, minima joined, maxima joined across the saddles outside a spanning tree, the two loops left a basis of the windings", Conclusion.Refuted,
            $"{counts[PortraitCell.SoundFields]} of {counts[PortraitCell.TracedFields]} fields. The ends of the lines decide, not the census: a line led to a wrong end would show."),
    ];

    private static Verdict Counted(string id, string claim, string statistic, long failures, long cases, string threshold, Conclusion otherwise, string explanation) => new(
        id, claim, statistic, failures, threshold, null, null, cases, failures > 0 ? otherwise : cases > 0 ? Conclusion.Supported : Conclusion.NotShown, explanation);
}
