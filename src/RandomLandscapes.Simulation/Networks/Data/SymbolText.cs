using System.Text;

namespace RandomLandscapes.Simulation.Networks.Data;

/// <summary>A text as samples of a language model: sequence k reads characters k T to k T + T - 1 and is to predict the ones after them.</summary>
public sealed class SymbolText
{
    private const long LargestFile = 64 << 20;

    private readonly int[] _symbols;

    /// <summary>Reads a text with the vocabulary of its own characters, sorted by code point.</summary>
    /// <param name="text">At least two different characters.</param>
    public SymbolText(string text)
        : this(text, string.Concat((text ?? "").EnumerateRunes().Distinct().Order()))
    {
    }

    /// <summary>Reads a text with a given vocabulary.</summary>
    /// <param name="text">Only characters of the vocabulary.</param>
    /// <param name="vocabulary">At least two characters, each once; a character's place is its symbol.</param>
    /// <exception cref="ArgumentException">A character is not in the vocabulary, or one is in it twice.</exception>
    public SymbolText(string text, string vocabulary)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(vocabulary);
        Rune[] symbols = [.. vocabulary.EnumerateRunes()], characters = [.. text.EnumerateRunes()];
        if (symbols.Length < 2 || symbols.Distinct().Count() != symbols.Length)
            throw new ArgumentException($"Expected at least two characters, each once, was '{vocabulary}'.", nameof(vocabulary));
        (Vocabulary, SymbolCount) = (vocabulary, symbols.Length);
        _symbols = new int[characters.Length];
        for (var i = 0; i < characters.Length; i++)
        {
            _symbols[i] = Array.IndexOf(symbols, characters[i]);
            if (_symbols[i] < 0)
                throw new ArgumentException($"Character {i}, U+{characters[i].Value:X4}, is not in the vocabulary '{vocabulary}'.", nameof(text));
        }
    }

    /// <summary>The number of symbols.</summary>
    public int SymbolCount { get; }

    /// <summary>The number of characters.</summary>
    public int Length => _symbols.Length;

    /// <summary>Reads a text file in UTF-8, with the vocabulary of its own characters.</summary>
    /// <param name="path">The file.</param>
    /// <param name="length">The first so many characters; null for all.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is too large, too short or no text; one line says which.</exception>
    public static SymbolText Read(string path, int? length = null)
    {
        var text = ReadText(path);
        if (text.Length < (length ?? 2) || text.Distinct().Take(2).Count() < 2)
            throw new InvalidDataException($"{path}: expected at least {length ?? 2} characters, two of them different, was {text.Length}.");
        return new SymbolText(length is { } l ? text[..l] : text);
    }

    /// <summary>Reads a text file in UTF-8 as it is, without the mark that some programs put first.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is a folder, too large or no text; one line says which.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static string ReadText(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Directory.Exists(path))
            throw new InvalidDataException($"{path}: expected a text file, was a folder.");
        if (!File.Exists(path))
            throw new FileNotFoundException($"Text not found: {path}.", path);
        if (new FileInfo(path).Length > LargestFile)
            throw new InvalidDataException($"{path}: expected a file of at most {LargestFile} bytes, was {new FileInfo(path).Length}.");
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(File.ReadAllBytes(path)).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException e)
        {
            throw new InvalidDataException($"{path}: expected text in UTF-8, was: {e.Message.ReplaceLineEndings(" ")}", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException($"{path}: cannot be read: {e.Message}", e);
        }
    }

    /// <summary>The characters by symbol.</summary>
    public string Vocabulary { get; }

    /// <summary>The samples: one-hot inputs step by step, the next symbols as targets; the mean of the loss goes over sequences and steps.</summary>
    /// <param name="steps">T, at least 1; at least T + 1 characters.</param>
    /// <param name="sequences">The first so many sequences; null for all (length - 1) / T.</param>
    /// <exception cref="ArgumentException">The text is too short.</exception>
    public NetworkSamples Samples(int steps, int? sequences = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        var most = Math.Max(0, _symbols.Length - 1) / steps;
        if (most < 1)
            throw new ArgumentException($"Expected at least {steps + 1} characters for a sequence of {steps} steps, was {_symbols.Length}.", nameof(steps));
        var count = sequences ?? most;
        if (count < 1 || count > most)
            throw new ArgumentException($"Expected from 1 to {most} sequences of {steps} steps in {_symbols.Length} characters, was {count}.", nameof(sequences));
        var v = SymbolCount;
        var inputs = new double[checked(count * steps * v)];
        var targets = new double[count * steps];
        for (var i = 0; i < targets.Length; i++)
        {
            inputs[(i * v) + _symbols[i]] = 1;
            targets[i] = _symbols[i + 1];
        }

        return new NetworkSamples(count, inputs, targets, (long)count * steps);
    }
}
