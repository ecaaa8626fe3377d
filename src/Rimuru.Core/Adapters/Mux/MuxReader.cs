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
    private readonly long? createdMs;

    public MuxReader(string path)
    {
        (string workspace, task) = MuxLocations.PlaceOf(path);
        isHeadless = MuxLocations.IsHeadless(path);
        (string? folder, createdMs) = MuxLocations.About(path, workspace);
        session = new SessionRow(new SessionRef(MuxIdentity.Agent, workspace)) { WorkingDirectory = folder };
    }

    private string Id => session.Session.SessionId;

    public override void Line(ReadOnlySpan<byte> line, RowSink sink)
    {
        using JsonDocument document = JsonFields.Parse(line);
        JsonElement root = document.RootElement;
        if (isHeadless)
            TakeCall(root, sink);
        else if (root.Is("role"u8, "assistant") && root.Text("id"u8, names) is { } message)
            TakeMessage(message, root.Get("metadata"u8), IsCopied(root), sink);
    }

    public override void Finish(RowSink sink)
    {
        if (session.LastMs is null)
            return;
        sink.Batch.Sessions.Add(session);
        sink.Batch.Lineages.Add(MuxSums.NoteOfLog(task ?? Id));
    }

    public override byte[] Save() => [];

    private void TakeCall(JsonElement root, RowSink sink)
    {
        long ms = root.Time("timestamp"u8) ?? sink.FileModifiedMs;
        JsonElement usage = root.Get("usage"u8);
        string? model = root.Text("model"u8, names) ?? root.Text("metadataModel"u8, names);
        TokenUsage tokens = MuxUsage.Of(usage, root.Get("providerMetadata"u8), sink);
        RecordKey key = MuxIdentity.OfHeadless(Id, ms, root.Text("source"u8, names), model, tokens, usage.Tokens("outputTokens"u8, sink));
        Add(RowOf(key, ms, root, tokens, isCopied: false), sink);
    }

    /// <summary>A forked workspace begins with the log of another one.</summary>
    private bool IsCopied(JsonElement root) =>
        root.Get("metadata"u8).Time("timestamp"u8) < createdMs
        || (root.Text("workspaceId"u8, names) is { } writer && writer != Id && writer != task);

    private void TakeMessage(string message, JsonElement about, bool isCopied, RowSink sink)
    {
        long ms = about.Time("timestamp"u8) ?? sink.FileModifiedMs;
        JsonElement usage = about.Get("usage"u8),
            last = about.Get("contextUsage"u8);
        TokenUsage tokens = MuxUsage.Of(usage, about.Get("providerMetadata"u8), sink);

        // The last request is less than all of a turn that had several.
        bool isSum = last.Tokens("inputTokens"u8, sink) < usage.Tokens("inputTokens"u8, sink);
        Add(RowOf(MuxIdentity.OfMessage(Id, message), ms, about, tokens, isCopied) with { Terms = isSum ? PriceTerms.Sum : null }, sink);
        int index = 0;
        foreach (JsonElement tool in about.Get("toolModelUsages"u8).Items())
        {
            RecordKey key = MuxIdentity.OfTool(Id, message, tool.Text("toolCallId"u8, names), index++);
            TokenUsage used = MuxUsage.Of(tool.Get("usage"u8), tool.Get("providerMetadata"u8), sink);
            Add(RowOf(key, tool.Time("timestamp"u8) ?? ms, tool, used, isCopied), sink);
        }
    }

    private void Add(in UsageRow row, RowSink sink)
    {
        session.Seen(row.UnixMs);
        if (!row.Tokens.IsZero)
            sink.Add(row);
    }

    private UsageRow RowOf(RecordKey key, long ms, JsonElement about, TokenUsage tokens, bool isCopied)
    {
        // The model that an alias or a gateway stands for.
        (string? provider, string? name) = MuxModel.Split(about.Text("metadataModel"u8, names) ?? about.Text("model"u8, names));
        return new UsageRow
        {
            Key = key,
            Rank = Rank.Above(tokens.Output, ms),
            OwnerRank = new Rank(isCopied ? 0 : 1, 0),
            UnixMs = ms,
            Tokens = tokens,
            Requests = 1,
            Evidence = UsageEvidence.Recorded,
            Provider = provider,
            Model = name,
            ReportedNano = about.Get("providerMetadata"u8).Get("xai"u8).NanoOfTicks("costInUsdTicks"u8),
            Session = session.Session,
            SubAgent = task,
            Folder = session.WorkingDirectory,
        };
    }
}
