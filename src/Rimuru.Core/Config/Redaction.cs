using Rimuru.Core.Errors;

namespace Rimuru.Core.Config;

/// <summary>
/// Removes secrets from database URLs and connection strings before they are shown. Everything that is not known to be harmless counts as a
/// secret: a name may be misspelt, or be part of a password.
/// </summary>
internal static class Redaction
{
    public const string Mask = "***";

    /// <summary>Names with harmless values; the values of all other names are hidden.</summary>
    private static readonly string[] Harmless =
    [
        "host",
        "hostaddr",
        "server",
        "data source",
        "port",
        "dbname",
        "database",
        "initial catalog",
        "user",
        "username",
        "user id",
        "uid",
        "sslmode",
        "ssl mode",
        "sslrootcert",
        "sslcert",
        "sslkey",
        "passfile",
        "connect_timeout",
        "timeout",
        "application_name",
        "application name",
        "target_session_attrs",
        "schema",
        "options",
        "search path",
        "mode",
        "cache",
        "pooling",
    ];

    /// <summary>Common names of secrets: the name is shown, the value hidden.</summary>
    private static readonly string[] Secrets =
    [
        "password",
        "passwd",
        "passphrase",
        "pwd",
        "psw",
        "pass",
        "passwort",
        "secret",
        "token",
        "key",
        "sslpassword",
    ];

    /// <summary>Full-width and small forms of separators, as input methods write them, each followed by what was meant.</summary>
    private const string LookAlikes =
        "\uFF1A:\uFE55:\uFE13:\u2236:\uA789:\uFF20@\uFE6B@\uFF1F?\uFE56?\uFF03#\uFE5F#\uFF1D=\uFE66=\uFF06&\uFE60&\uFF1B;\uFE54;";

    /// <summary>
    /// The text with <c>***</c> in place of a password in its user part, and of the value of everything that is not known to be harmless.
    /// When in doubt it hides too much.
    /// </summary>
    public static string Redact(string text)
    {
        // A path may have such characters, a URL has them by mistake.
        if (text.Contains("://", StringComparison.Ordinal) && !text.StartsWith("sqlite", StringComparison.OrdinalIgnoreCase))
        {
            for (int i = 0; i < LookAlikes.Length; i += 2)
                text = text.Replace(LookAlikes[i], LookAlikes[i + 1]);
        }

        int scheme = text.IndexOf("://", StringComparison.Ordinal),
            equals = text.IndexOf('=');
        if (scheme < 0 || (equals >= 0 && equals < scheme))
            return RedactRest(text);

        // A URL may have something before its scheme, such as jdbc: or a quote.
        return IsUrl(text) ? RedactUrl(text) : text[..(text.IndexOf(':') + 1)] + Mask;
    }

    /// <summary>
    /// A URL with <c>***</c> in place of everything after <c>?</c> or <c>#</c>: services accept keys there, under any name.
    /// </summary>
    public static string WithoutQuery(string text)
    {
        int at = text.AsSpan().IndexOfAny('?', '#');
        return at < 0 ? text : text[..(at + 1)] + Mask;
    }

    /// <summary>True for a path with a parameter that names a secret, as in <c>ledger.db;Password=x</c>.</summary>
    public static bool IsWithSecret(string path)
    {
        string[] parts = path.Split(';', '?', '&');
        return parts
            .Skip(1)
            .Any(part =>
                part.IndexOf('=') is var equals and > 0
                && Array.Exists(Secrets, secret => part[..equals].Trim().EndsWith(secret, StringComparison.OrdinalIgnoreCase))
            );
    }

    private static bool IsUrl(string text)
    {
        int end = text.IndexOf("://", StringComparison.Ordinal);
        for (int i = 0; i < end; i++)
        {
            if (!char.IsAsciiLetterOrDigit(text[i]) && text[i] is not ('+' or '-' or '.'))
                return false;
        }

        return end > 0;
    }

    private static string RedactUrl(string text)
    {
        int start = text.IndexOf("://", StringComparison.Ordinal) + 3;
        string scheme = text[..start],
            rest = text[start..];
        if (scheme.StartsWith("sqlite", StringComparison.OrdinalIgnoreCase))
            return text;

        // Up to the last @, not the first: a password that was not percent-encoded may hold any of "@/?#".
        int at = rest.LastIndexOf('@');
        string user = at < 0 ? "" : RedactUser(rest[..at]) + "@";
        string place = rest[(at + 1)..],
            query = "";
        int question = place.AsSpan().IndexOfAny('?', '#');
        if (question >= 0)
        {
            query = place[question] == '#' ? "#" + Mask : "?" + RedactPairs(place[(question + 1)..], '&', isDecoded: true);
            place = place[..question];
        }

        // user:password without @ and host looks like host:port.
        return scheme + user + (PortIsFine(place) ? WithoutPairs(place) : place[..(place.IndexOf(':') + 1)] + Mask) + query;
    }

    /// <summary>
    /// Host and database, with <c>***</c> in place of everything after the first <c>=</c>: parameters that follow another character than
    /// <c>?</c>.
    /// </summary>
    private static string WithoutPairs(string place)
    {
        int equals = place.IndexOf('=');
        if (equals < 0)
            equals = place.IndexOf("%3D", StringComparison.OrdinalIgnoreCase);
        return equals < 0 ? place : place[..(equals + 1)] + Mask;
    }

