using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.ClaudeCode;

/// <summary>
/// Reads a Claude Code transcript. What each field means, and which copy of a response wins, is described in
/// <c>docs/agents/ClaudeCode.md</c>.
/// </summary>
internal sealed class ClaudeCodeReader : LineLogReader
{
    private const string Synthetic = "<synthetic>";

    /// <summary>The model of the conversations that were imported from claude.ai.</summary>
    private const string Imported = "claude-export-import";

    /// <summary>
    /// In a rank, above the tokens: a copy that tells its passes counts, as they have rows of their own, and what up to version 6 of this
    /// reader had other terms.
    /// </summary>
    private const long Better = 1L << 61;

    /// <summary>The size limit of lines that may be a compaction: only tool output makes lines longer.</summary>
    private const int LongestSystemLine = 4096;

    /// <summary>How far from its end a line's time is searched for.</summary>
    private const int LongestEnd = 512;

    private static ReadOnlySpan<byte> Compaction => "\"compact_boundary\""u8;

    private readonly NameTable names = new();
    private readonly Dictionary<string, SessionRow> sessions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SessionRef> refs = new(StringComparer.Ordinal);
    private readonly ClaudeCodeFile file;
    private readonly ClaudeCodeRequests requests = new();
    private readonly Dictionary<long, string?> searching = [];
    private readonly ClaudeCodeRun run = new();
    private readonly ClaudeCodeTurns turns = new();
    private Dictionary<long, long>? anonymous;
    private long? startMs;
    private bool startIsQueue;
    private bool startIsSettled;
    private readonly ClaudeCodeResponses responses = new();
    private readonly byte[] passed = new byte[LongestEnd];
    private int passedLength;

    public ClaudeCodeReader(string path, ReadOnlySpan<byte> state)
    {
        file = ClaudeCodeFile.Of(path);
        if (!state.IsEmpty)
            Restore(state);
    }

    public override void Line(ReadOnlySpan<byte> line, RowSink sink)
    {
        run.Next();
        bool hasUsage = RawJson.Holds(line, "\"usage\""u8);
        if (!hasUsage && ClaudeCodeCostState.IsOne(line))
        {
            Total(line, sink);
            return;
        }

        if (!hasUsage && ClaudeCodeInterruption.MayBe(line))
            Interrupted(line);
        if (!hasUsage && startIsSettled && !IsOfInterest(line))
        {
            Skip(line);
            return;
        }

        ClaudeCodeLine parsed = ClaudeCodeLine.Parse(line, names, sink);
        if (parsed.UnixMs is null || parsed.WorkingDirectory is null)
            LookBack();
        passedLength = 0;
        Settle(parsed);
        run.Seen(parsed);
        if (parsed.IsResponse)
            Assistant(line, parsed, sink);
        else if (parsed.Type.SequenceEqual("api-request"u8))
            Remember(parsed.LineId);
        else if (parsed.Type.SequenceEqual("system"u8) && line.IndexOf(Compaction) >= 0)
            Compacted(parsed);
        else if (parsed.SearchCount > 0)
            SearchFee(parsed, sink);
        else if (parsed.Title is not null && parsed.SessionId is not null)
            SessionOf(parsed.SessionId).Title = parsed.Title;
    }

    public override void Finish(RowSink sink)
    {
        Locate(sink);
        foreach (SessionRow session in sessions.Values)
        {
            session.Turns = turns.Of(session.Session.SessionId);
            sink.Batch.Sessions.Add(session);
        }
    }

    public override byte[] Save()
    {
        LookBack();
        using StateWriter state = new();
        state.Add(startMs).Add(startIsQueue).Add(startIsSettled);
        requests.Save(state);
        SaveAnonymous(state);
        state.Add(searching.Count);
        foreach ((long hash, string? model) in searching)
            state.Add(hash).Add(model);
        run.Save(state);
        responses.Save(state);
        turns.Save(state);
        return state.ToArray();
    }

    private void Restore(ReadOnlySpan<byte> bytes)
    {
        using StateReader state = new(bytes);
        startMs = state.OptionalNumber();
        startIsQueue = state.Flag();
        startIsSettled = state.Flag();
        requests.Restore(state);
        for (long i = state.Number(); i > 0; i--)
            (anonymous ??= []).Add(state.Number(), state.Number());
        for (long i = state.Number(); i > 0; i--)
            searching.Add(state.Number(), state.Text());
        run.Restore(state);
        responses.Restore(state);
        turns.Restore(state);
    }

    private void SaveAnonymous(StateWriter state)
    {
        state.Add(anonymous?.Count ?? 0);
        if (anonymous is null)
            return;
        foreach ((long hash, long count) in anonymous)
            state.Add(hash).Add(count);
    }

