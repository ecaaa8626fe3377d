using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Pricing;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Mux;

/// <summary>
/// Reads the sum of a workspace by model. It only grows: it also has messages that were deleted, and sub-agents whose workspaces were.
/// </summary>
internal sealed class MuxSumReader : FileLogReader
{
    private readonly NameTable names = new();

    public override void Read(string path, RowSink sink, CancellationToken stop)
    {
        using JsonDocument document = JsonFields.ParseFile(path);
        JsonElement root = document.RootElement;
        (string workspace, string? task) = MuxLocations.PlaceOf(path);
        if (task is not null)
            return;
        (string? folder, long? createdMs) = MuxLocations.About(path, workspace);
        SessionRef session = new(MuxIdentity.Agent, workspace);
        long ms = root.Get("lastRequest"u8).Time("timestamp"u8) ?? sink.FileModifiedMs;
        Dictionary<string, ModelTotal> models = new(StringComparer.Ordinal);
        foreach ((string name, JsonElement sum) in root.Get("byModel"u8).Properties())
        {
            if (NameTable.Clean(name) is { } model)
                models[model] = models.GetValueOrDefault(model) + new ModelTotal(MuxUsage.OfSum(sum, sink), 0);
        }

        long total = models.Values.Sum(model => model.Tokens.Total);
        if (total == 0)
            return;
        foreach ((string name, JsonElement sum) in root.Get("rolledUpFrom"u8).Properties())
        {
            if (NameTable.Clean(name) is not { } child || MuxLocations.HasTranscript(path, name))
                continue;

            // Early releases do not tell how much of the sum is the sub-agent's, which may have been read.
            if (sum.ValueKind != JsonValueKind.Object)
                return;
            TakeDeleted(child, sum, session, folder, ms, models, sink);
        }

        sink.Batch.Totals.Add(
            new SessionTotal
            {
                Key = MuxIdentity.OfSum(workspace, models),
                Session = session,
                OriginMs = Math.Min(createdMs ?? 0, MuxLocations.FirstMs(path) ?? long.MaxValue),
                Ordinal = total,
                UnixMs = ms,
                Folder = folder,
                ByModel = models,
            }
        );
    }

    public override void Finish(RowSink sink) { }

    public override byte[] Save() => [];

    /// <summary>
    /// A sub-agent that left nothing but its sum counts by that, as a session of its own; its log decides if it was read before. The sum of
    /// the workspace is without it then.
    /// </summary>
    private void TakeDeleted(
        string child,
        JsonElement sum,
        SessionRef parent,
        string? folder,
        long parentMs,
        Dictionary<string, ModelTotal> models,
        RowSink sink
    )
    {
        TokenUsage tokens = MuxUsage.OfDeleted(sum, sink);
        if (tokens.IsZero)
            return;
        (string? provider, string? model) = MuxModel.Split(sum.Text("model"u8, names));
        Take(tokens, MuxModel.BareOf(model), models);
        long ms = sum.Time("rolledUpAtMs"u8) ?? parentMs;
        SessionRow session = new(new SessionRef(MuxIdentity.Agent, child))
        {
            ParentSessionId = parent.SessionId,
            SubAgent = sum.Text("agentType"u8, names),
            WorkingDirectory = folder,
        };
        session.Seen(ms);
        sink.Batch.Sessions.Add(session);
        RecordKey key = MuxIdentity.OfDeleted(child);
        sink.Batch.Lineages.Add(MuxSums.NoteOfSum(child, key));
        sink.Add(
            new UsageRow
            {
                Key = key,
                Rank = new Rank(tokens.Total, 0),
                UnixMs = ms,
                Tokens = tokens,
                Requests = 1,
                Evidence = UsageEvidence.Partial,
                Provider = provider,
                Model = model,
                Terms = PriceTerms.Sum,
                Session = session.Session,
                SubAgent = session.SubAgent,
                Folder = folder,
            }
        );
    }

    /// <summary>Takes a sub-agent out of the sum of its model, as far as that has it; it may have asked others too.</summary>
    private static void Take(TokenUsage tokens, string model, Dictionary<string, ModelTotal> models)
    {
        if (models.Keys.FirstOrDefault(key => MuxModel.BareOf(MuxModel.Split(key).Model) == model) is { } found)
        {
            TokenUsage sum = models[found].Tokens,
                rest = sum.Beyond(tokens);
            models[found] = new ModelTotal(rest, 0);
            tokens -= sum - rest;
        }

        models[MuxSums.Deleted] = models.GetValueOrDefault(MuxSums.Deleted) + new ModelTotal(tokens, 0);
    }
}
