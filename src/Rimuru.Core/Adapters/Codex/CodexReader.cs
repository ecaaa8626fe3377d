using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;
using Rimuru.Core.Store.Rules;

namespace Rimuru.Core.Adapters.Codex;

/// <summary>Reads a Codex rollout, or a saved <c>codex exec --json</c> log. The rules of its running totals are told in <c>docs/agents/Codex.md</c>.</summary>
internal sealed class CodexReader : LineLogReader
{
    private readonly NameTable names = new();
    private readonly List<CodexHistoryRow> history = [];
    private readonly CodexPairs pairs = new();
    private readonly HashSet<RecordKey> turns = [];
    private readonly CodexThread thread;
    private CodexUsage? baseline;
    private CodexUsage? counted;
    private CodexPhase phase;
    private string? model;
    private string? tier;
    private long lastMs;
    private int historyBefore;
    private RecordKey lastKey;
    private RecordKey recordedKey;

    public CodexReader(string path, ReadOnlySpan<byte> state)
    {
        thread = new CodexThread(path);
        if (!state.IsEmpty) Restore(state);
    }

    public override void Line(ReadOnlySpan<byte> line, RowSink sink)
    {
        Utf8JsonReader reader = new(line, Json.Options);
        reader.Read();
        long? ms = null;
        LeftEarly = true;
        while (Json.Next(ref reader))
        {
            if (Json.Is(ref reader, "timestamp"u8)) ms = Timestamps.TryRead(ref reader, out long time) ? time : null;
            else if (Json.Is(ref reader, "type"u8))
            {
                CodexLineType type = CodexLine.TypeOf(ref reader);
                if (type == CodexLineType.Other) return;
                CodexLine parsed = CodexLine.Parse(line, type, names, sink);
                LeftEarly = parsed.Type is CodexLineType.Other or CodexLineType.UserMessage;
                Take(parsed, parsed.UnixMs ?? ms, sink);
                return;
            }
            else Json.SkipProperty(ref reader);
        }
    }

    public override void Finish(RowSink sink)
    {
        thread.Session.Turns = thread.Turns > 0 ? thread.Turns : null;
        sink.Batch.Sessions.Add(thread.Session);
        sink.Batch.Lineages.Add(thread.LineageOf(historyBefore, history));
    }

    public override byte[] Save()
    {
        using StateWriter state = new();
        thread.Save(state);
        CodexUsage.SaveOptional(state, baseline);
        CodexUsage.SaveOptional(state, counted);
        state.Add((long)phase).Add(model).Add(tier).Add(lastMs).Add(historyBefore + history.Count)
            .Add(lastKey).Add(recordedKey);
        pairs.Save(state);
        state.Add(turns.Count);
        foreach (RecordKey turn in turns) state.Add(turn);
        return state.ToArray();
    }

    private void Restore(ReadOnlySpan<byte> bytes)
    {
        using StateReader state = new(bytes);
        thread.Restore(state);
        baseline = CodexUsage.RestoreOptional(state);
        counted = CodexUsage.RestoreOptional(state);
        phase = (CodexPhase)state.Number();
        model = state.Text();
        tier = state.Text();
        lastMs = state.Number();
        historyBefore = (int)state.Number();
        lastKey = state.Key();
        recordedKey = state.Key();
        pairs.Restore(state);
        for (long left = state.Number(); left > 0; left--) turns.Add(state.Key());
    }

    private void Take(in CodexLine line, long? time, RowSink sink)
    {
        long ms = time ?? (lastMs != 0 ? lastMs : sink.FileModifiedMs);
        if (time is { } known)
        {
            lastMs = known;
            thread.Session.Seen(known);
        }

        switch (line.Type)
        {
            case CodexLineType.SessionMeta:
                if (line.Meta is { } meta) thread.Take(meta, ms);
                break;
            case CodexLineType.TurnContext:
                model = line.Model ?? model;
                thread.Session.WorkingDirectory ??= line.WorkingDirectory;
                break;
            case CodexLineType.Settings:
                // Before the first turn it is the only word on the model; later the turn's own context is.
                model ??= line.Model;
                if (line.HasTier) tier = line.Tier;
                break;
            case CodexLineType.TaskStarted:
                phase = line.StartedAt is { } second && second < thread.CreatedMs / 1000 ? CodexPhase.Replayed : CodexPhase.Live;
                thread.Marks |= CodexMarks.HasTasks;
                if (phase == CodexPhase.Live) thread.Turns++;
                thread.Session.End = SessionEnd.OpenTurn;
                break;
            case CodexLineType.TaskComplete:
                thread.Session.End = SessionEnd.Completed;
                break;
            case CodexLineType.TurnAborted:
                thread.Session.End = SessionEnd.Cancelled;
                break;
            case CodexLineType.UserMessage:
                // What is said in a task belongs to its turn. Older releases tell of no tasks, and their forks not which messages are copies.
                if (thread.Session.End != SessionEnd.OpenTurn && phase != CodexPhase.Replayed && (phase == CodexPhase.Live || !thread.HasParent)) thread.Turns++;
                break;
            case CodexLineType.UsageRecord:
                Record(line, ms, sink);
                break;
            case CodexLineType.TokenCount:
                Count(line, ms, sink);
                break;
            case CodexLineType.ThreadStarted:
                thread.StartExec(line.ThreadId);
                break;
            case CodexLineType.TurnCompleted:
                Turn(line, ms, sink);
                break;
            case CodexLineType.Result:
                Result(line, ms, sink);
                break;
        }
    }

