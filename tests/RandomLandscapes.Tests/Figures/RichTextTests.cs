using RandomLandscapes.Figures;

namespace RandomLandscapes.Tests.Figures;

public class RichTextTests
{
    [Fact]
    public void Runs_carry_italics_scripts_and_greek() => Assert.Equal(
        [
            new TextRun("a", Italic: true, TextScript.Normal),
            new TextRun(" ", Italic: false, TextScript.Normal),
            new TextRun("n", Italic: true, TextScript.Normal),
            new TextRun("2", Italic: false, TextScript.Superscript),
            new TextRun(" + λ", Italic: false, TextScript.Normal),
            new TextRun("max", Italic: false, TextScript.Subscript),
        ],
        RichText.Parse(@"*a* *n*^2 + \lambda_{max}").Runs);

    [Fact]
    public void Italics_may_stand_inside_a_script() => Assert.Equal(
        [
            new TextRun("2", Italic: false, TextScript.Normal),
            new TextRun("−", Italic: false, TextScript.Superscript),
            new TextRun("n", Italic: true, TextScript.Superscript),
        ],
        RichText.Parse("2^{-*n*}").Runs);

    [Theory]
    [InlineData("10^{-3}", "10^−3")]
    [InlineData("-1", "−1")]
    [InlineData("*a* - *b*", "a − b")]
    [InlineData("*n*-1", "n−1")]
    [InlineData("exp(-*x*)", "exp(−x)")]
    [InlineData("Kac-Rice", "Kac-Rice")]
    [InlineData("3-spin", "3-spin")]
    [InlineData("*p*-spin", "p-spin")]
    [InlineData("1-2", "1-2")]
    [InlineData("*N*_{Kac-Rice}", "N_Kac-Rice")]
    public void Hyphens_become_minus_signs_only_in_formulas(string markup, string plain) =>
        Assert.Equal(plain, RichText.Parse(markup).ToString());

    [Theory]
    [InlineData(@"\*\^\_\\\{\}", @"*^_\{}")]
    [InlineData(@"\Sigma\minus\le\infty", "Σ−≤∞")]
    [InlineData("", "")]
    public void Escapes_and_symbols_are_characters(string markup, string plain) =>
        Assert.Equal(plain, RichText.Parse(markup).ToString());

    [Theory]
    [InlineData("*n", "character 1 ('*') opens italics")]
    [InlineData("x^", "character 2 ('^') raises or lowers nothing")]
    [InlineData("x^{}", "character 2 ('^') raises or lowers nothing")]
    [InlineData("x^{2", "character 2 ('^') opens a group that is never closed")]
    [InlineData("x_{a^2}", "character 5 ('^') puts a script inside a script")]
    [InlineData("x^{*n}*", "character 2 ('^') opens a group in which italics")]
    [InlineData("x^*n*", "character 2 ('^') needs one character")]
    [InlineData("{x}", "character 1 ('{') is a brace outside a script")]
    [InlineData(@"a\", "character 2 ('\\') is a lone backslash")]
    [InlineData(@"\lamda", "unknown symbol \"\\lamda\"")]
    [InlineData("a\nb", "is a control character")]
    public void Malformed_labels_are_refused_with_the_place(string markup, string message) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => RichText.Parse(markup)).Message, StringComparison.Ordinal);

    [Fact]
    public void Literals_mean_themselves()
    {
        const string text = @"50 % of {x_1^*} \alpha";
        Assert.Equal(text, RichText.Literal(text).ToString());
    }

    [Fact]
    public void Labels_are_equal_when_their_markup_is()
    {
        Assert.Equal(RichText.Parse("*n*"), (RichText)"*n*");
        Assert.NotEqual(RichText.Parse("*n*"), RichText.Parse("n"));
    }

    [Theory]
    [InlineData("*n*^2", "$n^{2}$")]
    [InlineData("10^{-60}", "10${}^{-60}$")]
    [InlineData("*P*(minimum)", "$P$(minimum)")]
    [InlineData("50 % & #1_{max}", @"50 \% \& \#1${}_{\mathrm{max}}$")]
    [InlineData(@"\lambda_i^2", @"$\lambda _{\mathrm{i}}{}^{2}$")]
    [InlineData("*x*_1^2", "$x_{1}{}^{2}$")]
    public void Tex_stays_in_text_mode_but_for_formulas(string markup, string tex) =>
        Assert.Equal(tex, TexText.Render(markup));
}
