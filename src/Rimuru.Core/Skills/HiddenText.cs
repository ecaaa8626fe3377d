using System.Text;

namespace Rimuru.Core.Skills;

/// <summary>Characters that a reader does not see and a model does.</summary>
internal static class HiddenText
{
    /// <summary>
    /// True for characters that are invisible or reverse the reading direction. The joiners of scripts and of emoji are not meant.
    /// </summary>
    public static bool IsHidden(Rune rune) =>
        rune.Value
            is 0x00AD
                or 0x061C
                or 0x180E
                or 0x200B
                or 0x200E
                or 0x200F
                or (>= 0x2028 and <= 0x202E)
                or (>= 0x2060 and <= 0x206F)
                or 0xFEFF
                or (>= 0xFFF9 and <= 0xFFFB)
                or (>= 0xE0000 and <= 0xE0FFF);

    /// <summary>The first hidden or control character of a line; null if it has none.</summary>
    public static Rune? FirstIn(ReadOnlySpan<char> line)
    {
        foreach (Rune rune in line.EnumerateRunes())
        {
            if (IsHidden(rune) || (Rune.IsControl(rune) && rune.Value is not ('\t' or '\r' or '\f')))
                return rune;
        }

        return null;
    }
}
