namespace Rimuru.Core.Display;

/// <summary>A text as an argument on a PowerShell command line, quoted so that PowerShell reads exactly this text.</summary>
internal static class ShellWord
{
    /// <summary>All characters that PowerShell treats as a single quote; each ends a string that another one began.</summary>
    private const string Quotes = "'\u2018\u2019\u201a\u201b";

    /// <summary>The text itself if it is one word without special meaning; otherwise quoted.</summary>
    public static string Of(string text) => IsPlainWord(text) ? text : Quoted(text);

    public static string Quoted(string text) => $"'{string.Concat(text.Select(c => Quotes.Contains(c) ? $"{c}{c}" : c.ToString()))}'";

    private static bool IsPlainWord(string text) =>
        text.Length > 0 && text[0] != '-' && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/' or ':');
}
