using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.KimiCli;

/// <summary>Reads a log of a session or of one of its sub-agents, of either generation.</summary>
internal sealed class KimiCliReader : LineLogReader
{
    /// <summary>No session names so many models; a hostile one ends here.</summary>
    private const int MostModels = 64;

    private readonly NameTable names = new();
    private readonly KimiCliPlace place;
    private readonly Dictionary<string, string> models = new(StringComparer.Ordinal);
    private long? lastMs;

    public KimiCliReader(string path, ReadOnlySpan<byte> state)
    {
        place = new KimiCliPlace(path);
        if (state.IsEmpty)
            return;
        using StateReader saved = new(state);
        place.Session.End = (SessionEnd)saved.Number();
        place.Session.Turns = saved.OptionalNumber();
        lastMs = saved.OptionalNumber();
        for (long left = saved.Number(); left > 0; left--)
            models[saved.Text()!] = saved.Text()!;
    }

    public override void Line(ReadOnlySpan<byte> line, RowSink sink)
    {
        using JsonDocument document = JsonFields.Parse(line);
        JsonElement root = document.RootElement;
        lastMs = root.Time("time"u8) ?? root.Time("timestamp"u8) ?? lastMs;
        if (lastMs is { } ms)
            place.Session.Seen(ms);
        if (place.IsOfCode)
            TakeEvent(root, sink);
        else
            TakeMessage(root.Get("message"u8), sink);
    }

    public override void Finish(RowSink sink)
    {
        // A sub-agent's log tells neither how the session ended nor its turns.
        if (place.SubAgent is not null)
            (place.Session.End, place.Session.Turns) = (SessionEnd.Unknown, null);
        sink.Batch.Sessions.Add(place.Session);
    }

    public override byte[] Save()
    {
        using StateWriter state = new();
        state.Add((long)place.Session.End).Add(place.Session.Turns).Add(lastMs).Add((long)models.Count);
        foreach ((string alias, string model) in models)
            state.Add(alias).Add(model);
        return state.ToArray();
    }

    private void TakeEvent(JsonElement root, RowSink sink)
    {
        switch (root.Get("type"u8).Text())
        {
            case "llm.request":
                if (root.Text("modelAlias"u8, names) is { } name && root.Text("model"u8, names) is { } real && models.Count < MostModels)
                    models[name] = real;
                break;
            case "usage.record":
                TokenUsage tokens = KimiCliUsage.OfRecord(root.Get("usage"u8), sink);
                string? alias = root.Text("model"u8, names);
                long ms = lastMs ?? sink.FileModifiedMs;
                Add(
                    KimiCliIdentity.OfUsage(place.AgentId, ms, alias, tokens),
                    ms,
                    tokens,
                    alias is null ? null : models.GetValueOrDefault(alias, alias),
                    sink
                );
                break;
            case "turn.prompt":
                Begin();
                break;
            case "agent.turn.ended":
                place.Session.End = EndOf(root.Get("outcome"u8).Text());
                break;
            case "prompt.aborted":
                place.Session.End = SessionEnd.Cancelled;
                break;
        }
    }

    private void TakeMessage(JsonElement message, RowSink sink)
    {
        JsonElement payload = message.Get("payload"u8);
        switch (message.Get("type"u8).Text())
        {
            case "StatusUpdate":
                TokenUsage tokens = KimiCliUsage.OfStep(payload.Get("token_usage"u8), sink);
                long ms = lastMs ?? sink.FileModifiedMs;
                Add(KimiCliIdentity.OfStep(payload.Text("message_id"u8, names), ms, tokens), ms, tokens, null, sink);
                break;
            case "TurnBegin":
                Begin();
                break;
            case "TurnEnd":
                place.Session.End = SessionEnd.Completed;
                break;
            case "StepInterrupted":
                place.Session.End = SessionEnd.Cancelled;
                break;
        }
    }

    private void Begin()
    {
        place.Session.End = SessionEnd.OpenTurn;

        // What a fork copied are its origin's turns.
        if (!(lastMs < place.CreatedMs))
            place.Session.Turns = (place.Session.Turns ?? 0) + 1;
    }

    private static SessionEnd EndOf(string? outcome) =>
        outcome switch
        {
            "failed" or "error" => SessionEnd.Failed,
            "cancelled" or "canceled" or "aborted" or "interrupted" => SessionEnd.Cancelled,
            _ => SessionEnd.Completed,
        };

    private void Add(RecordKey key, long ms, TokenUsage tokens, string? model, RowSink sink)
    {
        if (tokens.IsZero)
            return;
        sink.Add(
            new UsageRow
            {
                Key = key,
                Rank = new Rank(tokens.Output, ms),
                OwnerRank = place.OwnerRank,
                UnixMs = ms,
                Tokens = tokens,
                Requests = 1,
                Evidence = UsageEvidence.Recorded,
                Model = model,
                Session = place.Session.Session,
                SubAgent = place.SubAgent,
                Folder = place.Session.WorkingDirectory,
            }
        );
    }
}