    /// <summary>A <c>token_usage_record</c>: one response, with its own id.</summary>
    private void Record(in CodexLine line, long ms, RowSink sink)
    {
        if (line.Last is not { } usage) return;
        RecordKey key = line.ResponseId is { } id
            ? CodexIdentity.OfResponse(id)
            : CodexIdentity.OfTotal(thread.Session.Session, line.Total ?? usage, ms);

        // A line that was written twice has nothing more to pair with.
        if (key != recordedKey) Pair(line, usage, key, sink);
        recordedKey = key;
        if (usage.IsZero) return;

        // A fork's copy of a record names the thread that made the request.
        bool isOwn = line.ThreadId is null || line.ThreadId == thread.Session.Session.SessionId;
        SessionRef owner = isOwn ? thread.Session.Session : new SessionRef(CodexIdentity.Agent, line.ThreadId!);
        Emit(key, usage, ms, line.Model, owner, new Rank(isOwn ? 2 : 1, 0), hasBaseline: true, sink);
    }

    /// <summary>Finds the count of a record's response, which gives way to it, or has the record wait for the count.</summary>
    private void Pair(in CodexLine line, CodexUsage usage, RecordKey key, RowSink sink)
    {
        if (pairs.TakeCount(line.Mark, usage) is { } count)
        {
            sink.Batch.Superseded.Add(count.Key);
            if (lastKey == count.Key) lastKey = key;
        }
        else if (line.Mark is null || line.Mark != counted)
        {
            Advance(line);
            pairs.AwaitCount(new CodexHalf(line.Mark, usage, key));
        }
    }

    /// <summary>A <c>token_count</c>: a running total, and what the last response used.</summary>
    private void Count(in CodexLine line, long ms, RowSink sink)
    {
        if (line.Total is null && line.Last is null) return;
        CodexUsage? usage = UsageOf(line, baseline, out bool hasBaseline);
        bool isRepeated = line.Mark is not null && line.Mark == counted;
        CodexHalf? record = isRepeated ? null : pairs.TakeRecord(line.Mark, line.Last ?? usage);
        if (isRepeated || (record is null && line.Total is not null && line.Total == baseline))
        {
            PassOver(lastKey, line.Last ?? default, ms, line.Model, DuplicateRule.ReEmitted, sink);
            return;
        }

        RecordKey key = default;
        if (record is not null) GiveWay(line, record, ms, sink);
        else
        {
            Advance(line);
            if (usage is { IsZero: false } used)
            {
                key = CodexIdentity.OfTotal(thread.Session.Session, line.Mark ?? used, ms);
                Emit(key, used, ms, line.Model, thread.Session.Session, new Rank(2, 0), hasBaseline, sink);
                if (line.Former is { } former) sink.Batch.Superseded.Add(CodexIdentity.OfTotal(thread.Session.Session, former, ms));
                pairs.AwaitRecord(new CodexHalf(line.Mark, used, key));
            }

            lastKey = key;
        }

        counted = line.Mark ?? counted;
        history.Add(new CodexHistoryRow(
            CodexUsage.HashOf(line.Last, line.Mark), line.Mark is { IsZero: false } t ? CodexUsage.HashOf(null, t) : 0, key, ms, phase));
    }

