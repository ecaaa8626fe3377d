using System.Text;

namespace Rimuru.Core.Hooks;

/// <summary>
/// Text of known parts, some of which others wrote. It is escaped and cut for a target in one step, so that no escape is cut in two.
/// </summary>
/// <param name="parts">The parts, each with true if others wrote it.</param>
internal sealed class FittedText(IReadOnlyList<(string Text, bool IsForeign)> parts)
{
    private const string Ellipsis = "…";

    public static FittedText OfForeign(string text) => new([(text, true)]);

    /// <summary>The text in at most so many characters, or bytes of UTF-8.</summary>
    /// <param name="most">How many.</param>
    /// <param name="escape">Writes a character of foreign text; null to write it as it is.</param>
    /// <param name="areBytes">True to count bytes.</param>
    public string Fit(int most, Func<Rune, string>? escape = null, bool areBytes = false)
    {
        int SizeOf(string text) => areBytes ? Encoding.UTF8.GetByteCount(text) : text.Length;
        StringBuilder fitted = new();
        int size = 0,
            cutAt = 0,
            room = most - SizeOf(Ellipsis);
        foreach ((string text, bool isForeign) in parts)
        {
            foreach (Rune rune in text.EnumerateRunes())
            {
                string written = isForeign && escape is not null ? escape(rune) : rune.ToString();
                size += SizeOf(written);
                if (size > most)
                    return fitted.ToString(0, cutAt) + Ellipsis;
                fitted.Append(written);
                if (size <= room)
                    cutAt = fitted.Length;
            }
        }

        return fitted.ToString();
    }
}
