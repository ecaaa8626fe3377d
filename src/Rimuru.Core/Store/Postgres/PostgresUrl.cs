using System.Globalization;
using Rimuru.Core.Config;
using Rimuru.Core.Errors;

namespace Rimuru.Core.Store.Postgres;

/// <summary>
/// A ledger on a PostgreSQL server. Missing parts of the URL come from libpq's environment variables; the password also from
/// <c>PGPASSWORD</c> or a passfile.
/// </summary>
internal sealed record PostgresUrl : DatabaseUrl
{
    /// <summary>The default schema of the tables.</summary>
    public const string DefaultSchema = "rimuru";

    private static readonly string[] Schemes = ["postgres://", "postgresql://"];

    /// <summary>The allowed URL parameters: those of libpq, and <c>schema</c>.</summary>
    private static readonly string[] Known =
    [
        "host",
        "port",
        "dbname",
        "user",
        "password",
        "passfile",
        "sslmode",
        "sslrootcert",
        "sslcert",
        "sslkey",
        "connect_timeout",
        "application_name",
        "target_session_attrs",
        "options",
        "schema",
    ];

    private readonly string display;

    private PostgresUrl(string display)
        : base(StoreKind.PostgreSql) => this.display = display;

    public override string Display => display;

    public string Schema { get; private init; } = DefaultSchema;

    /// <summary>Several hosts, or hosts with ports, are separated by commas; a path is the folder of a Unix socket.</summary>
    public string Host { get; private init; } = "";

    public int? Port { get; private init; }

    /// <summary>Null to use the default, a database with the name of the user.</summary>
    public string? Database { get; private init; }

    public string? User { get; private init; }

    public string? Password { get; private init; }

    /// <summary>The other parameters by their names in libpq.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; private init; } = new Dictionary<string, string>();

    /// <summary>The files that the driver opens: the passfile, certificates and keys that are named, and the usual ones.</summary>
    public IReadOnlyList<string> Files { get; private init; } = [];

    public override bool HasPassword => Password is not null;

    public override bool IsSameLogin(DatabaseUrl other) => other is PostgresUrl url && (url.Host, url.Port, url.User) == (Host, Port, User);

    public override DatabaseUrl WithPassword(string password) => this with { Password = password };

    // A record prints all that it holds.
    public override string ToString() => display;

    /// <summary>Parses a URL; null if it has another scheme. E1003: it has this scheme and is not valid.</summary>
    public static PostgresUrl? Read(string text, HostEnvironment environment)
    {
        if (Array.Find(Schemes, scheme => text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)) is not { } scheme)
            return null;
        string display = Redaction.Redact(text),
            rest = text[scheme.Length..];
        int question = QueryOf(rest);
        Dictionary<string, string> parameters = question < 0 ? [] : ParametersOf(rest[(question + 1)..], display);
        if (question >= 0)
            rest = rest[..question];

        // Up to the last @: a password that was not percent-encoded may contain any character.
        int at = rest.LastIndexOf('@');
        string login = at < 0 ? "" : rest[..at];
        rest = rest[(at + 1)..];
        int slash = rest.IndexOf('/'),
            colon = login.IndexOf(':');
        string host = Decode(slash < 0 ? rest : rest[..slash]),
            database = slash < 0 ? "" : Decode(rest[(slash + 1)..]);
        (host, string? port) = Split(Or(Take("host"), Or(host, environment.Variable("PGHOST"))) ?? LocalHost());
        if (host.Contains(',', StringComparison.Ordinal))
            RefuseWrongPorts(host, display);
        string schema = Take("schema") ?? DefaultSchema;
        if (schema.Length is 0 or > 63 || schema.Contains('\0', StringComparison.Ordinal))
            throw Wrong(display, "the name of a schema must have 1 to 63 characters");
        return new PostgresUrl(display)
        {
            Host = host,
            Port = PortOf(Take("port") ?? port ?? environment.Variable("PGPORT"), display),
            Database = Or(Take("dbname"), Or(database, environment.Variable("PGDATABASE"))),
            User = Or(Take("user"), Decode(colon < 0 ? login : login[..colon])),
            Password = Or(Take("password"), colon < 0 ? null : Decode(login[(colon + 1)..])),
            Schema = schema,
            Parameters = parameters,
            Files =
            [
                FileOf("passfile", "PGPASSFILE", ".pgpass"),
                FileOf("sslcert", "PGSSLCERT", ".postgresql/postgresql.crt"),
                FileOf("sslkey", "PGSSLKEY", ".postgresql/postgresql.key"),
                FileOf("sslrootcert", "PGSSLROOTCERT", ".postgresql/root.crt"),
            ],
        };

