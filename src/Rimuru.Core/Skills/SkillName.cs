using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace Rimuru.Core.Skills;

/// <summary>The rules for names of skills and of their files: the same on every system, since a skill travels.</summary>
internal static partial class SkillName
{
    private const int Longest = 64;
    private const int LongestPart = 255;

    private static readonly SearchValues<char> Refused = SearchValues.Create("/\\:*?\"<>|");

    /// <summary>True for a name that the specification of skills allows; it is also a safe name of a folder.</summary>
    public static bool IsValid(string name) => name.Length <= Longest && Form().IsMatch(name) && !IsReserved(name);

    /// <summary>Why a part of a path must not be written on any system; null if it may.</summary>
    public static string? WhyNotPart(string part)
    {
        if (part is "" or "." or "..")
            return "leads to another folder";
        if (part.Length > LongestPart)
            return "is too long";
        foreach (Rune rune in part.EnumerateRunes())
        {
            if (HiddenText.IsHidden(rune) || Rune.IsControl(rune) || rune == Rune.ReplacementChar)
                return $"has the hidden character U+{rune.Value:X4}";
        }

        if (part.AsSpan().ContainsAny(Refused))
            return "has a character that is no part of a name on every system";
        if (part[^1] is '.' or ' ')
            return "ends with a dot or a space, which Windows leaves out";
        return IsReserved(part) ? "is the name of a device on Windows" : null;
    }

    /// <summary>The first reason why a path with slashes must not be written; null if it may.</summary>
    public static string? WhyNotPath(string path) => path.Split('/').Select(WhyNotPart).FirstOrDefault(why => why is not null);

    private static bool IsReserved(string part) => Device().IsMatch(part);

    [GeneratedRegex(@"^[a-z0-9]+(-[a-z0-9]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();

    [GeneratedRegex(
        @"^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9\u00B9\u00B2\u00B3])\s*(\.|\z)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Device();
}
