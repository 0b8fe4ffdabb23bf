namespace RandomLandscapes.Figures;

/// <summary>The named symbols of the label markup, with the TeX that draws each in maths mode.</summary>
internal static class Symbols
{
    private static readonly (string Name, char Character)[] Table =
    [
        ("alpha", 'α'), ("beta", 'β'), ("gamma", 'γ'), ("delta", 'δ'), ("epsilon", 'ε'), ("zeta", 'ζ'), ("eta", 'η'),
        ("theta", 'θ'), ("iota", 'ι'), ("kappa", 'κ'), ("lambda", 'λ'), ("mu", 'μ'), ("nu", 'ν'), ("xi", 'ξ'), ("pi", 'π'),
        ("rho", 'ρ'), ("sigma", 'σ'), ("tau", 'τ'), ("upsilon", 'υ'), ("phi", 'φ'), ("chi", 'χ'), ("psi", 'ψ'), ("omega", 'ω'),
        ("Gamma", 'Γ'), ("Delta", 'Δ'), ("Theta", 'Θ'), ("Lambda", 'Λ'), ("Xi", 'Ξ'), ("Pi", 'Π'), ("Sigma", 'Σ'), ("Phi", 'Φ'),
        ("Psi", 'Ψ'), ("Omega", 'Ω'), ("minus", '\u2212'), ("times", '×'), ("pm", '±'), ("cdot", '·'), ("le", '≤'), ("ge", '≥'),
        ("ne", '≠'), ("approx", '≈'), ("sim", '∼'), ("infty", '∞'), ("to", '→'), ("langle", '⟨'), ("rangle", '⟩'), ("sum", '∑'),
        ("partial", '∂'), ("nabla", '∇'), ("in", '∈'), ("degree", '°'),
    ];

    private static readonly Dictionary<string, char> CharacterOf = Table.ToDictionary(s => s.Name, s => s.Character, StringComparer.Ordinal);

    private static readonly Dictionary<char, string> TexOf = Table.ToDictionary(s => s.Character, s => s.Name switch
    {
        "minus" => "-",
        "epsilon" => @"\varepsilon ",
        "phi" => @"\varphi ",
        "degree" => @"^{\circ}",
        _ => $@"\{s.Name} ",
    });

    public static bool TryGetCharacter(string name, out char character) => CharacterOf.TryGetValue(name, out character);

    /// <summary>Gives the maths-mode TeX of a symbol, ending in a space where a letter may follow.</summary>
    public static bool TryGetTex(char character, out string tex)
    {
        var found = TexOf.TryGetValue(character, out var value);
        tex = value ?? string.Empty;
        return found;
    }
}
