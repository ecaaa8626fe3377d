namespace Rimuru.Core.Display;

/// <summary>Cells that a spreadsheet would run as a formula.</summary>
internal static class Formula
{
    /// <summary>With these a formula begins; the last four are their full-width forms.</summary>
    private const string Starts = "=+-@|\uFF1D\uFF0B\uFF0D\uFF20";

    /// <summary>True if a spreadsheet may take the text for a formula, blanks before it or not.</summary>
    public static bool IsLike(string text)
    {
        if (text.Length == 0)
            return false;
        if (text[0] is '\t' or '\r' or '\n')
            return true;
        int start = 0;
        while (start < text.Length && char.IsWhiteSpace(text[start]))
            start++;
        return start < text.Length && Starts.Contains(text[start], StringComparison.Ordinal);
    }

    /// <summary>The text with a quote before it, which makes it a text in every spreadsheet.</summary>
    public static string Disarmed(string text) => IsLike(text) ? "'" + text : text;
}
