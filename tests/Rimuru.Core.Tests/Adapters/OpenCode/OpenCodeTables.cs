using System.Globalization;

namespace Rimuru.Core.Tests.Adapters.OpenCode;

/// <summary>Statements that make a database as OpenCode and Kilo have it, with rows of our own.</summary>
internal static class OpenCodeTables
{
    public const long Start = 1767312000000;

    public static readonly string[] Schema =
    [
        "PRAGMA journal_mode = WAL",
        "CREATE TABLE project (id TEXT PRIMARY KEY, worktree TEXT NOT NULL)",
        "CREATE TABLE session (id TEXT PRIMARY KEY, project_id TEXT NOT NULL, parent_id TEXT, directory TEXT NOT NULL, title TEXT NOT NULL, version TEXT NOT NULL, agent TEXT, time_created INTEGER NOT NULL, time_updated INTEGER NOT NULL)",
        "CREATE TABLE message (id TEXT PRIMARY KEY, session_id TEXT NOT NULL, time_created INTEGER NOT NULL, time_updated INTEGER NOT NULL, data TEXT NOT NULL)",
        "CREATE TABLE part (id TEXT PRIMARY KEY, message_id TEXT NOT NULL, session_id TEXT NOT NULL, data TEXT NOT NULL)",
    ];

    /// <summary>The tables of OpenCode 2, which may stand beside the earlier ones or alone.</summary>
    public static readonly string[] Schema2 =
    [
        "CREATE TABLE session_v2 (id TEXT PRIMARY KEY, project_id TEXT NOT NULL, parent_id TEXT, fork_session_id TEXT, directory TEXT NOT NULL, title TEXT, version TEXT NOT NULL, agent TEXT, time_created INTEGER NOT NULL, time_updated INTEGER NOT NULL)",
        "CREATE TABLE session_message (id TEXT PRIMARY KEY, session_id TEXT NOT NULL, type TEXT NOT NULL, seq INTEGER NOT NULL, time_created INTEGER NOT NULL, time_updated INTEGER NOT NULL, data TEXT NOT NULL)",
    ];

    public static string Session(
        string id,
        long created = 0,
        string? parent = null,
        string version = "1.18.0",
        string title = "A title",
        string project = "p1",
        string agent = "build"
    ) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"INSERT INTO session VALUES ('{id}', '{project}', {(parent is null ? "NULL" : $"'{parent}'")}, '/home/dev/shop', '{title}', '{version}', '{agent}', {Start + created}, {Start + created})"
        );

    public static string Message(string id, string session, string data, long created = 0) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"INSERT INTO message VALUES ('{id}', '{session}', {Start + created}, {Start + created}, '{data}')"
        );

    /// <summary>A session of OpenCode 2.</summary>
    public static string Session2(
        string id,
        long created = 0,
        string? parent = null,
        string? origin = null,
        string title = "A title",
        string agent = "build"
    ) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"INSERT INTO session_v2 VALUES ('{id}', 'p1', {(parent is null ? "NULL" : $"'{parent}'")}, {(origin is null ? "NULL" : $"'{origin}'")}, '/home/dev/shop', '{title}', '2.0.14', '{agent}', {Start + created}, {Start + created})"
        );

    /// <summary>A message of OpenCode 2.</summary>
    public static string Message2(string id, string session, string type, string data, long created = 0) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"INSERT INTO session_message SELECT '{id}', '{session}', '{type}', count(*), {Start + created}, {Start + created}, '{data}' FROM session_message"
        );

    /// <summary>
    /// The data of an assistant's message of OpenCode 2; without tokens and not complete where <paramref name="tokens"/> is null.
    /// </summary>
    public static string Answer2(string? tokens, long created = 0, long completed = 1000, string cost = "0.5", string more = "") =>
        string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"agent":"build","model":{"id":"gpt-5.5","providerID":"openai","variant":"high"},"content":[{"type":"text","text":"x"}],"time":{"created":{{Start + created}}{{(tokens is null ? "}" : string.Create(CultureInfo.InvariantCulture, $",\"streamed\":{Start + created + completed},\"completed\":{Start + created + completed}}},\"tokens\":{tokens},\"cost\":{cost}"))}}{{more}}}"""
        );

    /// <summary>The data of a part that ends a step.</summary>
    public static string Step(string tokens, string cost = "0") => $$"""{"type":"step-finish","tokens":{{tokens}},"cost":{{cost}} }""";

    public static string Part(string id, string message, string data) => $"INSERT INTO part VALUES ('{id}', '{message}', 's', '{data}')";

    /// <summary>
    /// An assistant's message; <paramref name="completed"/> is milliseconds after the creation, negative where it is not complete.
    /// </summary>
    public static string Answer(
        string tokens,
        long created = 0,
        long completed = 1000,
        string cost = "0.5",
        string provider = "openai",
        string model = "gpt-5.5",
        string more = ""
    ) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"role":"assistant","providerID":"{{provider}}","modelID":"{{model}}","time":{"created":{{Start + created}}{{(completed < 0 ? "" : string.Create(CultureInfo.InvariantCulture, $",\"completed\":{Start + created + completed}"))}}},"tokens":{{tokens}},"cost":{{cost}}{{more}}}"""
        );

    public static string Tokens(long input, long output, long reasoning = 0, long read = 0, long write = 0, long? total = null) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $$$"""{{{{(total is null ? "" : $"\"total\":{total},")}}}"input":{{{input}}},"output":{{{output}}},"reasoning":{{{reasoning}}},"cache":{"read":{{{read}}},"write":{{{write}}} } }"""
        );
}