    /// <summary>True if every host has a numeric port or none.</summary>
    private static bool PortIsFine(string place)
    {
        int slash = place.IndexOf('/');
        string hosts = slash < 0 ? place : place[..slash];
        if (hosts.Contains("%3A", StringComparison.OrdinalIgnoreCase))
            return false;
        foreach (string host in hosts.Split(','))
        {
            int bracket = host.LastIndexOf(']'),
                colon = bracket >= 0 ? host.IndexOf(':', bracket) : host.IndexOf(':');
            if (colon >= 0 && host.LastIndexOf(':') == colon && host.AsSpan(colon + 1).IndexOfAnyExceptInRange('0', '9') >= 0)
                return false;
        }

        return slash < 0 || !place.AsSpan(slash).Contains(':');
    }

    /// <summary>
    /// Hides everything after the user name: from a colon on, plain or encoded, or from parameters that an @ in a value made look like a
    /// user.
    /// </summary>
    private static string RedactUser(string user)
    {
        int colon = user.AsSpan().IndexOfAny(':', '?', '#'),
            encoded = user.IndexOf("%3A", StringComparison.OrdinalIgnoreCase);
        if (encoded >= 0 && (colon < 0 || encoded < colon))
            return user[..(encoded + 3)] + Mask;
        return colon < 0 ? user : user[..(colon + 1)] + Mask;
    }

    /// <summary>Redacts text that is not a URL: a connection string, a path, or a URL without its two slashes.</summary>
    private static string RedactRest(string text)
    {
        if (IsConnectionString(text))
            return RedactPairs(text, ';', isDecoded: false);
        int at = text.LastIndexOf('@');
        if (at < 0 || text.StartsWith("sqlite:", StringComparison.OrdinalIgnoreCase))
            return text;
        string user = text[..at];
        int scheme = user.StartsWith("postgres", StringComparison.OrdinalIgnoreCase) ? user.IndexOf(':') + 1 : 0;
        int colon = user.IndexOf(':', scheme);
        return colon < 0 ? text : string.Concat(user.AsSpan(0, colon + 1), Mask, text.AsSpan(at));
    }

    private static bool IsConnectionString(string text)
    {
        char[] separators = text.StartsWith("sqlite:", StringComparison.OrdinalIgnoreCase) ? [';'] : [';', '&', '?', ' '];
        foreach (string part in text.Split(separators))
        {
            int equals = part.IndexOf('=');
            if (equals > 0 && IsKnown(part[..equals].Trim()))
                return true;
        }

        return false;
    }

    private static bool IsKnown(string name) =>
        Array.Exists(Harmless, known => known.Equals(name, StringComparison.OrdinalIgnoreCase))
        || Array.Exists(Secrets, secret => name.EndsWith(secret, StringComparison.OrdinalIgnoreCase));

    private static string RedactPairs(string text, char separator, bool isDecoded)
    {
        List<string> parts = [];
        for (int start = 0; start <= text.Length; )
        {
            int equals = text.IndexOf('=', start),
                end = text.IndexOf(separator, start);
            if (equals < 0 || (end >= 0 && end < equals))
            {
                // Without a name: in a query it may be a secret, in a connection string it is a word.
                string word = text[start..(end < 0 ? text.Length : end)];
                parts.Add(isDecoded && word.Length > 0 ? Mask : word);
            }
            else
            {
                string name = text[start..equals];
                end = EndOfValue(text, equals + 1, separator);
                parts.Add(Pair(name, text[(equals + 1)..end], isDecoded));
            }

            if (end < 0 || end >= text.Length)
                break;
            start = end + 1;
        }

        return string.Join(separator, parts);
    }

    private static string Pair(string name, string value, bool isDecoded)
    {
        string plain = (isDecoded ? Uri.UnescapeDataString(name) : name).Trim();
        if (Array.Exists(Harmless, known => known.Equals(plain, StringComparison.OrdinalIgnoreCase)) && !IsOdd(plain, value))
            return $"{name}={value}";

        bool isName = plain.AsSpan().IndexOfAny(":/@?") < 0;
        return isName && (IsKnown(plain) || Spelling.Nearest(plain, [.. Harmless, .. Secrets]) is not null)
            ? $"{name}={Mask}"
            : $"{Mask}={Mask}";
    }

    /// <summary>True if the value of a harmless name may hold more than it says, such as a password behind another parameter.</summary>
    private static bool IsOdd(string name, string value)
    {
        string plain = Uri.UnescapeDataString(value);
        return name switch
        {
            "options" => plain.Contains('@', StringComparison.Ordinal)
                || Array.Exists(Secrets, secret => plain.Contains(secret, StringComparison.OrdinalIgnoreCase)),
            "user" or "application_name" => plain.AsSpan().IndexOfAny("@=&:") >= 0,
            _ => plain.AsSpan().IndexOfAny("@=&") >= 0,
        };
    }

    // A quoted value may contain the separator; a doubled quote in it starts another quoted run, with the same result.
    private static int EndOfValue(string text, int at, char separator)
    {
        int quote = at;
        while (quote < text.Length && text[quote] == ' ')
            quote++;
        while (quote < text.Length && text[quote] is '\'' or '"')
        {
            int close = text.IndexOf(text[quote], quote + 1);
            if (close < 0)
                return text.Length;
            at = quote = close + 1;
        }

        int end = text.IndexOf(separator, at);
        return end < 0 ? text.Length : end;
    }
}
