using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Pricing;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Continue;

/// <summary>Reads a session: its own messages, and what its sum has beyond those that were ever in the file.</summary>
internal sealed class ContinueReader : FileLogReader
{
    private readonly NameTable names = new();
    private readonly Dictionary<RecordKey, Known> known = [];

    public ContinueReader(ReadOnlySpan<byte> state)
    {
        if (state.IsEmpty)
            return;
        using StateReader saved = new(state);
        for (long left = saved.Number(); left > 0; left--)
            known[saved.Key()] = new Known(saved.Number(), saved.Tokens(), saved.Flag());
    }

    public override void Read(string path, RowSink sink, CancellationToken stop)
    {
        using JsonDocument document = JsonFields.ParseFile(path);
        JsonElement root = document.RootElement;
        string id = root.Text("sessionId"u8, names) ?? Path.GetFileNameWithoutExtension(path);
        SessionRow session = new(new SessionRef(ContinueIdentity.Agent, id))
        {
            Title = root.Text("title"u8, names),
            WorkingDirectory = FolderOf(root.Text("workspaceDirectory"u8, names)),
        };
        long ms = ContinueLocations.CreatedMs(path, id, names) ?? sink.FileModifiedMs;
        session.Seen(ms);
        session.Seen(sink.FileModifiedMs);
        ContinueHistory history = new(root, names, sink);
        session.End = history.EndsWithPrompt ? SessionEnd.OpenTurn : SessionEnd.Completed;
        session.Turns = history.Own.Count(message => message.IsPrompt);
        sink.Batch.Sessions.Add(session);
        AddMessages(history, session, ms, sink);
        if (history.Sum is { } sum)
            AddRest(sum, session, ms, sink);
    }

    public override void Finish(RowSink sink) { }

    /// <summary>A compaction takes messages out of the file, which their session's sum still has.</summary>
    public override byte[] Save()
    {
        using StateWriter state = new();
        state.Add((long)known.Count);
        foreach ((RecordKey key, Known message) in known)
            state.Add(key).Add(message.Prompt).Add(message.Tokens).Add(message.IsCacheApart);
        return state.ToArray();
    }

    private void AddMessages(ContinueHistory history, SessionRow session, long ms, RowSink sink)
    {
        Dictionary<RecordKey, int> twins = [];
        foreach (ContinueMessage message in history.Own)
        {
            TokenUsage tokens = message.Usage.Tokens;
            if (tokens.IsZero)
                continue;
            RecordKey first = ContinueIdentity.OfMessage(session.Session, message.Model, tokens, 0);
            int twin = twins.GetValueOrDefault(first);
            twins[first] = twin + 1;
            RecordKey key = twin == 0 ? first : ContinueIdentity.OfMessage(session.Session, message.Model, tokens, twin);
            known[key] = new Known(message.Usage.Prompt, tokens, message.Usage.CacheApart > 0);
            TokenUsage whole = message.Usage.Whole;
            sink.Add(RowOf(key, session, ms, whole) with { Rank = new Rank(whole.Output, 0), Model = message.Model });
        }
    }

    private void AddRest(ContinueUsage sum, SessionRow session, long ms, RowSink sink)
    {
        RecordKey key = ContinueIdentity.OfRest(session.Session);
        TokenUsage rest = new(
            Math.Max(0, sum.Prompt - known.Values.Sum(message => message.Prompt)),
            Math.Max(
                0,
                sum.Tokens.CacheRead - known.Values.Where(message => message.IsCacheApart).Sum(message => message.Tokens.CacheRead)
            ),
            Math.Max(0, sum.Tokens.CacheWrite5m - known.Values.Sum(message => message.Tokens.CacheWrite5m)),
            0,
            Math.Max(0, sum.Tokens.Output - known.Values.Sum(message => message.Tokens.Output)),
            0
        );
        if (rest.IsZero)
        {
            sink.Batch.Replaced.Add(key);
            return;
        }

        // The later sum is the larger; of two readings of one sum the one that knows more messages leaves less.
        sink.Add(
            RowOf(key, session, ms, rest) with
            {
                Rank = new Rank(sum.Tokens.Total, -rest.Total),
                Evidence = UsageEvidence.Partial,
                Terms = PriceTerms.Sum,
            }
        );
    }

    private static UsageRow RowOf(RecordKey key, SessionRow session, long ms, TokenUsage tokens) =>
        new()
        {
            Key = key,
            UnixMs = ms,
            Tokens = tokens,
            Requests = 1,
            Evidence = UsageEvidence.Recorded,
            Session = session.Session,
            Folder = session.WorkingDirectory,
        };

    /// <summary>The editors' extension writes a URI.</summary>
    private static string? FolderOf(string? folder) =>
        folder is not null && Uri.TryCreate(folder, UriKind.Absolute, out Uri? uri) && uri.IsFile ? uri.LocalPath : folder;

    private readonly record struct Known(long Prompt, TokenUsage Tokens, bool IsCacheApart);
}
