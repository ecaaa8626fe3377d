using System.Globalization;

namespace Rimuru.Core.Plugins;

/// <summary>
/// Versions that will do: <c>^1.2</c>, <c>~1.2.3</c>, <c>&gt;=1.0 &lt;2.0</c>, <c>1.2.3</c>, <c>*</c>. Parts that are separated by blanks
/// must all hold. Missing numbers are zero.
/// </summary>
internal sealed class VersionRange
{
    private readonly List<Func<SemanticVersion, bool>> tests = [];
    private readonly string text;

    private VersionRange(string text) => this.text = text;

    /// <summary>Reads a range; null if the text is none.</summary>
    public static VersionRange? Parse(string text)
    {
        VersionRange range = new(text);
        string[] parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return parts.Length > 0 && Array.TrueForAll(parts, range.Add) ? range : null;
    }

    public bool Has(SemanticVersion version) => tests.TrueForAll(test => test(version));

    public override string ToString() => text;

    private bool Add(string part)
    {
        if (part == "*")
            return true;
        string sign = new([.. part.TakeWhile(c => !char.IsAsciiDigit(c))]);
        if (Bound(part[sign.Length..]) is not { } bound)
            return false;
        switch (sign)
        {
            case "" or "=":
                tests.Add(version => version.CompareTo(bound) == 0);
                return true;
            case ">=":
                tests.Add(version => version.CompareTo(bound) >= 0);
                return true;
            case ">":
                tests.Add(version => version.CompareTo(bound) > 0);
                return true;
            case "<=":
                tests.Add(version => version.CompareTo(bound) <= 0);
                return true;
            case "<":
                tests.Add(version => version.CompareTo(bound) < 0);
                return true;
            case "^":
                Below(bound, AfterBreaking(bound));
                return true;
            case "~":
                Below(bound, new SemanticVersion(bound.Major, bound.Minor + 1, 0));
                return true;
            default:
                return false;
        }
    }

    // A pre-release of the next breaking version is not in the range either.
    private void Below(SemanticVersion least, SemanticVersion end) =>
        tests.Add(version => version.CompareTo(least) >= 0 && version.CompareTo(end) < 0 && (version with { Pre = "" }).CompareTo(end) < 0);

    private static SemanticVersion AfterBreaking(SemanticVersion bound)
    {
        if (bound.Major > 0)
            return new SemanticVersion(bound.Major + 1, 0, 0);
        return bound.Minor > 0 ? new SemanticVersion(0, bound.Minor + 1, 0) : new SemanticVersion(0, 0, bound.Patch + 1);
    }

    private static SemanticVersion? Bound(string text)
    {
        int dash = text.IndexOf('-', StringComparison.Ordinal);
        string numbers = dash < 0 ? text : text[..dash];
        int missing = 2 - numbers.Count(c => c == '.');
        string full = numbers + string.Concat(Enumerable.Repeat(".0", Math.Max(0, missing))) + (dash < 0 ? "" : text[dash..]);
        return SemanticVersion.Parse(full.ToString(CultureInfo.InvariantCulture));
    }
}
