using System.Text;

namespace RandomLandscapes.Figures;

/// <summary>One file that a writer made: a relative name and the whole text.</summary>
/// <param name="Name">File name without a folder.</param>
/// <param name="Content">The text, lines ended by a line feed.</param>
public sealed record FigureFile(string Name, string Content)
{
    /// <summary>Writes the file in UTF-8 without a byte order mark, over what was there.</summary>
    /// <param name="directory">An existing folder.</param>
    public void SaveTo(string directory) =>
        File.WriteAllText(Path.Combine(directory, Name), Content, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
}
