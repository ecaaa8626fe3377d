using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Adapters.Copilot;
using Rimuru.Core.Formats;
using Rimuru.Core.Pricing;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.CopilotChat;

/// <summary>A chat with its turns, from a document or from a journal.</summary>
internal sealed class CopilotChatSession
{
    private readonly NameTable names = new();
    private readonly Dictionary<RecordKey, long> known = [];
    private readonly string? folder;
    private string id;
    private string? title;
    private long? createdMs;
    private long? lastMs;
    private long turnsSeen;

    public CopilotChatSession(string path)
    {
        id = NameTable.Clean(Path.GetFileNameWithoutExtension(path)) ?? "session";
        folder = CopilotChatLocations.FolderOf(path);
    }

    public List<CopilotChatTurn> Turns { get; } = [];

    /// <summary>Takes the whole chat.</summary>
    public void Take(JsonElement root, RowSink sink)
    {
        id = root.Text("sessionId"u8, names) ?? id;
        createdMs = root.Time("creationDate"u8) ?? createdMs;
        lastMs = root.Time("lastMessageDate"u8) ?? lastMs;
        title = root.Text("customTitle"u8, names) ?? title;
        Turns.Clear();
        Append(root.Get("requests"u8), sink);
    }

    public void Rename(string? name) => title = name ?? title;

    public void Append(JsonElement turns, RowSink sink)
    {
        foreach (JsonElement item in turns.Items())
        {
            CopilotChatTurn turn = new();
            turn.Take(item, names, sink);
            Turns.Add(turn);
            Add(turn, sink);
        }

        turnsSeen = Math.Max(turnsSeen, Turns.Count(turn => !turn.IsCopyIn(createdMs)));
    }

    public CopilotChatTurn? TurnAt(int index) => index >= 0 && index < Turns.Count ? Turns[index] : null;

    /// <summary>Adds what is known of a turn now.</summary>
    public void Add(CopilotChatTurn turn, RowSink sink)
    {
        lastMs = Math.Max(lastMs ?? 0, turn.Ms ?? 0) is > 0 and long latest ? latest : null;
        if (turn.Id is not { } request)
            return;
        RecordKey key = CopilotChatIdentity.OfTurn(id, request);

        // What is replaced or a copy stays in the history: one that shrinks would not be saved.
        known[key] = MsOf(turn, sink);
        if (turn.IsCopyIn(createdMs))
        {
            if (sink.HasOlderRecords)
                sink.Batch.Replaced.Add(key);
            return;
        }

        if (turn.Totals.Count == 0)
        {
            // A later request of the turn repeats what the ones before it got.
            Add(key, turn.Tokens, turn.Model, UsageEvidence.Partial, turn, turn.Credits, sink);
            return;
        }

        sink.Batch.Replaced.Add(key);
        string? payer = turn.Totals.Select(total => total.Model).Min(StringComparer.Ordinal);
        foreach ((string? model, TokenUsage tokens) in turn.Totals)
        {
            Credits credits = model == payer ? turn.Credits : default;
            Add(CopilotChatIdentity.OfTotal(id, request, model), tokens, model, UsageEvidence.Recorded, turn, credits, sink);
        }
    }

    public void Finish(RowSink sink)
    {
        SessionRow session = new(new SessionRef(CopilotChatIdentity.Agent, id))
        {
            Title = title,
            WorkingDirectory = folder,
            Turns = turnsSeen,
        };
        foreach (long? ms in new[] { createdMs, lastMs })
            session.Seen(ms ?? createdMs ?? sink.FileModifiedMs);
        sink.Batch.Sessions.Add(session);
        sink.Batch.Lineages.Add(
            CopilotChatHistory.LineageOf(session.Session, CopilotChatSource.Chat, [.. known.Select(pair => (pair.Key, pair.Value))])
        );
    }

    private void Add(
        RecordKey key,
        TokenUsage tokens,
        string? model,
        UsageEvidence evidence,
        CopilotChatTurn turn,
        Credits credits,
        RowSink sink
    )
    {
        if (tokens.IsZero)
            return;
        long ms = known[key] = MsOf(turn, sink);
        sink.Add(
            new UsageRow
            {
                Key = key,

                // With more models of a turn, another of them may have its credits.
                Rank = turn.Totals.Count == 0 ? new Rank(tokens.Total, tokens.Output) : Rank.Above(tokens.Total, turn.Totals.Count),
                UnixMs = ms,
                Tokens = tokens,
                Requests = 1,
                Evidence = evidence,
                Model = model ?? turn.Model,
                Terms = evidence == UsageEvidence.Recorded ? PriceTerms.Sum : null,
                ReportedNano = CopilotUsage.NanoOfAiu(credits.Nano),
                Credits = credits,
                Session = new SessionRef(CopilotChatIdentity.Agent, id),
                Folder = folder,
            }
        );
    }

    private long MsOf(CopilotChatTurn turn, RowSink sink) => turn.Ms ?? createdMs ?? sink.FileModifiedMs;

    public void Restore(StateReader saved)
    {
        id = saved.Text() ?? id;
        title = saved.Text();
        createdMs = saved.OptionalNumber();
        lastMs = saved.OptionalNumber();
        turnsSeen = saved.Number();
        for (long left = saved.Number(); left > 0; left--)
            Turns.Add(CopilotChatTurn.Restore(saved));
        for (long left = saved.Number(); left > 0; left--)
            known[saved.Key()] = saved.Number();
    }

    public void Save(StateWriter state)
    {
        state.Add(id).Add(title).Add(createdMs).Add(lastMs).Add(turnsSeen).Add((long)Turns.Count);
        foreach (CopilotChatTurn turn in Turns)
            turn.Save(state);
        state.Add((long)known.Count);
        foreach ((RecordKey key, long ms) in known)
            state.Add(key).Add(ms);
    }
}
