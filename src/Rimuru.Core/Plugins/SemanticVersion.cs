using System.Globalization;

namespace Rimuru.Core.Plugins;

/// <summary>A version by Semantic Versioning 2.0: three numbers, and perhaps a pre-release. What follows a plus has no order.</summary>
internal sealed record SemanticVersion(int Major, int Minor, int Patch, string Pre = "") : IComparable<SemanticVersion>
{
    /// <summary>Reads a version; null if the text is none.</summary>
    public static SemanticVersion? Parse(string text)
    {
        string plain = text.Split('+', 2)[0];
        string[] halves = plain.Split('-', 2);
        string[] numbers = halves[0].Split('.');
        string pre = halves.Length == 2 ? halves[1] : "";
        if (numbers.Length != 3 || (halves.Length == 2 && !IsPreRelease(pre)))
            return null;
        int[] parts = [.. numbers.Select(Number)];
        return Array.TrueForAll(parts, part => part >= 0) ? new SemanticVersion(parts[0], parts[1], parts[2], pre) : null;
    }

    public int CompareTo(SemanticVersion? other)
    {
        if (other is null)
            return 1;
        int order = (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));
        if (order != 0)
            return order;

        // A pre-release comes before its release.
        if (Pre.Length == 0 || other.Pre.Length == 0)
            return (Pre.Length == 0).CompareTo(other.Pre.Length == 0);
        return ComparePre(Pre.Split('.'), other.Pre.Split('.'));
    }

    public override string ToString() => Pre.Length == 0 ? $"{Major}.{Minor}.{Patch}" : $"{Major}.{Minor}.{Patch}-{Pre}";

    private static int ComparePre(string[] one, string[] other)
    {
        for (int i = 0; i < Math.Min(one.Length, other.Length); i++)
        {
            bool isNumber = int.TryParse(one[i], NumberStyles.None, CultureInfo.InvariantCulture, out int a);
            bool isOthers = int.TryParse(other[i], NumberStyles.None, CultureInfo.InvariantCulture, out int b);
            int order;
            if (isNumber && isOthers)
                order = a.CompareTo(b);
            else if (isNumber || isOthers)
                order = isNumber ? -1 : 1;
            else
                order = string.CompareOrdinal(one[i], other[i]);
            if (order != 0)
                return order;
        }

        return one.Length.CompareTo(other.Length);
    }

    private static bool IsPreRelease(string text) =>
        text.Split('.').All(part => part.Length > 0 && part.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'));

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && (text.Length == 1 || text[0] != '0')
            ? number
            : -1;
}
