using System.Globalization;
using System.Text;
using Rimuru.Core.Display;

namespace Rimuru.Core.Views;

/// <summary>Measures and shortens text in terminal cells.</summary>
internal static class DisplayText
{
    private const char Ellipsis = '…';

    private const string WideSigns = "⌚⌛\u2329\u232A⏩⏪⏫⏬⏰⏳◽◾☔☕♈♉♊♋♌♍♎♏♐♑♒♓♿⚓⚡⚪⚫⚽⚾⛄⛅⛎⛔⛪⛲⛳⛵⛺⛽✅✊✋✨❌❎❓❔❕❗➕➖➗➰➿⬛⬜⭐⭕";

    /// <summary>The width of a text in cells: zero for combining marks, two for wide characters.</summary>
    public static int Width(string text)
    {
        if (IsPlain(text))
            return text.Length;
        int width = 0;
        foreach (Rune rune in text.EnumerateRunes())
            width += Width(rune);
        return width;
    }

    /// <summary>Shortens a text to a width by removing its middle, since names differ at their ends; of a list, its end.</summary>
    public static string Cut(string text, int width)
    {
        if (Width(text) <= width)
            return text;
        if (width < 2)
            return width == 1 ? "…" : "";
        Rune[] runes = [.. text.EnumerateRunes()];

        // Without its middle, a list of two models would read as one that does not exist.
        int head = text.Contains(", ", StringComparison.Ordinal) ? width - 1 : width / 2,
            tail = width - 1 - head;
        int from = 0,
            to = runes.Length;
        StringBuilder cut = new();
        for (int room = head; from < to && Width(runes[from]) <= room; from++)
        {
            room -= Width(runes[from]);
            cut.Append(runes[from].ToString());
        }

        for (int room = tail; to > from && Width(runes[to - 1]) <= room; to--)
            room -= Width(runes[to - 1]);
        cut.Append(Ellipsis);
        for (; to < runes.Length; to++)
            cut.Append(runes[to].ToString());
        return cut.ToString();
    }

    /// <summary>Replaces control characters, so that a text stays on its line and cannot affect the terminal.</summary>
    public static string OneLine(string text) => PlainText.Name(text);

    private static bool IsPlain(string text) => text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0;

    private static int Width(Rune rune) =>
        Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format => 0,
            _ => IsWide(rune.Value) ? 2 : 1,
        };

    /// <summary>True for Hangul, Chinese, Japanese, full-width forms and emoji.</summary>
    private static bool IsWide(int rune) => rune < 0x2E80 ? IsWideSign(rune) : IsWideLetter(rune);

    /// <summary>True for old Hangul, and for the few signs that are pictures by themselves, such as ⌚ and ✅.</summary>
    private static bool IsWideSign(int rune) =>
        rune is >= 0x1100 and <= 0x115F || (rune >= 0x231A && WideSigns.Contains((char)rune, StringComparison.Ordinal));

    private static bool IsWideLetter(int rune) =>
        rune
            is >= 0x2E80
                and (
                    <= 0x303E
                    or >= 0x3041
                    and <= 0xA4CF
                    or >= 0xAC00
                    and <= 0xD7A3
                    or >= 0xF900
                    and <= 0xFAFF
                    or >= 0xFE30
                    and <= 0xFE6F
                    or >= 0xFF00
                    and <= 0xFF60
                    or >= 0xFFE0
                    and <= 0xFFE6
                    or >= 0x1F300
                    and <= 0x1FAFF
                    or >= 0x20000
                    and <= 0x3FFFD
                );
}
