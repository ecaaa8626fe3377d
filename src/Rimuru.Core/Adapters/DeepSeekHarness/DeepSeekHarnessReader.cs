using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.DeepSeekHarness;

/// <summary>Reads a session. The usage of a message replaces that of its chunk, which stands if the message was cut off.</summary>
internal sealed class DeepSeekHarnessReader : LineLogReader
{
    private const string Official = "-official";

    private readonly NameTable names = new();
    private SessionRow session;
    private string? provider;
    private string? model;
    private long copied;
    private long? lastMs;

    public DeepSeekHarnessReader(string path, ReadOnlySpan<byte> state)
    {
        string id = NameTable.Clean(Path.GetFileName(Path.GetDirectoryName(path))) ?? "session";
        session = new SessionRow(new SessionRef(DeepSeekHarnessIdentity.Agent, id));
        if (state.IsEmpty)
            return;
        using StateReader saved = new(state);
        session = new SessionRow(new SessionRef(DeepSeekHarnessIdentity.Agent, saved.Text() ?? id))
        {
            ParentSessionId = saved.Text(),
            WorkingDirectory = saved.Text(),
        };
        (provider, model) = (saved.Text(), saved.Text());
        (copied, lastMs) = (saved.Number(), saved.OptionalNumber());
    }

    public override void Line(ReadOnlySpan<byte> line, RowSink sink)
    {
        using JsonDocument document = JsonFields.Parse(line);
        JsonElement root = document.RootElement,
            data = root.Get("data"u8);
        if (root.Is("type"u8, "session"))
        {
            Begin(root, sink);
            return;
        }

        lastMs = root.Time("time"u8) ?? lastMs;
        if (root.Is("type"u8, "request/header"))
        {
            JsonElement config = data.Get("header"u8).Get("config"u8);
            (provider, model) = (config.Text("provider"u8, names), config.Text("model"u8, names) ?? model);
        }

        // A session that another one started begins with that one's lines.
        if (copied > 0)
        {
            copied--;
            return;
        }

        session.Seen(lastMs ?? sink.FileModifiedMs);
        Take(root, data, sink);
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
            .Add(session.Session.SessionId)
            .Add(session.ParentSessionId)
            .Add(session.WorkingDirectory)
            .Add(provider)
            .Add(model)
            .Add(copied)
            .Add(lastMs)
            .ToArray();
    }

    private void Begin(JsonElement root, RowSink sink)
    {
        if (!(root.Get("version"u8).TryGetId(out int version) && version == 0))
            sink.Unknown?.Add("session of another version", hasCounts: true);
        lastMs = root.Time("createdAt"u8) ?? lastMs;
        session = new SessionRow(new SessionRef(DeepSeekHarnessIdentity.Agent, root.Text("id"u8, names) ?? session.Session.SessionId))
        {
            ParentSessionId = root.Text("parentSession"u8, names),
            WorkingDirectory = root.Text("cwd"u8, names),
        };
        session.Seen(lastMs ?? sink.FileModifiedMs);
        copied = root.Get("seedLength"u8).TryGetId(out int seed) ? Math.Max(0, seed) : 0;
    }

    private void Take(JsonElement root, JsonElement data, RowSink sink)
    {
        string id = session.Session.SessionId,
            type = root.Text("type"u8, names) ?? "";
        JsonElement chunk = data.Get("chunk"u8),
            source = data.Get("message"u8).Get("source"u8);
        bool isStep = data.Get("turn"u8).TryGetId(out int turn) & data.Get("step"u8).TryGetId(out int step);
        if (type == "assistant/message" && isStep)
            Add(DeepSeekHarnessIdentity.OfStep(id, turn, step), data.Get("usage"u8), source, 1, sink);
        else if (type == "assistant/chunk" && isStep && chunk.Is("type"u8, "usage"))
            Add(DeepSeekHarnessIdentity.OfStep(id, turn, step), chunk.Get("usage"u8), source, 0, sink);
        else if (type.StartsWith("compaction", StringComparison.Ordinal) && root.Get("seq"u8).TryGetId(out int sequence))
            Add(DeepSeekHarnessIdentity.OfCompaction(id, sequence), data.Get("usage"u8), source, 1, sink);
    }

    private void Add(RecordKey key, JsonElement usage, JsonElement source, long rank, RowSink sink)
    {
        TokenUsage tokens = DeepSeekHarnessUsage.Of(usage, sink);
        if (tokens.IsZero)
            return;
        long ms = lastMs ?? sink.FileModifiedMs;
        string? seller = source.Text("provider"u8, names) ?? provider;
        sink.Add(
            new UsageRow
            {
                Key = key,
                Rank = new Rank(rank, tokens.Output),
                UnixMs = ms,
                Tokens = tokens,
                Requests = 1,
                Evidence = UsageEvidence.Recorded,
                Provider = seller?.EndsWith(Official, StringComparison.Ordinal) == true ? seller[..^Official.Length] : seller,
                Model = source.Text("model"u8, names) ?? model,
                Session = session.Session,
                Folder = session.WorkingDirectory,
            }
        );
    }
}
