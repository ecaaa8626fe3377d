using System.Text.RegularExpressions;

namespace Rimuru.Core.Skills;

/// <summary>Texts as the <c>yaml</c> package of npm writes them, which SkillKit uses: plain where that is read as the same text.</summary>
internal static partial class YamlScalar
{
    /// <summary>A text as the value of a key at the margin, or of an item of its list.</summary>
    public static string Write(string text, string indent = "  ")
    {
        if (text.Contains('\n', StringComparison.Ordinal))
            return CannotBeBlock().IsMatch(text) ? Double(text) : Block(text, indent);
        return NeedsQuotes().IsMatch(text) || IsOtherType().IsMatch(text) ? Quoted(text) : text;
    }

    private static string Quoted(string text) =>
        text.Contains('"', StringComparison.Ordinal) && !text.Contains('\'', StringComparison.Ordinal) ? $"'{text}'" : Double(text);

    private static string Double(string text) => SkillJson.Text(text);

    private static string Block(string text, string indent)
    {
        string rest = text.TrimEnd('\n');
        int ends = text.Length - rest.Length;
        string chomp = ends switch
        {
            0 => "-",
            1 => "",
            _ => "+",
        };
        string mark = rest.StartsWith(' ') ? $"{indent.Length}" : "";
        string lines = string.Join('\n', rest.Split('\n').Select(line => line.Length == 0 ? line : indent + line));
        return $"|{mark}{chomp}\n{lines}{new string('\n', ends)}";
    }

    [GeneratedRegex(
        @"^[\n\t ,[\]{}#&*!|>'""%@`]|^[?-]\z|^[?-][ \t]|[\n:][ \t]|[ \t]\n|[\n\t ]#|[\n:\-\t ]\z|^\z",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex NeedsQuotes();

    /// <summary>What YAML's core schema takes for null, true or false, or a number.</summary>
    [GeneratedRegex(
        @"^(~|[Nn]ull|NULL|[Tt]rue|TRUE|[Ff]alse|FALSE|0o[0-7]+|[-+]?[0-9]+|0x[0-9a-fA-F]+|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"
            + @"|[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?)\z",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex IsOtherType();

    [GeneratedRegex(@"\n[\t ]+\z|^\s*\z", RegexOptions.CultureInvariant)]
    private static partial Regex CannotBeBlock();
}
