namespace Rimuru.Core.Config;

/// <summary>Takes passwords out of database URLs and connection strings before anyone sees them.</summary>
internal static class Redaction
{
    public const string Mask = "***";

    private static readonly string[] Secrets = ["password", "passwd", "passphrase", "pwd", "psw"];

    /// <summary>The text with <c>***</c> in place of a password in its user part, and of the value of each <c>password=</c>. Rather hides too much than too little.</summary>
    public static string Redact(string text)
    {
        int scheme = text.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0) return RedactPairs(text, 0, ';');
        string url = RedactUser(text, scheme + 3);
        int query = url.IndexOf('?', scheme);
        return query < 0 ? url : RedactPairs(url, query + 1, '&');
    }

    // Up to the last @, not the first: a password that was not percent-encoded may hold any of "@/?#".
    private static string RedactUser(string url, int start)
    {
        int at = url.LastIndexOf('@');
        if (at < start) return url;
        int colon = url.IndexOf(':', start, at - start);
        return colon < 0 ? url : string.Concat(url.AsSpan(0, colon + 1), Mask, url.AsSpan(at));
    }

    private static string RedactPairs(string text, int start, char separator)
    {
        for (int at = start; at < text.Length;)
        {
            int equals = text.IndexOf('=', at);
            if (equals < 0) break;
            int end = EndOfValue(text, equals + 1, separator);
            if (IsSecret(text.AsSpan(at, equals - at)))
            {
                text = string.Concat(text.AsSpan(0, equals + 1), Mask, text.AsSpan(end));
                end = equals + 1 + Mask.Length;
            }
            at = end + 1;
        }
        return text;
    }

    // A quoted value may hold the separator; a doubled quote in it starts another quoted run, which comes to the same.
    private static int EndOfValue(string text, int at, char separator)
    {
        if (separator == ';')
        {
            int first = at;
            while (first < text.Length && text[first] == ' ') first++;
            while (first < text.Length && text[first] is '\'' or '"')
            {
                int close = text.IndexOf(text[first], first + 1);
                if (close < 0) return text.Length;
                first = close + 1;
                at = first;
            }
        }
        int end = text.IndexOf(separator, at);
        return end < 0 ? text.Length : end;
    }

    private static bool IsSecret(ReadOnlySpan<char> name)
    {
        foreach (string secret in Secrets)
        {
            if (name.Contains(secret, StringComparison.OrdinalIgnoreCase)) return true;
        }
        return name.Trim().Equals("pass", StringComparison.OrdinalIgnoreCase);
    }
}
