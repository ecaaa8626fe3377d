using System.Text;
using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Files;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.MuseCode;

/// <summary>Reads a log of events. The log of a session also repeats the events of its sub-agents, under their ids.</summary>
internal sealed class MuseCodeReader : LineLogReader
{
    private readonly NameTable names = new();
    private readonly SessionRow session;
    private readonly bool isPlaceless;
    private string? provider;
    private string? model;
    private string? reviewer;

    public MuseCodeReader(string path, ReadOnlySpan<byte> state)
    {
        string? parent = MuseCodeLocations.ParentOf(path);
        string id = MuseCodeLocations.IdOf(path) ?? "session";
        session = new SessionRow(new SessionRef(MuseCodeIdentity.Agent, id))
        {
            ParentSessionId = parent is null ? null : MuseCodeLocations.IdOf(parent),
            Turns = parent is null ? 0 : null,
        };
        if (!state.IsEmpty)
        {
            using StateReader saved = new(state);
            (session.WorkingDirectory, session.Branch) = (saved.Text(), saved.Text());
            (session.Title, session.AgentVersion) = (saved.Text(), saved.Text());
            (session.End, session.Turns) = ((SessionEnd)saved.Number(), saved.OptionalNumber());
            (provider, model, reviewer) = (saved.Text(), saved.Text(), saved.Text());
        }

        if (MuseCodeLocations.SessionOf(path) is not { } log || session.WorkingDirectory is not null)
            return;
        isPlaceless = true;
        session.WorkingDirectory = FolderIn(log);
    }

    /// <summary>What was read of a sub-agent before its session said where it works is read once more.</summary>
    public override bool StartsOver => isPlaceless;

    public override void Line(ReadOnlySpan<byte> line, RowSink sink)
    {
        using JsonDocument document = JsonFields.Parse(line);
        JsonElement root = document.RootElement;
        Take(root, sink);

        // A frame holds whole records as texts.
        foreach (JsonElement child in root.Get("children"u8).Items())
        {
            if (child.Get("record_json"u8).Text() is not { } text)
                continue;
            using JsonDocument record = JsonFields.Parse(Encoding.UTF8.GetBytes(text));
            Take(record.RootElement, sink);
        }
    }

    public override void Finish(RowSink sink)
    {
        if (session.LastMs is not null)
            sink.Batch.Sessions.Add(session);
    }

    public override byte[] Save()
    {
        using StateWriter state = new();
        return state
            .Add(session.WorkingDirectory)
            .Add(session.Branch)
            .Add(session.Title)
            .Add(session.AgentVersion)
            .Add((long)session.End)
            .Add(session.Turns)
            .Add(provider)
            .Add(model)
            .Add(reviewer)
            .ToArray();
    }

    private void Take(JsonElement envelope, RowSink sink)
    {
        JsonElement payload = envelope.Get("payload"u8),
            stream = envelope.Get("stream"u8).Get("id"u8);
        bool isOwn = stream.Text() is not { } id || NameTable.Clean(id) == session.Session.SessionId;
        long ms = envelope.Time("recorded_at"u8) ?? session.LastMs ?? sink.FileModifiedMs;
        switch (envelope.Text("payload_type"u8, names))
        {
            case "runtime.session":
                session.Seen(ms);
                TakeEvent(envelope, payload, ms, isOwn, sink);
                break;
            case { } type when isOwn:
                session.Seen(ms);
                TakeFact(type, payload);
                break;
        }
    }

    private void TakeFact(string type, JsonElement payload)
    {
        JsonElement record = payload.Get("record"u8) is { ValueKind: JsonValueKind.Object } told ? told : payload;
        switch (type)
        {
            case "runtime.session.metadata":
                session.WorkingDirectory = record.Text("workspace_root"u8, names) ?? session.WorkingDirectory;
                session.AgentVersion = record.Get("build"u8).Text("semver"u8, names) ?? session.AgentVersion;
                Configure(record);
                break;
            case "run.model.configured":
                Configure(record);
                break;
            case "runtime.model_reconfigure.completed":
                Configure(record.Get("effective"u8));
                break;
            case "runtime.session.route_facts":
                session.WorkingDirectory ??= record.Text("cwd"u8, names);
                break;
            case "session.workspace_branch.observed":
                JsonElement reference = record.Get("reference"u8);
                session.Branch = reference.Is("kind"u8, "branch") ? reference.Text("name"u8, names) : session.Branch;
                break;
            case "session.name.changed":
                session.Title = record.Text("new_name"u8, names) ?? session.Title;
                break;
        }
    }

