using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Pricing;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Kiro;

/// <summary>Reads a session since release 2.13: a log of events, of which one tells the credits of a turn.</summary>
internal sealed class KiroLogReader(string path) : LineLogReader
{
    private readonly NameTable names = new();
    private readonly Dictionary<string, HashSet<string>> models = new(StringComparer.Ordinal);
    private readonly List<Summary> summaries = [];
    private long? firstMs;
    private long? lastMs;
    private long? turns;

    public override void Line(ReadOnlySpan<byte> line, RowSink sink)
    {
        using JsonDocument document = JsonFields.Parse(line);
        JsonElement root = document.RootElement,
            payload = root.Get("payload"u8);
        lastMs = root.Time("timestamp"u8) ?? lastMs;
        firstMs ??= lastMs;
        string? execution = payload.Text("executionId"u8, names);
        if (payload.Is("type"u8, "turn_start"))
            turns = (turns ?? 0) + 1;
        if (execution is not null && KiroUsage.ModelOf(payload.Text("reasoningModelId"u8, names)) is { } model)
            ModelsOf(execution).Add(model);
        if (
            payload.Is("type"u8, "usage_summary")
            && root.Text("id"u8, names) is { } id
            && KiroUsage.SummaryOf(payload) is { Unit: not null } credits
        )
            summaries.Add(new Summary(id, lastMs ?? sink.FileModifiedMs, execution, credits));
    }

    public override void Finish(RowSink sink)
    {
        if (lastMs is null && summaries.Count == 0)
            return;
        SessionRow session = KiroLocations.SessionOf(path, names);
        long first = session.FirstMs ?? firstMs ?? sink.FileModifiedMs;
        session.Seen(first);
        session.Seen(lastMs ?? first);
        session.Turns = turns;
        sink.Batch.Sessions.Add(session);
        foreach ((string id, long ms, string? execution, Credits credits) in summaries)
        {
            HashSet<string> used = execution is null ? [] : ModelsOf(execution);
            sink.Add(
                new UsageRow
                {
                    Key = KiroIdentity.OfEvent(session.Session.SessionId, id),
                    Rank = new Rank(credits.Nano, used.Count),
                    OwnerRank = new Rank(session.WorkingDirectory is null ? 0 : 1, -first),
                    UnixMs = ms,
                    Requests = 1,
                    Evidence = UsageEvidence.Partial,

                    // A sum of several models has none.
                    Model = used.Count == 1 ? used.First() : null,
                    Terms = PriceTerms.Sum,
                    Credits = credits,
                    Session = session.Session,
                    Folder = session.WorkingDirectory,
                }
            );
        }
    }

    public override bool StartsOver => true;

    public override byte[] Save() => [];

    private HashSet<string> ModelsOf(string execution)
    {
        if (!models.TryGetValue(execution, out HashSet<string>? used))
            models.Add(execution, used = new HashSet<string>(StringComparer.Ordinal));
        return used;
    }

    /// <summary>What a turn used.</summary>
    private readonly record struct Summary(string Id, long Ms, string? Execution, Credits Credits);
}
