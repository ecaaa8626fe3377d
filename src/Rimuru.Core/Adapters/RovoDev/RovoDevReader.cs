using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.RovoDev;

/// <summary>Reads a session. A fork begins with the messages of its parent, and its metadata says how many those are.</summary>
internal sealed class RovoDevReader : FileLogReader
{
    private readonly NameTable names = new();

    public override void Read(string path, RowSink sink, CancellationToken stop)
    {
        using JsonDocument document = JsonFields.ParseFile(path);
        JsonElement root = document.RootElement;
        string id = NameTable.Clean(Path.GetFileName(Path.GetDirectoryName(path))) ?? root.Text("id"u8, names) ?? "session";
        SessionRow session = new(new SessionRef(RovoDevIdentity.Agent, id)) { WorkingDirectory = root.Text("workspace_path"u8, names) };
        int copied = ReadMetadata(path, session);
        long ms = root.Time("timestamp"u8) ?? sink.FileModifiedMs;
        int index = 0;
        foreach (JsonElement message in root.Get("message_history"u8).Items())
        {
            stop.ThrowIfCancellationRequested();
            ms = message.Time("timestamp"u8) ?? ms;
            bool isCopy = index++ < copied;
            if (!isCopy)
                session.Seen(ms);
            session.End = EndAfter(message);
            if (message.Is("kind"u8, "response"))
                Add(message, ms, isCopy, session, sink);
        }

        if (session.LastMs is not null)
            sink.Batch.Sessions.Add(session);
    }

    public override void Finish(RowSink sink) { }

    public override byte[] Save() => [];

    /// <summary>Notes title, folder and parent.</summary>
    /// <returns>How many of the messages are the parent's.</returns>
    private int ReadMetadata(string path, SessionRow session)
    {
        try
        {
            string metadata = RovoDevLocations.MetadataOf(path);
            if (!File.Exists(metadata))
                return 0;
            using JsonDocument document = JsonFields.ParseFile(metadata);
            JsonElement root = document.RootElement,
                fork = root.Get("fork_data"u8);
            session.Title = root.Text("title"u8, names);
            session.WorkingDirectory ??= root.Text("workspace_path"u8, names);
            session.ParentSessionId = fork.Text("parent_session_id"u8, names);
            return fork.Get("fork_point"u8).TryGetId(out int point) ? point : 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException || Json.IsDefect(e))
        {
            return 0; // the tokens do not depend on it
        }
    }

    /// <summary>A tool's answer, a question of the user or a call of a tool is followed by more.</summary>
    private static SessionEnd EndAfter(JsonElement message) =>
        message.Is("kind"u8, "request") || message.Get("parts"u8).Items().Any(part => part.Is("part_kind"u8, "tool-call"))
            ? SessionEnd.OpenTurn
            : SessionEnd.Completed;

    private void Add(JsonElement message, long ms, bool isCopy, SessionRow session, RowSink sink)
    {
        TokenUsage tokens = RovoDevUsage.Of(message.Get("usage"u8), sink);
        if (tokens.IsZero)
            return;
        string? response = message.Text("provider_response_id"u8, names) ?? message.Text("vendor_id"u8, names);
        sink.Add(
            new UsageRow
            {
                Key = RovoDevIdentity.Of(response, ms, tokens),
                Rank = new Rank(tokens.Output, 0),
                OwnerRank = new Rank(isCopy ? 0 : 1, 0),
                UnixMs = ms,
                Tokens = tokens,
                Requests = 1,
                Evidence = UsageEvidence.Recorded,
                Provider = message.Text("provider_name"u8, names),
                Model = message.Text("model_name"u8, names),
                Session = session.Session,
                Folder = session.WorkingDirectory,
            }
        );
    }
}