    /// <summary>
    /// True for lines without usage that still matter: recognized by their first bytes, or searched for only while one is expected.
    /// </summary>
    private bool IsOfInterest(ReadOnlySpan<byte> line)
    {
        ReadOnlySpan<byte> head = line[..Math.Min(line.Length, 96)];
        return head.IndexOf("\"api-request\""u8) >= 0
            || head.IndexOf("-title\""u8) >= 0
            || head.IndexOf("\"summary\""u8) >= 0
            || (line.Length <= LongestSystemLine && line.IndexOf(Compaction) >= 0)
            || (searching.Count > 0 && line.IndexOf("\"searchCount\""u8) >= 0);
    }

    /// <summary>Sets the start of the file's session: its first queue operation, which forks do not copy, else its first line.</summary>
    private void Settle(in ClaudeCodeLine line)
    {
        if (startIsSettled)
            return;
        if (line.UnixMs is { } ms)
        {
            if (line.Type.SequenceEqual("queue-operation"u8) && !startIsQueue)
                (startMs, startIsQueue) = (ms, true);
            else
                startMs ??= ms;
        }

        startIsSettled = line.HasUsage;
    }

    private void Assistant(ReadOnlySpan<byte> raw, in ClaudeCodeLine line, RowSink sink)
    {
        if (line.Model == Synthetic || (line.IsApiError && line.Usage.Tokens.IsZero))
            return;
        long ms = line.UnixMs ?? run.LastMs ?? startMs ?? sink.FileModifiedMs;
        if (line.Model == Imported || (line.IsMadeElsewhere && line.Usage.Tokens.IsZero))
        {
            // Up to version 6 of this reader it was a request.
            if (sink.HasOlderRecords)
                sink.Batch.Replaced.Add(KeyOf(raw, line, ms, sink));
            return;
        }

        string sessionId = line.SessionId ?? file.SessionId;
        string? subAgent =
            line.IsSidechain || line.AgentId is not null || file.AgentId is not null
                ? file.SubAgentName ?? line.AgentId ?? file.AgentId ?? "sidechain"
                : null;
        SessionRow session = SessionOf(sessionId);
        Describe(session, line, ms, subAgent is null);

        UsageRow row = new()
        {
            Key = KeyOf(raw, line, ms, sink),
            UnixMs = ms,
            Tokens = line.Usage.Tokens,
            WebSearches = line.Usage.WebSearches,
            Requests = 1,
            Evidence = line.IsUnfinished ? UsageEvidence.Partial : UsageEvidence.Recorded,
            Model = line.Model,
            Terms = line.Usage.Terms,
            ReportedNano = ReportedCost.Of(line.CostUsd),
            SubAgent = subAgent,
            Folder = line.WorkingDirectory ?? run.Folder,
            Branch = line.Branch ?? run.Branch,
        };
        SetOwner(ref row, line, session);

        // A cost that the agent tells is that of all passes.
        Add(row, line.CostUsd is null ? ClaudeCodeIteration.PassesOf(line.Usage.Iterations, row) : [], line, session.Session, sink);
        ClaudeCodeTools.Read(line.Content, row.Key, names, sink);
        if (subAgent is null)
        {
            run.Requested(row, line.RequestRef.IsEmpty ? null : requests.IsCounted(StableHash.Of(line.RequestRef)), sink);
            if (row.Session == session.Session && !IsCopy(line.UnixMs))
                turns.Answered(sessionId, row.Key, line.End);
        }

        if (row.WebSearches == 0 && RawJson.Holds(raw, "\"WebSearch\""u8) && !line.Uuid.IsEmpty)
            searching[StableHash.Of(line.Uuid)] = line.Model;
        if (line.Usage.Iterations is { } iterations)
        {
            foreach (
                (UsageRow beside, IReadOnlyList<ClaudeCodeIteration> passes) in ClaudeCodeIteration.Beside(
                    iterations,
                    row,
                    line.Usage.Region
                )
            )
                Add(beside, passes, line, null, sink);
        }
    }

    /// <summary>Adds a request, with a row for each of its passes; the last pass stands for the request.</summary>
    private static void Add(
        UsageRow row,
        IReadOnlyList<ClaudeCodeIteration> iterations,
        in ClaudeCodeLine line,
        SessionRef? standsIn,
        RowSink sink
    )
    {
        TokenUsage[] passes = ClaudeCodePasses.Of(iterations, row.Tokens);
        bool isBetter = passes.Length > 1 || row.Terms != line.Usage.Terms || line.Usage.HasNewTerms;
        row.Rank = RankOf(row, line.IsSidechain, isBetter);
        for (int i = 0; i < passes.Length - 1; i++)
            sink.Add(ClaudeCodeIteration.Pass(row, i, passes[i]), standsIn);
        row.Tokens = passes[^1];
        sink.Add(row, standsIn);
    }