    private void Configure(JsonElement chosen)
    {
        model = chosen.Text("model_id"u8, names) ?? model;
        provider = chosen.Text("provider_id"u8, names) ?? provider;
    }

    private void TakeEvent(JsonElement envelope, JsonElement payload, long ms, bool isOwn, RowSink sink)
    {
        JsonElement told = payload.Get("event"u8);
        string? record = payload.Text("source_run_record_id"u8, names) ?? envelope.Text("id"u8, names);
        switch (told.Text("kind"u8, names))
        {
            case "model_completed" when record is not null:
                Add(MuseCodeIdentity.Call, record, told, ModelOf(told.Text("model"u8, names)) ?? model, ms, isOwn, sink);
                break;
            case "automated_review_started":
                reviewer = told.Get("model"u8).Text("model_id"u8, names) ?? reviewer;
                break;
            case "automated_review_completed" when record is not null:
                string? by = told.Get("model"u8).Text("model_id"u8, names) ?? reviewer;
                Add(MuseCodeIdentity.Review, record, told, by ?? model, ms, isOwn, sink);
                break;
            case "started" when isOwn && payload.Is("kind"u8, "run"):
                session.Turns++;
                session.End = SessionEnd.OpenTurn;
                break;
            case "terminal" when isOwn && payload.Is("kind"u8, "run"):
                session.End = told.Text("terminal"u8, names) switch
                {
                    "failed" => SessionEnd.Failed,
                    "cancelled" => SessionEnd.Cancelled,
                    _ => SessionEnd.Completed,
                };
                break;
        }
    }

    /// <summary>A call may name the session's model without saying which that is.</summary>
    private static string? ModelOf(string? told) => told == "same-as-main" ? null : told;

    private void Add(KeySpace kind, string record, JsonElement told, string? by, long ms, bool isOwn, RowSink sink)
    {
        TokenUsage tokens = MuseCodeUsage.Of(told.Get("usage"u8), sink);
        if (tokens.IsZero)
            return;
        sink.Add(
            new UsageRow
            {
                Key = MuseCodeIdentity.Of(kind, record, tokens),
                Rank = new Rank(isOwn ? 1 : 0, 0),
                OwnerRank = new Rank(isOwn ? 1 : 0, session.WorkingDirectory is null ? 0 : 1),
                UnixMs = ms,
                Tokens = tokens,
                Requests = 1,
                Evidence = UsageEvidence.Recorded,
                Provider = provider is "unknown" or "muse" ? null : provider,
                Model = by,
                Session = session.Session,
                Folder = session.WorkingDirectory,
                Branch = session.Branch,
            }
        );
    }

    /// <summary>Where a session works, by the start of its log.</summary>
    private string? FolderIn(string log)
    {
        try
        {
            if (!File.Exists(log))
                return null;
            ReadOnlySpan<byte> head = RegularFile.ReadHead(log, MuseCodeLocations.Head);
            while (!head.IsEmpty)
            {
                int end = head.IndexOf((byte)'\n');
                ReadOnlySpan<byte> line = end < 0 ? head : head[..end];
                head = end < 0 ? default : head[(end + 1)..];
                if (line.IndexOf("runtime.session.metadata"u8) >= 0 && FolderAmong(line) is { } found)
                    return found;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException || Json.IsDefect(e))
        {
            return null; // the tokens do not depend on it
        }

        return null;
    }

    private string? FolderAmong(ReadOnlySpan<byte> line)
    {
        foreach (Range part in GluedObjects.Find(line, out _))
        {
            using JsonDocument document = JsonFields.Parse(line[part]);
            JsonElement payload = document.RootElement.Get("payload"u8);
            if ((payload.Get("record"u8).Text("workspace_root"u8, names) ?? payload.Text("workspace_root"u8, names)) is { } found)
                return found;
        }

        return null;
    }
}
