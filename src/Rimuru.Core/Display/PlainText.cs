using System.Globalization;
using System.Text;

namespace Rimuru.Core.Display;

/// <summary>
/// Takes the power out of text that somebody else wrote before a person sees it: what would move the cursor, change colours, turn the order
/// of reading around
/// or begin a line is shown as its code, <c>\u001b</c>. The one place for tables, messages, prompts and views; JSON and the objects
/// themselves stay exact.
/// </summary>
internal static class PlainText
{
    /// <summary>A name, a path, a title: whatever it holds, it stays on one line.</summary>
    public static string Name(string text) => Written(text, areLinesKept: false);

    /// <summary>
    /// A message with names in it. Lines may be ours; those behind the first are indented, so that no name can feign a message.
    /// </summary>
    public static string Message(string text) => Written(text, areLinesKept: true);

    /// <summary>True for text that is shown as it is.</summary>
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

        // Marks that turn the order of reading around, ends of lines and paragraphs, and half of a surrogate pair.
        if (c is '\u061C' or '\u200E' or '\u200F' or (>= '\u2028' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\uFEFF')
            return true;
        if (!char.IsSurrogate(c))
            return false;
        bool isPair = char.IsHighSurrogate(c)
            ? at + 1 < text.Length && char.IsLowSurrogate(text[at + 1])
            : at > 0 && char.IsHighSurrogate(text[at - 1]);

        // The tags of plane 14 are letters that nobody sees.
        return !isPair
            || (char.IsHighSurrogate(c) ? c : text[at - 1]) is '\uDB40' && (char.IsHighSurrogate(c) ? text[at + 1] : c) <= '\uDC7F';
    }
}
