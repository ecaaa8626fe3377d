using System.Globalization;
using System.Text;

namespace Rimuru.Core.Integrations;

/// <summary>
/// A JSON text with the places of its values, so that one can be added or taken out while every other character stays. Comments are
/// skipped where the file's agent allows them. <see cref="FormatException"/>: it is not such a text.
/// </summary>
internal sealed class JsonText
{
    private const int Deepest = 64;

    private readonly string text;
    private readonly bool hasComments;
    private int at;

    private JsonText(string text, bool hasComments)
    {
        this.text = text;
        this.hasComments = hasComments;
    }

    /// <summary>The value of the whole text.</summary>
    public static JsonPlace Parse(string text, bool hasComments)
    {
        JsonText parser = new(text, hasComments);
        if (text.StartsWith('\uFEFF'))
            parser.at = 1;
        parser.SkipSpace();
        JsonPlace root = parser.Value(0);
        parser.SkipSpace();
        return parser.at == text.Length ? root : throw parser.Wrong("something follows the value");
    }

    private JsonPlace Value(int depth)
    {
        if (depth > Deepest)
            throw Wrong("it is nested too deeply");
        return Peek() switch
        {
            '{' => Container(depth, '}', isObject: true),
            '[' => Container(depth, ']', isObject: false),
            '"' => Text(),
            _ => Word(),
        };
    }

    private JsonPlace Container(int depth, char end, bool isObject)
    {
        int start = at++;
        List<JsonPlace> children = [];
        for (SkipSpace(); Peek() != end; SkipSpace())
        {
            if (children.Count > 0)
            {
                Take(',');
                SkipSpace();
            }

            children.Add(isObject ? Member(depth) : Value(depth + 1));
        }

        at++;
        return new JsonPlace(start, at, children, isObject, null, null);
    }

    private JsonPlace Member(int depth)
    {
        JsonPlace name = Text();
        SkipSpace();
        Take(':');
        SkipSpace();
        JsonPlace value = Value(depth + 1);
        return value with { Name = name.Text, MemberStart = name.Start };
    }

    private JsonPlace Text()
    {
        int start = at;
        Take('"');
        StringBuilder decoded = new();
        while (Peek() is not '"')
        {
            char c = text[at++];
            if (c < ' ')
                throw Wrong("a text has a control character");
            decoded.Append(c == '\\' ? Escape() : c);
        }

        at++;
        return new JsonPlace(start, at, [], false, decoded.ToString(), null);
    }

    private char Escape()
    {
        Peek();
        char c = text[at++];
        switch (c)
        {
            case '"' or '\\' or '/':
                return c;
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u'
                when at + 4 <= text.Length
                    && ushort.TryParse(text.AsSpan(at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code):
                at += 4;
                return (char)code;
            default:
                throw Wrong("a text has an escape that JSON does not know");
        }
    }

    private JsonPlace Word()
    {
        int start = at;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '+' or '-' or '.'))
            at++;
        string word = text[start..at];
        bool isNumber =
            word.Length > 0 && (char.IsAsciiDigit(word[0]) || word[0] == '-') && double.TryParse(word, CultureInfo.InvariantCulture, out _);
        if (!isNumber && word is not ("true" or "false" or "null"))
            throw Wrong("a value is expected");
        return new JsonPlace(start, at, [], false, null, null);
    }

    private void SkipSpace()
    {
        while (at < text.Length)
        {
            if (text[at] is ' ' or '\t' or '\r' or '\n')
                at++;
            else if (hasComments && text.AsSpan(at).StartsWith("//"))
                at = text.IndexOf('\n', at) is var line and >= 0 ? line : text.Length;
            else if (hasComments && text.AsSpan(at).StartsWith("/*"))
                at = text.IndexOf("*/", at + 2, StringComparison.Ordinal) is var end and >= 0
                    ? end + 2
                    : throw Wrong("a comment does not end");
            else
                return;
        }
    }

    private char Peek() => at < text.Length ? text[at] : throw Wrong("it ends too early");

    private void Take(char expected)
    {
        if (Peek() != expected)
            throw Wrong($"'{expected}' is expected");
        at++;
    }

    private FormatException Wrong(string what) => new($"line {text.AsSpan(0, Math.Min(at, text.Length)).Count('\n') + 1}: {what}.");
}

/// <summary>A value in a text.</summary>
/// <param name="Start">Its first character.</param>
/// <param name="End">Behind its last character.</param>
/// <param name="Children">The members or elements, in order.</param>
/// <param name="IsObject">True for an object.</param>
/// <param name="Text">The decoded text of a string.</param>
/// <param name="Name">The name of a member.</param>
internal sealed record JsonPlace(int Start, int End, IReadOnlyList<JsonPlace> Children, bool IsObject, string? Text, string? Name)
{
    /// <summary>Where the name of a member starts.</summary>
    public int? MemberStart { get; init; }

    /// <summary>The first character of a member or an element.</summary>
    public int First => MemberStart ?? Start;

    /// <summary>True for an array.</summary>
    public bool IsArray(string text) => text[Start] == '[';

    /// <summary>The member of a name; null for none. <see cref="FormatException"/>: there are two.</summary>
    public JsonPlace? Member(string name)
    {
        JsonPlace[] found = [.. Children.Where(child => IsObject && child.Name == name)];
        return found.Length <= 1 ? found.FirstOrDefault() : throw new FormatException($"'{name}' is there twice.");
    }
}
