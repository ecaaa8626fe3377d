using Rimuru.Core.Formats;
using Rimuru.Core.Sqlite;

namespace Rimuru.Core.Adapters.OpenClaw;

/// <summary>What the database says of its sessions: models, parents, and who did the work.</summary>
internal sealed class OpenClawWindows
{
    private const string SubAgentKey = ":subagent:";

    /// <summary>The harness whose runs Codex logs itself.</summary>
    private const string Codex = "codex";

    private readonly Dictionary<string, Window> byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> currentOfKey = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Node> nodes = new(StringComparer.Ordinal);

    private OpenClawWindows() { }

    public static OpenClawWindows None { get; } = new();

    public static OpenClawWindows Of(ForeignSqlite foreign)
    {
        OpenClawWindows read = new();
        HashSet<string> windows = foreign.Columns("session_windows"),
            nodes = foreign.Columns("session_nodes");
        if (nodes.Contains("session_key"))
            read.ReadNodes(foreign.Database, nodes);
        if (windows.Contains("session_id"))
            read.ReadWindows(foreign.Database, windows);
        return read;
    }

    public OpenClawTranscript Open(string session)
    {
        Window window = byId.GetValueOrDefault(session);
        Node node = window.Key is null ? default : nodes.GetValueOrDefault(window.Key);
        OpenClawTranscript transcript = new(session)
        {
            Model = window.Model,
            Provider = window.Provider,
            IsAnothers = window.Harness == Codex,
            CreatedMs = window.CreatedMs,
        };
        transcript.Session.ParentSessionId = ParentOf(session, window, node);
        if (window.Key?.Contains(SubAgentKey, StringComparison.Ordinal) == true)
            transcript.Session.SubAgent = window.Name ?? node.Name ?? "subagent";
        else
            transcript.Session.Title = window.Name ?? node.Name;
        return transcript;
    }

    /// <summary>A sub-agent's parent, or the origin of a fork; a reset or a compaction goes on with what was before.</summary>
    private string? ParentOf(string session, Window window, Node node)
    {
        if (window.ParentKey is { } key && currentOfKey.TryGetValue(key, out string? parent) && parent != session)
            return parent;
        if (node.Source is { } source && source != session)
            return source;
        return window.Reason is "fork" or "rewind" ? window.Previous : null;
    }

    private void ReadNodes(SqliteDatabase database, HashSet<string> columns)
    {
        string select = ForeignSqlite.Select(
            columns,
            "session_key",
            "current_session_id",
            "fork_source_session_id",
            "label",
            "display_name"
        );
        using SqliteStatement row = database.PrepareFresh($"SELECT {select} FROM session_nodes");
        while (row.Step())
        {
            if (row.Text(0) is not { } key)
                continue;
            nodes[key] = new Node(NameTable.Clean(row.Text(2)), NameTable.Clean(row.Text(3) ?? row.Text(4)));
            if (NameTable.Clean(row.Text(1)) is { } current)
                currentOfKey[key] = current;
        }
    }

    private void ReadWindows(SqliteDatabase database, HashSet<string> columns)
    {
        string select = ForeignSqlite.Select(
            columns,
            "session_id",
            "session_key",
            "previous_session_id",
            "reason",
            "created_at",
            "model_provider",
            "model",
            "agent_harness_id",
            "parent_session_key",
            "display_name"
        );
        using SqliteStatement row = database.PrepareFresh($"SELECT {select} FROM session_windows ORDER BY created_at");
        while (row.Step())
        {
            if (row.Text(0) is not { } id)
                continue;
            byId[id] = new Window(
                row.Text(1),
                NameTable.Clean(row.Text(2)),
                row.Text(3),
                Math.Max(0, row.Int64(4)),
                NameTable.Clean(row.Text(5)),
                NameTable.Clean(row.Text(6)),
                row.Text(7),
                row.Text(8),
                NameTable.Clean(row.Text(9))
            );
            if (row.Text(1) is { } key)
                currentOfKey.TryAdd(key, id);
        }
    }

    private readonly record struct Window(
        string? Key,
        string? Previous,
        string? Reason,
        long CreatedMs,
        string? Provider,
        string? Model,
        string? Harness,
        string? ParentKey,
        string? Name
    );

    private readonly record struct Node(string? Source, string? Name);
}
