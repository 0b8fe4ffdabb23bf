using System.Text;

namespace RandomLandscapes.Figures;

/// <summary>A label with italics, superscripts, subscripts, Greek letters and minus signs, parsed once from a small markup.</summary>
/// <remarks>
/// <para><c>*n*</c> is italic; <c>^2</c> and <c>^{-3}</c> raise, <c>_i</c> and <c>_{max}</c> lower (one level, italics allowed inside);
/// <c>\lambda</c>, <c>\times</c>, <c>\le</c>, <c>\minus</c> and their like are symbols; <c>\\ \* \^ \_ \{ \}</c> are the characters themselves.</para>
/// <para>A hyphen becomes a minus sign between two spaces, as a sign before a digit, variable or bracket, after a variable or
/// bracket where a digit or variable follows, and inside a script unless a word follows it: "-1", "exp(-*x*)", "*n*-1",
/// "*a* - *b*" and "10^{-3}" get minus signs, "Kac-Rice", "1-2", "*p*-spin" and "_{Kac-Rice}" keep hyphens.</para>
/// </remarks>
public sealed class RichText : IEquatable<RichText>
{
    private RichText(string markup)
    {
        Markup = markup;
        Runs = RichTextParser.Parse(markup);
    }

    /// <summary>Gets the empty label.</summary>
    public static RichText Empty { get; } = new(string.Empty);

    /// <summary>Gets the markup that this label was parsed from.</summary>
    public string Markup { get; }

    /// <summary>Gets the styled runs in reading order.</summary>
    public IReadOnlyList<TextRun> Runs { get; }

    /// <summary>Gets a value indicating whether nothing would be drawn.</summary>
    public bool IsEmpty => Runs.Count == 0;

    /// <summary>Parses a label.</summary>
    /// <param name="markup">The markup; see the remarks of this type.</param>
    /// <exception cref="ArgumentException">The markup is malformed; the message names the position.</exception>
    public static RichText Parse(string markup)
    {
        ArgumentNullException.ThrowIfNull(markup);
        return new RichText(markup);
    }

    /// <summary>Makes a label of characters that mean themselves, such as a name that came from a file.</summary>
    /// <param name="text">Any text.</param>
    public static RichText Literal(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var markup = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (RichTextParser.IsSpecial(c))
                markup.Append('\\');
            markup.Append(c);
        }

        return new RichText(markup.ToString());
    }

    /// <summary>Parses a label, so that a string literal can stand where a label is expected.</summary>
    /// <param name="markup">The markup; see the remarks of this type.</param>
    public static implicit operator RichText(string markup) => Parse(markup);

    /// <summary>Returns the label in plain Unicode: styles dropped, scripts marked by ^ and _.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        var previous = TextScript.Normal;
        foreach (var run in Runs)
        {
            if (run.Script != TextScript.Normal && run.Script != previous)
                text.Append(run.Script == TextScript.Superscript ? '^' : '_');
            text.Append(run.Text);
            previous = run.Script;
        }

        return text.ToString();
    }

    /// <summary>Compares two labels by their markup.</summary>
    /// <param name="other">The other label.</param>
    public bool Equals(RichText? other) => other is not null && string.Equals(Markup, other.Markup, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RichText);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Markup);
}
