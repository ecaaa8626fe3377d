using System.Text;
using Rimuru.Core.Errors;

namespace Rimuru.Core.Config;

/// <summary>Reads <c>.env</c> text: <c>NAME=value</c> lines with shell quoting and without expansion.</summary>
/// <remarks>Errors never show a value, since the file may contain passwords.</remarks>
internal sealed class DotEnvFile
{
    private readonly string path;
    private readonly string text;
    private readonly int line;
    private int at;

    private DotEnvFile(string path, string text, int line)
    {
        this.path = path;
        this.text = text;
        this.line = line;
    }

    private string Origin => $"{path}:{line}";

    private bool AtEnd => at >= text.Length;

    /// <summary>Reads the settings of a file into a layer. E4003 names the file and the malformed line.</summary>
    public static void ReadInto(ConfigLayer layer, ConfigSchema schema, string path, string content)
    {
        using StringReader lines = new(content);
        int line = 0;
        while (lines.ReadLine() is { } text)
        {
            DotEnvFile entry = new(path, text, ++line);
            layer.Read(() => entry.ReadLine(layer, schema));
        }
    }

    private void ReadLine(ConfigLayer layer, ConfigSchema schema)
    {
        SkipBlanks();
        if (AtEnd || text[at] == '#')
            return;
        string name = ReadName();
        if (name == "export" && !AtEnd && IsBlank(text[at]))
        {
            SkipBlanks();
            name = ReadName();
        }
        SkipBlanks();
        if (name.Length == 0 || AtEnd || text[at] != '=')
            throw Malformed("expected NAME=value");
        at++;
        ConfigKey key = ConfigVariables.KeyOf(schema, name, Origin);
        layer.Set(key, key.Parse(ReadValue(name), Origin), Origin);
    }

    private string ReadName()
    {
        int start = at;
        while (!AtEnd && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '_'))
            at++;
        return start < at && !char.IsAsciiDigit(text[start]) ? text[start..at] : "";
    }

    private string ReadValue(string name)
    {
        int start = at;
        SkipBlanks();
        if (AtEnd)
            return "";
        string value = text[at] switch
        {
            '\'' => ReadSingleQuoted(name),
            '"' => ReadDoubleQuoted(name),
            _ => ReadBare(start),
        };
        SkipBlanks();
        if (!AtEnd && text[at] != '#')
            throw Malformed($"{name} has text after its closing quote");
        return value;
    }

    // A # within a word is part of it, as in a shell: passwords may contain one.
    private string ReadBare(int start)
    {
        int first = at;
        while (!AtEnd && !(text[at] == '#' && at > start && IsBlank(text[at - 1])))
            at++;
        return text[first..at].TrimEnd();
    }

    private string ReadSingleQuoted(string name)
    {
        int end = text.IndexOf('\'', at + 1);
        if (end < 0)
            throw Malformed($"{name} has no closing quote");
        string value = text[(at + 1)..end];
        at = end + 1;
        return value;
    }

    private string ReadDoubleQuoted(string name)
    {
        StringBuilder value = new();
        for (at++; !AtEnd; at++)
        {
            switch (text[at])
            {
                case '"':
                    at++;
                    return value.ToString();
                case '\\' when at + 1 < text.Length:
                    value.Append(Unescape(text[++at], name));
                    break;
                default:
                    value.Append(text[at]);
                    break;
            }
        }
        throw Malformed($"{name} has no closing quote");
    }

    private char Unescape(char c, string name) =>
        c switch
        {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            '\\' or '"' or '$' or '`' => c,
            _ => throw Malformed(
                $"{name} has an escape that is not one of \\\\ \\\" \\$ \\` \\n \\r \\t; in single quotes nothing is escaped"
            ),
        };

    private void SkipBlanks()
    {
        while (!AtEnd && IsBlank(text[at]))
            at++;
    }

    private static bool IsBlank(char c) => c is ' ' or '\t';

    private RimuruException Malformed(string problem) => new(ErrorCodes.ConfigFormat, $"{Origin}: {problem}.", Origin);
}
