using System.Text;

namespace RandomLandscapes.Figures;

/// <summary>Reads the markup of <see cref="RichText"/> into runs, in one pass.</summary>
internal sealed class RichTextParser
{
    private const char Minus = '\u2212';

    private readonly string _markup;
    private readonly List<TextRun> _runs = [];
    private readonly StringBuilder _pending = new();
    private int _position;
    private bool _italic;
    private TextScript _script;

    private RichTextParser(string markup) => _markup = markup;

    public static bool IsSpecial(char c) => c is '\\' or '*' or '^' or '_' or '{' or '}';

    public static IReadOnlyList<TextRun> Parse(string markup)
    {
        var parser = new RichTextParser(markup);
        parser.ReadLabel();
        return parser._runs.AsReadOnly();
    }

    private void ReadLabel()
    {
        var italicFrom = 0;
        while (_position < _markup.Length)
        {
            switch (_markup[_position])
            {
                case '*':
                    italicFrom = _position;
                    ToggleItalic();
                    break;
                case '^' or '_':
                    ReadScript();
                    break;
                default:
                    ReadCharacter();
                    break;
            }
        }

        if (_italic)
            throw Malformed(italicFrom, "opens italics that are never closed");
        Flush();
    }

    private void ReadScript()
    {
        var start = _position;
        Flush();
        _script = _markup[_position++] == '^' ? TextScript.Superscript : TextScript.Subscript;
        if (_position == _markup.Length)
            throw Malformed(start, "raises or lowers nothing");
        if (_markup[_position] == '{')
        {
            _position++;
            ReadGroup(start);
        }
        else if (_markup[_position] is '*' or ' ' || (_markup[_position] != '\\' && IsSpecial(_markup[_position])))
        {
            throw Malformed(start, "needs one character, one symbol or a group in braces after it");
        }
        else
        {
            ReadCharacter();
        }

        var before = _runs.Count;
        Flush();
        if (_runs.Count == before && (before == 0 || _runs[^1].Script != _script))
            throw Malformed(start, "raises or lowers nothing");
        _script = TextScript.Normal;
    }

    private void ReadGroup(int start)
    {
        var outerItalic = _italic;
        while (_position < _markup.Length && _markup[_position] != '}')
        {
            switch (_markup[_position])
            {
                case '*':
                    ToggleItalic();
                    break;
                case '^' or '_':
                    throw Malformed(_position, "puts a script inside a script; one level is supported");
                default:
                    ReadCharacter();
                    break;
            }
        }

        if (_position == _markup.Length)
            throw Malformed(start, "opens a group that is never closed");
        if (_italic != outerItalic)
            throw Malformed(start, "opens a group in which italics do not end where they began");
        _position++;
    }

    private void ReadCharacter()
    {
        var c = _markup[_position];
        if (c == '\\')
        {
            ReadEscape();
            return;
        }

        if (IsSpecial(c))
            throw Malformed(_position, "is a brace outside a script; write \\{ or \\} for the character itself");
        if (char.IsControl(c))
            throw Malformed(_position, "is a control character");
        _pending.Append(c == '-' && IsMinusHere() ? Minus : c);
        _position++;
    }

    private void ReadEscape()
    {
        var start = _position++;
        if (_position == _markup.Length)
            throw Malformed(start, "is a lone backslash");
        if (IsSpecial(_markup[_position]))
        {
            _pending.Append(_markup[_position++]);
            return;
        }

        var end = _position;
        while (end < _markup.Length && char.IsAsciiLetter(_markup[end]))
            end++;
        var name = _markup[_position..end];
        if (!Symbols.TryGetCharacter(name, out var symbol))
            throw Malformed(start, $"names the unknown symbol \"\\{name}\"");
        _pending.Append(symbol);
        _position = end;
    }

    private bool IsMinusHere()
    {
        var before = At(_position - 1);
        var after = At(_position + 1);
        if (_script != TextScript.Normal)
            return !(char.IsLetter(after) && char.IsLetter(At(_position + 2)));
        if (before is ' ' && after is ' ')
            return true;
        var isUnary = before is '\0' or ' ' or '(' or '[' or ',' or '=' or '<' or '>';
        var isAfterMaths = before is '*' or '}' or ')';
        return (isUnary && (char.IsDigit(after) || after is '(' or '*' or '\\')) || (isAfterMaths && (char.IsDigit(after) || after is '*'));
    }

    private char At(int position) => position >= 0 && position < _markup.Length ? _markup[position] : '\0';

    private void ToggleItalic()
    {
        Flush();
        _italic = !_italic;
        _position++;
    }

    private void Flush()
    {
        if (_pending.Length == 0)
            return;
        _runs.Add(new TextRun(_pending.ToString(), _italic, _script));
        _pending.Clear();
    }

    private ArgumentException Malformed(int position, string what) =>
        new($"Malformed label \"{_markup}\": character {position + 1} ('{At(position)}') {what}.");
}