    /// <summary>
    /// Sets the owner of a request. The file that made the request comes first, then the session that the line names, then the earliest
    /// session with a copy; a background session comes last.
    /// </summary>
    private void SetOwner(ref UsageRow row, in ClaudeCodeLine line, SessionRow session)
    {
        bool isOwn = !line.RequestRef.IsEmpty && requests.Contains(StableHash.Of(line.RequestRef));
        row.Session = session.Session;
        if (isOwn)
            run.BeganMs ??= row.UnixMs;
        if (!isOwn && line.RequestSessionId is { } owner && owner != session.Session.SessionId)
        {
            session.ParentSessionId ??= owner;
            run.Parent = owner;
            row.Session = RefOf(owner);
            row.OwnerRank = new Rank(2, 0);
            return;
        }

        long earliness = (1L << 45) - Math.Clamp(startMs ?? 0, 0, 1L << 45);
        int nearness = (isOwn, line.IsBackground) switch
        {
            (true, _) => 3,
            (false, true) => 0,
            (false, false) => 1,
        };
        row.OwnerRank = new Rank(nearness, (earliness << 16) | session.Session.Tie);
    }

    /// <summary>A copied mark belongs to a compaction of the original session.</summary>
    private void Compacted(in ClaudeCodeLine line)
    {
        if (!IsCopy(line.UnixMs))
            run.Compacted(line);
    }

    /// <summary>True if a line of a fork is its parent's. This is known if the fork has its start time or its own first request.</summary>
    private bool IsCopy(long? unixMs) => (startIsQueue && unixMs < startMs) || (run.Parent is not null && run.BeganMs is null);

    private void Total(ReadOnlySpan<byte> line, RowSink sink)
    {
        ClaudeCodeCostState state = ClaudeCodeCostState.Parse(line, names, sink);
        requests.Counted();
        if (file.AgentId is null && state.Models.Count > 0 && !IsOfAnother(state))
            run.Total(line, state, RefOf(state.SessionId ?? file.SessionId), run.Parent is null ? null : RefOf(run.Parent), sink);
    }

    /// <summary>In the transcript of another session, the lines before a total need not be those that it includes.</summary>
    private bool IsOfAnother(ClaudeCodeCostState state) =>
        state.SessionId is { } id && id != file.SessionId && Guid.TryParse(file.SessionId, out _);

    private static Rank RankOf(in UsageRow row, bool isSidechain, bool isBetter)
    {
        const long Max = int.MaxValue,
            MaxOutput = Max >> 1;
        TokenUsage t = row.Tokens;
        long high =
            ((isSidechain ? 0L : 1L) << 62) | (isBetter ? Better : 0) | (Math.Min(t.Output, MaxOutput) << 31) | Math.Min(t.Total, Max);

        // Between equal lines a later time decides, then the complete line. For different lines with the same time, some bits of the
        // content decide.
        ReadOnlySpan<long> parts = stackalloc long[] { t.Input, t.CacheRead, t.CacheWrite5m, t.CacheWrite1h, t.Reasoning };
        long content = StableHash.Of(parts, StableHash.Of(row.Terms, StableHash.Of(row.Model)));
        long whole = row.Evidence == UsageEvidence.Recorded ? 1L << 20 : 0;
        return new Rank(high, (row.UnixMs << 21) | whole | (content & 0xFFFFF));
    }

    /// <summary>Claude Code's own web search has no counter in the response; the tool's result has the number of searches.</summary>
    private void SearchFee(in ClaudeCodeLine line, RowSink sink)
    {
        ReadOnlySpan<byte> asker = line.SourceUuid.IsEmpty ? line.ParentUuid : line.SourceUuid;
        if (line.Uuid.IsEmpty || !searching.TryGetValue(StableHash.Of(asker), out string? model))
            return;
        SessionRow session = SessionOf(line.SessionId ?? file.SessionId);
        UsageRow row = new()
        {
            Key = ClaudeCodeIdentity.OfSearch(line.Uuid),
            UnixMs = line.UnixMs ?? run.LastMs ?? startMs ?? sink.FileModifiedMs,
            WebSearches = line.SearchCount,
            Requests = 0,
            Evidence = UsageEvidence.Recorded,
            Model = model,
            SubAgent = line.AgentId is null ? null : file.SubAgentName ?? line.AgentId,
            Folder = line.WorkingDirectory ?? run.Folder,
            Branch = line.Branch ?? run.Branch,
        };
        SetOwner(ref row, line, session);
        row.Rank = new Rank(line.SearchCount, row.UnixMs);
        sink.Add(row, session.Session);

        // The results of several searches of one response follow each other.
        searching[StableHash.Of(line.Uuid)] = model;
    }