        string FileOf(string parameter, string variable, string usual) =>
            parameters.GetValueOrDefault(parameter) ?? environment.Variable(variable) ?? Path.Combine(environment.OwnHome, usual);

        string? Take(string name) => parameters.Remove(name, out string? value) ? value : null;
    }

    /// <summary>The question mark before the parameters: the first after the last @.</summary>
    private static int QueryOf(string text) => text.IndexOf('?', Math.Max(0, text.LastIndexOf('@')));

    private static Dictionary<string, string> ParametersOf(string query, string display)
    {
        Dictionary<string, string> parameters = new(StringComparer.Ordinal);
        foreach (string pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = pair.IndexOf('=');
            string name = Decode(equals < 0 ? pair : pair[..equals]);
            if (equals < 0 || !Known.Contains(name))
                throw Wrong(display, WhyNot(name, hasValue: equals >= 0));
            parameters[name] = Decode(pair[(equals + 1)..]);
        }

        return parameters;
    }

    /// <summary>
    /// What is wrong with a parameter. Its name is shown only if it resembles a known one, because it may be part of a password.
    /// </summary>
    private static string WhyNot(string name, bool hasValue)
    {
        string? near = Spelling.Nearest(name, Known);
        string what = near is null ? "a parameter" : $"the parameter '{name}'";
        if (!hasValue)
            return $"{what} has no value";
        string question = Spelling.Question(near);
        return $"{what} is unknown; known parameters are {string.Join(", ", Known)}{(question.Length == 0 ? "" : "." + question)}";
    }

    /// <summary>The port of a single host; with several hosts each has its own.</summary>
    private static (string Host, string? Port) Split(string host)
    {
        int colon = host.LastIndexOf(':');
        bool isPort =
            colon >= 0
            && !host.Contains(',', StringComparison.Ordinal)
            && host.IndexOf(']', colon) < 0
            && (host.StartsWith('[') || host.IndexOf(':') == colon);
        string name = isPort ? host[..colon] : host;
        return (name.StartsWith('[') && name.EndsWith(']') ? name[1..^1] : name, isPort ? host[(colon + 1)..] : null);
    }

    private static void RefuseWrongPorts(string hosts, string display)
    {
        foreach (string host in hosts.Split(','))
            PortOf(Split(host).Port, display);
    }

    private static int? PortOf(string? text, string display)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port is > 0 and < 65536
            ? port
            : throw Wrong(display, "the text after the host's colon is not a valid port");
    }

    /// <summary>Like libpq: the default folder of the Unix socket, if there is one; else localhost.</summary>
    private static string LocalHost() =>
        Array.Find(
            ["/var/run/postgresql", "/tmp"],
            folder => Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder, ".s.PGSQL.*").Any()
        ) ?? "localhost";

    private static string? Or(string? first, string? second)
    {
        if (!string.IsNullOrEmpty(first))
            return first;
        return string.IsNullOrEmpty(second) ? null : second;
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text);

    private static RimuruException Wrong(string display, string reason) =>
        new(ErrorCodes.DatabaseUrl, $"The database URL '{display}' is not valid: {reason}.", "database.url");
}
