using System.Text;
using Rimuru.Core.Errors;

namespace Rimuru.Core.StatusLines;

/// <summary>
/// What a status line looks like: parts between bars, in which names in braces stand for values. A part with a value that is not known is
/// left out.
/// </summary>
internal sealed class StatusTemplate
{
    /// <summary>The usual one.</summary>
    public const string Usual = "{model}|{session} session|{today} today|context {context}|5h {5h}|week {week}|{budget}";

    /// <summary>The names that may stand in braces.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        "model",
        "session",
        "today",
        "context",
        "5h",
        "week",
        "budget",
        "project",
        "branch",
    ];

    private const string Between = " · ";

    private readonly string[] parts;

    /// <summary>E9001: a name is unknown, or a brace is not closed.</summary>
    public StatusTemplate(string text)
    {
        parts = text.Split('|');
        foreach (string part in parts)
            Fill(part, _ => "");
    }

    /// <summary>True if the template has a name: what is not shown need not be looked up.</summary>
    public bool Has(string name) => parts.Any(part => part.Contains($"{{{name}}}", StringComparison.Ordinal));

    public string Fill(Func<string, string?> valueOf) => string.Join(Between, parts.Select(part => Fill(part, valueOf)).OfType<string>());

    private static string? Fill(string part, Func<string, string?> valueOf)
    {
        StringBuilder filled = new();
        int at = 0;
        for (int open = part.IndexOf('{', at); open >= 0; open = part.IndexOf('{', at))
        {
            int close = part.IndexOf('}', open);
            string name = close < 0 ? part[open..] : part[(open + 1)..close];
            if (close < 0 || !Names.Contains(name))
                throw new RimuruException(
                    ErrorCodes.InvalidArgument,
                    $"The template has '{name}', which is no name.{Spelling.Hint(name, Names)} The names are {string.Join(", ", Names)}.",
                    "template"
                );
            if (valueOf(name) is not { } value)
                return null;
            filled.Append(part, at, open - at).Append(value);
            at = close + 1;
        }

        return filled.Append(part, at, part.Length - at).ToString();
    }
}