    /// <summary>A count whose response a record told before.</summary>
    private void GiveWay(in CodexLine line, CodexHalf record, long ms, RowSink sink)
    {
        // A record with a total moved the baseline; behind an earlier record than the last it must not go back.
        if ((record.Mark is null || record.Key == recordedKey) && line.Total is { } total) baseline = total;
        lastKey = record.Key;
        PassOver(record.Key, record.Usage, ms, line.Model, DuplicateRule.BetterSource, sink);

        // Up to version 2 of this reader it was a row of its own, but where its record was the last one.
        if ((record.Mark is null || record.Key != recordedKey) && (line.Former ?? line.Total ?? line.Last) is { } told) sink.Batch.Superseded.Add(CodexIdentity.OfTotal(thread.Session.Session, told, ms));
    }

    /// <summary>Moves the baseline over a response: a line without a total adds to it what it tells.</summary>
    private void Advance(in CodexLine line)
    {
        if (line.Total is { } total) baseline = total;
        else if (line.Last is { } last && (baseline is not null || !thread.HasParent)) baseline = (baseline ?? default) + last;
    }

    private CodexUsage? UsageOf(in CodexLine line, CodexUsage? before, out bool hasBaseline)
    {
        hasBaseline = true;
        if (line.Total is not { } total) return line.Last;
        if (before is not { } known)
        {
            // A fork's first total charges its parent again; what an ordinary thread's first total tells is its own.
            if (thread.HasParent) return line.Last;
            hasBaseline = line.Last is null || line.Last == total;
            return total;
        }

        // A resumed process may count from zero again, and its first total can even be the higher one.
        if (!known.IsZero && line.Last == total) return line.Last;
        if (total.FellFrom(known)) return line.Last ?? total;
        return total - known;
    }

    /// <summary>A turn of <c>codex exec --json</c>: cumulative for the thread, a drop begins anew.</summary>
    private void Turn(in CodexLine line, long ms, RowSink sink)
    {
        if (line.Total is not { } total || total == baseline) return;
        bool hasBaseline = baseline is not null;
        CodexUsage usage = baseline is { } before && !total.FellFrom(before) ? total - before : total;
        baseline = total;
        thread.TakeTurn(total);
        if (usage.IsZero) return;
        RecordKey key = TurnKey(total, 0);
        Emit(key, usage, ms, line.Model, thread.Session.Session, new Rank(0, 0), hasBaseline, sink);
        history.Add(CodexHistoryRow.OfTurn(total, key, ms));
    }

    /// <summary>A result in a saved log: a usage of its own, in no running total.</summary>
    private void Result(in CodexLine line, long ms, RowSink sink)
    {
        if (line.Last is not { IsZero: false } usage) return;
        thread.StartExec(null);
        RecordKey key = TurnKey(usage, line.UnixMs ?? 0);
        Emit(key, usage, ms, line.Model, thread.Session.Session, new Rank(0, 0), hasBaseline: true, sink);
        history.Add(CodexHistoryRow.OfResult(key, ms));
    }

    /// <summary>Lines of a saved log may have no time, so that a total which is reached again is told from the first by its number. Such logs have few turns.</summary>
    private RecordKey TurnKey(CodexUsage told, long number)
    {
        RecordKey key = CodexIdentity.OfTurn(thread.Session.Session, told, number);
        return turns.Add(key) ? key : TurnKey(told, number + 1);
    }

    private void Emit(RecordKey key, CodexUsage usage, long ms, string? ownModel, SessionRef owner, Rank ownerRank, bool hasBaseline, RowSink sink)
    {
        UsageRow row = RowOf(key, usage, ms, ownModel, owner);

        // Up to version 2 of this reader the ranks were 0 and 1, and some of the rows told more than was used.
        row.Rank = new Rank(hasBaseline ? 3 : 2, -ms);
        row.OwnerRank = ownerRank;
        sink.Add(row, thread.Session.Session);
    }

    /// <summary>A count that is no response of its own; nobody asks for these while the ledger is brought up to date.</summary>
    private void PassOver(RecordKey kept, CodexUsage usage, long ms, string? ownModel, DuplicateRule rule, RowSink sink)
    {
        if (sink.WantsCopies && !usage.IsZero) sink.PassOver(RowOf(kept, usage, ms, ownModel, thread.Session.Session), rule);
    }

    private UsageRow RowOf(RecordKey key, CodexUsage usage, long ms, string? ownModel, SessionRef owner)
    {
        SessionRow session = thread.Session;
        return new UsageRow
        {
            Key = key,
            UnixMs = ms,
            Tokens = usage.Tokens,
            Requests = 1,
            Evidence = UsageEvidence.Recorded,
            Provider = thread.Provider,
            Model = ownModel ?? model,
            Terms = tier,
            Session = owner,
            SubAgent = session.SubAgent,
            Folder = session.WorkingDirectory,
            Branch = session.Branch,
        };
    }
}
