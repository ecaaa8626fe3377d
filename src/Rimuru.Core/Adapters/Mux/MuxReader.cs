using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Pricing;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Mux;

/// <summary>Reads the messages of a workspace, which have the usage of their turns and of the models that tools asked.</summary>
internal sealed class MuxReader : LineLogReader
{
    private readonly NameTable names = new();
    private readonly SessionRow session;
    private readonly string? task;
    private readonly bool isHeadless;

    public MuxReader(string path)
    {
        (string workspace, task) = MuxLocations.PlaceOf(path);
        isHeadless = MuxLocations.IsHeadless(path);
        session = new SessionRow(new SessionRef(MuxIdentity.Agent, workspace))
        {
            WorkingDirectory = MuxLocations.FolderOf(path, workspace),
        };
    }

    private string Id => session.Session.SessionId;

    public override void Line(ReadOnlySpan<byte> line, RowSink sink)
    {
        using JsonDocument document = JsonFields.Parse(line);
        JsonElement root = document.RootElement;
        if (isHeadless)
            TakeCall(root, sink);
        else if (root.Is("role"u8, "assistant") && root.Text("id"u8, names) is { } message)
            TakeMessage(message, root.Get("metadata"u8), sink);
    }

    public override void Finish(RowSink sink)
    {
        if (session.LastMs is not null)
            sink.Batch.Sessions.Add(session);
    }

    public override byte[] Save() => [];

    private void TakeCall(JsonElement root, RowSink sink)
    {
        long ms = root.Time("timestamp"u8) ?? sink.FileModifiedMs;
        string? model = root.Text("model"u8, names) ?? root.Text("metadataModel"u8, names);
        TokenUsage tokens = MuxUsage.Of(root.Get("usage"u8), root.Get("providerMetadata"u8), sink);
        RecordKey key = MuxIdentity.OfHeadless(Id, ms, root.Text("source"u8, names), model, tokens);
        Add(RowOf(key, ms, model, tokens), sink);
    }

    private void TakeMessage(string message, JsonElement about, RowSink sink)
    {
        long ms = about.Time("timestamp"u8) ?? sink.FileModifiedMs;
        JsonElement usage = about.Get("usage"u8),
            last = about.Get("contextUsage"u8);
        TokenUsage tokens = MuxUsage.Of(usage, about.Get("providerMetadata"u8), sink);

        // The last request is less than all of a turn that had several.
        bool isSum = last.Tokens("inputTokens"u8, sink) < usage.Tokens("inputTokens"u8, sink);
        Add(
            RowOf(MuxIdentity.OfMessage(Id, message), ms, about.Text("model"u8, names), tokens) with
            {
                Terms = isSum ? PriceTerms.Sum : null,
            },
            sink
        );
        int index = 0;
        foreach (JsonElement tool in about.Get("toolModelUsages"u8).Items())
        {
            RecordKey key = MuxIdentity.OfTool(Id, message, tool.Text("toolCallId"u8, names), index++);
            TokenUsage used = MuxUsage.Of(tool.Get("usage"u8), tool.Get("providerMetadata"u8), sink);
            Add(RowOf(key, tool.Time("timestamp"u8) ?? ms, tool.Text("model"u8, names), used), sink);
        }
    }

    private void Add(in UsageRow row, RowSink sink)
    {
        session.Seen(row.UnixMs);
        if (!row.Tokens.IsZero)
            sink.Add(row);
    }

    private UsageRow RowOf(RecordKey key, long ms, string? model, TokenUsage tokens)
    {
        (string? provider, string? name) = Split(model);
        return new UsageRow
        {
            Key = key,
            Rank = new Rank(tokens.Output, ms),
            UnixMs = ms,
            Tokens = tokens,
            Requests = 1,
            Evidence = UsageEvidence.Recorded,
            Provider = provider,
            Model = name,
            Session = session.Session,
            SubAgent = task,
            Folder = session.WorkingDirectory,
        };
    }

    /// <summary>The provider stands before the model; Mux's own gateway sells nothing itself.</summary>
    private static (string? Provider, string? Model) Split(string? model)
    {
        int end = model?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        if (model is null || end <= 0)
            return (null, model);
        string provider = model[..end];
        return (provider == "mux-gateway" ? null : provider, model[(end + 1)..]);
    }
}
