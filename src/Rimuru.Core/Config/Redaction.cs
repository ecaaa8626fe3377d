namespace Rimuru.Core.Config;

/// <summary>Removes passwords from database URLs and connection strings before they are shown.</summary>
internal static class Redaction
{
    public const string Mask = "***";

    private static readonly string[] Secrets = ["password", "passwd", "passphrase", "pwd", "psw", "pass"];

    /// <summary>The text with <c>***</c> in place of a password in its user part, and of the value of each <c>password=</c>. When in doubt it hides too much.</summary>
    public static string Redact(string text) =>
        IsUrl(text) ? RedactPairs(RedactUser(text), '&') : RedactUser(RedactPairs(text, ';'));

    /// <summary>A URL with <c>***</c> in place of everything after <c>?</c> or <c>#</c>: services accept keys there, under any name.</summary>
    public static string WithoutQuery(string text)
    {
        int at = text.AsSpan().IndexOfAny('?', '#');
        return at < 0 ? text : text[..(at + 1)] + Mask;
    }

    private static bool IsUrl(string text)
    {
        int end = text.IndexOf("://", StringComparison.Ordinal);
        for (int i = 0; i < end; i++)
        {
            if (!char.IsAsciiLetterOrDigit(text[i]) && text[i] is not ('+' or '-' or '.')) return false;
        }
        return end > 0;
    }

    // Up to the last @, not the first: a password that was not percent-encoded may hold any of "@/?#".
    private static string RedactUser(string text)
    {
        int start = text.IndexOf("://", StringComparison.Ordinal) + 3;
        int at = text.LastIndexOf('@');
        if (start < 3 || at < start) return text;
        int colon = text.IndexOf(':', start, at - start);
        return colon < 0 ? text : string.Concat(text.AsSpan(0, colon + 1), Mask, text.AsSpan(at));
    }

    private static string RedactPairs(string text, char separator)
    {
        for (int equals = text.IndexOf('='); equals >= 0; equals = text.IndexOf('=', equals + 1))
        {
            if (!IsSecret(text.AsSpan(0, equals).TrimEnd())) continue;
            int end = EndOfValue(text, equals + 1, separator);
            text = string.Concat(text.AsSpan(0, equals + 1), Mask, text.AsSpan(end));
        }
        return text;
    }

    // A quoted value may contain the separator; a doubled quote in it starts another quoted run, with the same result.
    private static int EndOfValue(string text, int at, char separator)
    {
        int quote = at;
        while (quote < text.Length && text[quote] == ' ') quote++;
        while (quote < text.Length && text[quote] is '\'' or '"')
        {
            int close = text.IndexOf(text[quote], quote + 1);
            if (close < 0) return text.Length;
            at = quote = close + 1;
        }
        int end = text.IndexOf(separator, at);
        return end < 0 ? text.Length : end;
    }

    private static bool IsSecret(ReadOnlySpan<char> upToEquals)
    {
        foreach (string secret in Secrets)
        {
            if (upToEquals.EndsWith(secret, StringComparison.OrdinalIgnoreCase)) return true;
        }
        return false;
    }
}
