using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Pricing;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Codex;

/// <summary>
/// Reads a Codex rollout, or a saved <c>codex exec --json</c> log. The rules of its running totals are in <c>docs/agents/Codex.md</c>.
/// </summary>
internal sealed class CodexReader : LineLogReader
{
    private readonly NameTable names = new();
    private readonly List<CodexHistoryRow> history = [];
    private readonly CodexPairs pairs = new();
    private readonly HashSet<RecordKey> turns = [];
    private readonly CodexThread thread;
    private readonly CodexCounters counters = new();
    private readonly CodexModels models = new();
    private readonly CodexTools tools = new();
    private CodexUsage? turnTotal;
    private CodexUsage? counted;
    private CodexPhase phase;
    private string? model;
    private string? tier;
    private long lastMs;
    private string? turnModel;
    private int historyBefore;
    private int modelsBefore;
    private RecordKey lastKey;
    private RecordKey recordedKey;

    public CodexReader(string path, ReadOnlySpan<byte> state)
    {
        thread = new CodexThread(path);
        if (!state.IsEmpty)
            Restore(state);
    }

    public override void Line(ReadOnlySpan<byte> line, RowSink sink)
    {
        LineJson reader = new(line);
        long? ms = null;
        StoppedEarly = true;
        while (reader.Next())
        {
            if (reader.Is("timestamp"u8))
                ms = Timestamps.TryRead(ref reader, out long time) ? time : null;
            else if (reader.Is("type"u8))
            {
                Line(line, CodexLine.TypeOf(ref reader), ms, sink);
                return;
            }
        }

        Line(line, CodexLine.KindOf(line), ms, sink);
    }

    private void Line(ReadOnlySpan<byte> line, CodexLineType type, long? ms, RowSink sink)
    {
        if (type == CodexLineType.Other)
        {
            lastMs = ms ?? lastMs;
            tools.Note(line, names);
            return;
        }

        CodexLine parsed = CodexLine.Parse(line, type, names, sink);
        StoppedEarly = parsed.Type is CodexLineType.Other or CodexLineType.UserMessage;
        Take(parsed, parsed.UnixMs ?? ms, sink);
    }

    public override void Finish(RowSink sink)
    {
        thread.Session.Turns = thread.Turns > 0 ? thread.Turns : null;
        sink.Batch.Sessions.Add(thread.Session);
        sink.Batch.Lineages.Add(thread.LineageOf(historyBefore, history));
        if (models.Added is { Length: > 0 } added)
            sink.Batch.Lineages.Add(thread.LineageOf(CodexSource.Models, modelsBefore, added));
    }

    public override byte[] Save()
    {
        using StateWriter state = new();
        thread.Save(state);
        counters.Save(state);
        CodexUsage.SaveOptional(state, turnTotal);
        CodexUsage.SaveOptional(state, counted);
        state
            .Add((long)phase)
            .Add(model)
            .Add(tier)
            .Add(lastMs)
            .Add(historyBefore + history.Count)
            .Add(lastKey)
            .Add(recordedKey)
            .Add(turnModel)
            .Add(modelsBefore + models.Added.Length);
        pairs.Save(state);
        tools.Save(state);
        state.Add(turns.Count);
        foreach (RecordKey turn in turns)
            state.Add(turn);
        return state.ToArray();
    }