    private RecordKey KeyOf(ReadOnlySpan<byte> raw, in ClaudeCodeLine line, long ms, RowSink sink)
    {
        if (!line.MessageId.IsEmpty)
        {
            // Up to version 4 of this reader every id was taken as an identity.
            if (sink.HasOlderRecords && !ClaudeCodeResponses.IsIdentity(line))
                sink.Batch.Replaced.Add(ClaudeCodeIdentity.OfMessage(line.MessageId));
            return responses.Of(line, ms);
        }

        if (!line.RequestId.IsEmpty)
            return ClaudeCodeIdentity.OfRequest(line.RequestId);
        if (!line.Uuid.IsEmpty)
            return ClaudeCodeIdentity.OfLine(line.Uuid);

        long hash = StableHash.Of(raw);
        anonymous ??= [];
        long count = anonymous[hash] = anonymous.GetValueOrDefault(hash) + 1;
        return ClaudeCodeIdentity.OfAnonymous(hash, count);
    }

    private void Describe(SessionRow session, in ClaudeCodeLine line, long ms, bool isMain)
    {
        session.Seen(ms);
        if (startMs is { } start && (startIsQueue || session.FirstMs is null))
            session.FirstMs = start;
        if (!isMain)
            return;
        session.WorkingDirectory ??= line.WorkingDirectory;
        session.Branch = line.Branch ?? session.Branch;
        session.AgentVersion = line.Version ?? session.AgentVersion;
        if (line.End != SessionEnd.Unknown)
            session.End = line.End;
    }

    private void Interrupted(ReadOnlySpan<byte> line)
    {
        if (file.AgentId is not null || ClaudeCodeInterruption.Read(line, names) is not { } interruption)
            return;
        SessionRow session = SessionOf(interruption.SessionId ?? file.SessionId);
        if (interruption.UnixMs is { } ms)
            session.Seen(ms);
        session.End = SessionEnd.Cancelled;
        if (!IsCopy(interruption.UnixMs))
            turns.Interrupted(session.Session.SessionId);
    }

    private void Remember(ReadOnlySpan<byte> requestId)
    {
        if (!requestId.IsEmpty)
            requests.Add(StableHash.Of(requestId));
    }

    private SessionRow SessionOf(string sessionId)
    {
        if (!sessions.TryGetValue(sessionId, out SessionRow? session))
            sessions.Add(sessionId, session = new SessionRow(RefOf(sessionId)));
        return session;
    }

    private SessionRef RefOf(string sessionId)
    {
        if (!refs.TryGetValue(sessionId, out SessionRef? session))
            refs.Add(sessionId, session = new SessionRef(ClaudeCodeIdentity.Agent, sessionId));
        return session;
    }

    /// <summary>Keeps the end of a skipped line: the following line may have no time of its own.</summary>
    private void Skip(ReadOnlySpan<byte> line)
    {
        ReadOnlySpan<byte> end = line[Math.Max(0, line.Length - LongestEnd)..];
        end.CopyTo(passed);
        passedLength = end.Length;
    }

    /// <summary>Reads time, folder and branch from the end of the last skipped line.</summary>
    private void LookBack()
    {
        if (passedLength == 0)
            return;
        ReadOnlySpan<byte> end = passed.AsSpan(0, passedLength);
        passedLength = 0;
        run.Skipped(
            Timestamps.TryParse(TextIn(end, "\"timestamp\""u8), out long ms) ? ms : null,
            names.Get(TextIn(end, "\"cwd\""u8)),
            names.Get(TextIn(end, "\"gitBranch\""u8))
        );
    }

    /// <summary>The last text value with a name; empty if there is none, or if it has escapes.</summary>
    private static ReadOnlySpan<byte> TextIn(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name)
    {
        int at = line.LastIndexOf(name);
        if (at < 0)
            return default;
        line = line[(at + name.Length)..];
        int start = line.IndexOf((byte)'"');
        if (start < 1 || line[..start].IndexOfAnyExcept(": "u8) >= 0)
            return default;
        line = line[(start + 1)..];
        int length = line.IndexOfAny((byte)'"', (byte)'\\');
        return length > 0 && line[length] == (byte)'"' ? line[..length] : default;
    }

    /// <summary>A folder that is found late in a file also applies to the requests before it.</summary>
    private void Locate(RowSink sink)
    {
        foreach (ref UsageRow row in sink.Batch.Rows.Span)
        {
            row.Folder ??= run.Folder;
            row.Branch ??= run.Branch;
        }
    }
}
