using System.Globalization;
using System.Text;

namespace Rimuru.Core.Display;

/// <summary>
/// Makes text that others wrote safe for display. Characters that would move the cursor, change colours, reverse the reading direction or
/// begin a line are shown as their code, <c>\u001b</c>. The only place for this: tables, messages, prompts and views use it; JSON and
/// objects keep the exact text.
/// </summary>
internal static class PlainText
{
    /// <summary>A name, a path or a title on one line.</summary>
    public static string Name(string text) => Written(text, areLinesKept: false);

    /// <summary>
    /// A message that contains names. It may have several lines; all after the first are indented, so that a name cannot fake a message.
    /// </summary>
    public static string Message(string text) => Written(text, areLinesKept: true);

    /// <summary>True for text that is shown unchanged.</summary>
    public static bool IsPlain(string text) => IndexOfPower(text, areLinesKept: false) < 0;

    private static string Written(string text, bool areLinesKept)
    {
        int at = IndexOfPower(text, areLinesKept);
        if (at < 0)
            return text;
        StringBuilder plain = new(text, 0, at, text.Length + 16);
        for (; at < text.Length; at++)
        {
            if (areLinesKept && text[at] == '\n')
                plain.Append(at + 1 < text.Length && text[at + 1] != ' ' ? "\n  " : "\n");
            else if (areLinesKept && text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n')
                continue;
            else if (HasPower(text, at))
                plain.Append("\\u").Append(((int)text[at]).ToString("x4", CultureInfo.InvariantCulture));
            else
                plain.Append(text[at]);
        }

        return plain.ToString();
    }

    private static int IndexOfPower(string text, bool areLinesKept)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] is >= ' ' and <= '~')
                continue;
            if (HasPower(text, i) || (areLinesKept && text[i] is '\n'))
                return i;
        }

        return -1;
    }

    private static bool HasPower(string text, int at)
    {
        char c = text[at];
        if (char.IsControl(c))
            return true;
        if (c < '\u061C')
            return false;

        // Marks that reverse the reading direction, ends of lines and paragraphs, and lone surrogates.
        if (c is '\u061C' or '\u200E' or '\u200F' or (>= '\u2028' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\uFEFF')
            return true;
        if (!char.IsSurrogate(c))
            return false;
        bool isPair = char.IsHighSurrogate(c)
            ? at + 1 < text.Length && char.IsLowSurrogate(text[at + 1])
            : at > 0 && char.IsHighSurrogate(text[at - 1]);

        // The tags of plane 14 are invisible letters.
        return !isPair
            || (char.IsHighSurrogate(c) ? c : text[at - 1]) is '\uDB40' && (char.IsHighSurrogate(c) ? text[at + 1] : c) <= '\uDC7F';
    }
}