    private void Restore(ReadOnlySpan<byte> bytes)
    {
        using StateReader state = new(bytes);
        thread.Restore(state);
        counters.Restore(state);
        turnTotal = CodexUsage.RestoreOptional(state);
        counted = CodexUsage.RestoreOptional(state);
        phase = (CodexPhase)state.Number();
        model = state.Text();
        tier = state.Text();
        lastMs = state.Number();
        historyBefore = (int)state.Number();
        lastKey = state.Key();
        recordedKey = state.Key();
        turnModel = state.Text();
        modelsBefore = (int)state.Number();
        pairs.Restore(state);
        tools.Restore(state);
        for (long left = state.Number(); left > 0; left--)
            turns.Add(state.Key());
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
                if (line.Meta is { } meta && thread.Take(meta, ms) && thread.InheritsModel)
                    models.Begin(meta.BaseOrdinal, thread.CreatedMs);
                break;
            case CodexLineType.TurnContext:
                if (line.Model is { } named && named != turnModel)
                    models.Turn(named, line.Ordinal, ms);
                turnModel = line.Model ?? turnModel;
                model = line.Model ?? model;
                thread.Session.WorkingDirectory ??= line.WorkingDirectory;
                break;
            case CodexLineType.Settings:
                // Before the first turn only this line names the model; later the turn's own context does.
                model ??= line.Model;
                if (line.HasTier)
                    tier = line.Tier;
                break;
            case CodexLineType.TaskStarted:
                tools.Begin();
                phase = thread.IsReplayed(line.StartedAt, line.TurnMs) ? CodexPhase.Replayed : CodexPhase.Live;
                thread.Marks |= CodexMarks.HasTasks | (line.StartedAt is null ? CodexMarks.None : CodexMarks.HasTimedTasks);
                if (phase == CodexPhase.Live)
                    thread.Turns++;
                thread.Session.End = SessionEnd.OpenTurn;
                break;
            case CodexLineType.TaskComplete:
                thread.Session.End = SessionEnd.Completed;
                break;
            case CodexLineType.TurnAborted:
                thread.Session.End = SessionEnd.Cancelled;
                break;
            case CodexLineType.UserMessage:
                tools.Begin();
                // A message in a task belongs to its turn. Older releases log no tasks, and their forks do not show which messages are
                // copies.
                if (
                    thread.Session.End != SessionEnd.OpenTurn
                    && phase != CodexPhase.Replayed
                    && (phase == CodexPhase.Live || !thread.HasParent)
                )
                    thread.Turns++;
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

    /// <summary>Reads a <c>token_usage_record</c>: one response with its own id.</summary>
    private void Record(in CodexLine line, long ms, RowSink sink)
    {
        if (line.Last is not { } usage)
            return;
        RecordKey key = line.ResponseId is { } id
            ? CodexIdentity.OfResponse(id)
            : CodexIdentity.OfTotal(thread.Session.Session, line.Total ?? usage, ms);

        // A line that was written twice has nothing more to be paired with.
        if (key != recordedKey)
            Pair(line, usage, key, ms, sink);
        recordedKey = key;
        if (usage.IsZero)
            return;

        // A fork's copy of a record names the thread that made the request.
        bool isOwn = line.ThreadId is null || line.ThreadId == thread.Session.Session.SessionId;
        SessionRef owner = isOwn ? thread.Session.Session : new SessionRef(CodexIdentity.Agent, line.ThreadId!);
        Emit(key, usage, ms, line.Model, owner, new Rank(isOwn ? 2 : 1, 0), hasBaseline: true, sink);
    }

    /// <summary>Finds the count of a record's response, which the record replaces, or keeps the record until the count comes.</summary>
    private void Pair(in CodexLine line, CodexUsage usage, RecordKey key, long ms, RowSink sink)
    {
        if (pairs.TakeCount(line.Mark, usage, ms) is { } count)
        {
            sink.Batch.Replaced.Add(count.Key);
            tools.Replaced(count.Key, key, sink);
            if (lastKey == count.Key)
                lastKey = key;
            if (line.Mark != count.Mark)
                counters.Advance(line, thread.ContinuesAnother, ms);
        }
        else if (line.Mark is null || line.Mark != counted)
        {
            counters.Advance(line, thread.ContinuesAnother, ms);
            pairs.AwaitCount(new CodexHalf(line.Mark, usage, key, ms));
        }
    }

    /// <summary>Reads a <c>token_count</c>: a running total, and the usage of the last response.</summary>
    private void Count(in CodexLine line, long ms, RowSink sink)
    {
        if (line.Total is null && line.Last is null)
            return;
        CodexUsage? usage = counters.UsageOf(line, thread.ContinuesAnother, out bool isCertain);
        bool isLast = line.Mark is not null && line.Mark == counted;
        CodexHalf? record = isLast ? null : pairs.TakeRecord(line.Mark);
        if (isLast || (record is null && counters.Holds(line.Total)))
        {
            Skip(lastKey, line.Last ?? default, ms, line.Model, DuplicateRule.ReEmitted, sink);

            // Up to version 3 of this reader a repeated total of another counter became a row.
            if (counters.AreSeveral && line.Total is { } again && counters.Holds(again) && counters.LoggedAt(again) != ms)
                sink.Batch.Replaced.Add(CodexIdentity.OfTotal(thread.Session.Session, again, ms));
            return;
        }

        RecordKey key = default;
        record ??= pairs.TakeRecord(line.Mark, line.Last ?? usage, ms);
        if (record is not null)
            GiveWay(line, record, ms, sink);
        else
        {
            counters.Advance(line, thread.ContinuesAnother, ms);
            if (usage is { IsZero: false } used)
            {
                key = CodexIdentity.OfTotal(thread.Session.Session, line.Mark ?? used, ms);

                // More than its last response used: the counts of others are missing.
                bool isSum = line.Last is { } last && used.Tokens.Total > last.Tokens.Total;
                Emit(key, used, ms, line.Model, thread.Session.Session, new Rank(2, 0), isCertain, sink, isSum);
                if (line.Former is { } former)
                    sink.Batch.Replaced.Add(CodexIdentity.OfTotal(thread.Session.Session, former, ms));
                pairs.AwaitRecord(new CodexHalf(line.Mark, used, key, ms));
            }

            lastKey = key;
        }

        counted = line.Mark ?? counted;
        history.Add(
            new CodexHistoryRow(
                CodexUsage.HashOf(line.Last, line.Mark),
                line.Mark is { IsZero: false } t ? CodexUsage.HashOf(null, t) : 0,
                key,
                ms,
                phase
            )
            {
                IsFirst = line.Total is { } whole && whole == line.Last,
            }
        );
    }

    /// <summary>A count whose response already has a record.</summary>
    private void GiveWay(in CodexLine line, CodexHalf record, long ms, RowSink sink)
    {
        // A record with the same total moved the counter; a count for an earlier record must not move it back.
        if (record.Mark is null || record.Mark != line.Mark)
            counters.Advance(line with { Last = line.Last ?? record.Usage }, thread.ContinuesAnother, ms);
        else
            counters.Confirm(line, record.Usage, ms);
        lastKey = record.Key;
        Skip(record.Key, record.Usage, ms, line.Model, DuplicateRule.BetterSource, sink);

        // Up to version 3 of this reader the count was a row of its own, unless its record was the last one and had the same total.
        if ((record.Mark != line.Mark || record.Key != recordedKey) && (line.Former ?? line.Total ?? line.Last) is { } total)
            sink.Batch.Replaced.Add(CodexIdentity.OfTotal(thread.Session.Session, total, ms));
    }

    /// <summary>Reads a turn of <c>codex exec --json</c>: its total is cumulative for the thread; a lower total starts anew.</summary>
    private void Turn(in CodexLine line, long ms, RowSink sink)
    {
        if (line.Total is not { } total || total == turnTotal)
            return;
        bool hasBaseline = turnTotal is not null;
        CodexUsage usage = turnTotal is { } before && !total.FellFrom(before) ? total - before : total;
        turnTotal = total;
        thread.TakeTurn(total);
        if (usage.IsZero)
            return;
        RecordKey key = TurnKey(total, 0);
        Emit(key, usage, ms, line.Model, thread.Session.Session, new Rank(0, 0), hasBaseline, sink, isSum: true);
        history.Add(CodexHistoryRow.OfTurn(total, key, ms));
    }

    /// <summary>Reads a result in a saved log: usage of its own that is not in any running total.</summary>
    private void Result(in CodexLine line, long ms, RowSink sink)
    {
        if (line.Last is not { IsZero: false } usage)
            return;
        thread.StartExec(null);
        RecordKey key = TurnKey(usage, line.UnixMs ?? 0);
        Emit(key, usage, ms, line.Model, thread.Session.Session, new Rank(0, 0), hasBaseline: true, sink, isSum: true);
        history.Add(CodexHistoryRow.OfResult(key, ms));
    }

    /// <summary>
    /// The key of a turn in a saved log. Its lines may have no time, so a number distinguishes a total that is reached again. Such logs
    /// have few turns.
    /// </summary>
    private RecordKey TurnKey(CodexUsage total, long number)
    {
        RecordKey key = CodexIdentity.OfTurn(thread.Session.Session, total, number);
        return turns.Add(key) ? key : TurnKey(total, number + 1);
    }

    private void Emit(
        RecordKey key,
        CodexUsage usage,
        long ms,
        string? ownModel,
        SessionRef owner,
        Rank ownerRank,
        bool hasBaseline,
        RowSink sink,
        bool isSum = false
    )
    {
        UsageRow row = RowOf(key, usage, ms, ownModel, owner);

        // Up to version 2 of this reader the ranks were 0 and 1, in version 3 they were 2 and 3, and some rows had more than was used.
        row.Rank = new Rank(hasBaseline ? 5 : 4, -ms);
        row.OwnerRank = ownerRank;
        if (isSum)
        {
            // Up to version 6 of this reader a sum was priced as one request.
            row.Rank = Rank.Above(row.Rank.High, row.Rank.Low);
            row.Terms = tier is null ? PriceTerms.Sum : $"{tier},{PriceTerms.Sum}";
        }

        if (ownModel is null && IsModelElsewhere && owner == thread.Session.Session)
        {
            row.Model = null;
            models.Await(key);
        }

        sink.Add(row, thread.Session.Session);
        tools.Counted(key, sink);
    }

    /// <summary>
    /// True before the first turn of a file that continues another: the model in the settings applies to the coming turn.
    /// </summary>
    private bool IsModelElsewhere => turnModel is null && thread.InheritsModel;

    /// <summary>Reports a count that is not a response of its own; only if copies are requested.</summary>
    private void Skip(RecordKey kept, CodexUsage usage, long ms, string? ownModel, DuplicateRule rule, RowSink sink)
    {
        if (sink.WantsCopies && !usage.IsZero)
            sink.Skip(RowOf(kept, usage, ms, ownModel, thread.Session.Session), rule);
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
