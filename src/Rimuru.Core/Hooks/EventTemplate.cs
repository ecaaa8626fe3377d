using System.Text;
using Rimuru.Core.Errors;

namespace Rimuru.Core.Hooks;

/// <summary>
/// A text with the names of an event's data in braces: <c>{agent} spent {cost}</c>. A doubled brace is a brace. What an event does not have
/// is empty.
/// </summary>
internal sealed class EventTemplate
{
    private readonly List<(string Text, bool IsName)> parts = [];

    private EventTemplate() { }

    /// <summary>Reads a template. <see cref="FormatException"/>: a brace is not closed or not opened; the message follows "it".</summary>
    public static EventTemplate Parse(string text)
    {
        EventTemplate template = new();
        StringBuilder literal = new();
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] is not ('{' or '}'))
            {
                literal.Append(text[i]);
            }
            else if (i + 1 < text.Length && text[i + 1] == text[i])
            {
                literal.Append(text[i++]);
            }
            else
            {
                int end = text[i] == '{' ? text.IndexOf('}', i) : -1;
                if (end < 0)
                    throw new FormatException($"has a single '{text[i]}'; write '{text[i]}{text[i]}' for the character");
                template.parts.Add((literal.ToString(), false));
                template.parts.Add((text[(i + 1)..end].Trim(), true));
                literal.Clear();
                i = end;
            }
        }

        template.parts.Add((literal.ToString(), false));
        return template;
    }

    /// <summary>Why the template is wrong for the events of a hook; null if it is not.</summary>
    public string? WhyNot(IReadOnlyList<EventKind> kinds)
    {
        string[] known = [.. kinds.SelectMany(EventFields.NamesOf).Distinct(StringComparer.OrdinalIgnoreCase)];
        foreach ((string name, bool isName) in parts)
        {
            if (isName && !known.Contains(name, StringComparer.OrdinalIgnoreCase) && !kinds.Any(kind => EventFields.IsOfSender(name, kind)))
                return $"names {{{name}}}, which its events do not have.{Spelling.Hint(name, known)} They have {string.Join(", ", known)}";
        }

        return null;
    }

    public FittedText Fill(EventFields fields) =>
        new([.. parts.Select(part => (part.IsName ? fields[part.Text] : part.Text, part.IsName))]);
}
