using Rimuru.Core.Records;
using Rimuru.Core.Store.Contracts;
using Rimuru.Core.Store.Rules;

namespace Rimuru.Core.Reports;

/// <summary>
/// Classifies every token count in the logs as kept or duplicate, and names the rule and the kept record. Kept and duplicate counts add up
/// to what was logged.
/// </summary>
internal sealed class DuplicateReport
{
    private readonly IReadOnlyList<RawRow> raw;
    private readonly Dictionary<RecordKey, int> retracted;
    private readonly string machine;
    private readonly string user;
    private readonly Dictionary<RecordKey, Copies> copies = [];
    private Dictionary<(string Agent, TokenUsage Tokens), List<int>>? twins;
    private HashSet<(RecordKey Key, long UnixMs, TokenUsage Tokens)>? shared;

    /// <param name="raw">Every token count in the logs.</param>
    /// <param name="retracted">The retracted records, with the reasons.</param>
    /// <param name="machine">The machine whose logs they are.</param>
    /// <param name="user">The user of requests whose log names no user.</param>
    public DuplicateReport(IReadOnlyList<RawRow> raw, IEnumerable<(RecordKey Key, int Reasons)> retracted, string machine, string user)
    {
        this.raw = raw;
        this.machine = machine;
        this.user = user;
        this.retracted = retracted.ToDictionary(row => row.Key, row => row.Reasons);
        for (int i = 0; i < raw.Count; i++)
        {
            if (raw[i].SkipRule is not null)
                continue;
            UsageRow row = raw[i].Row;
            if (!copies.TryGetValue(row.Key, out Copies known))
                known = new Copies(i, i);
            copies[row.Key] = new Copies(
                IsBetter(raw[i], raw[known.Best]) ? i : known.Best,
                CopyLaw.CompareOwner(row, raw[known.Owner].Row) > 0 ? i : known.Owner
            );
        }
    }

    /// <summary>The sum of all counts in the logs, duplicates included.</summary>
    public TokenUsage RawTokens => raw.Select(row => row.Row.Tokens).Sum();

    /// <summary>
    /// The duplicates that match a filter, by file and line. A session matches as that of the duplicate or of the kept record.
    /// </summary>
    public IEnumerable<DuplicateRecord> Run(ReportFilter filter, CancellationToken stop)
    {
        for (int i = 0; i < raw.Count; i++)
        {
            stop.ThrowIfCancellationRequested();
            RawRow copy = raw[i];
            UsageRow row = copy.Row;
            if (row.UnixMs < filter.SinceMs || row.UnixMs >= filter.UntilMs || !filter.Matches(DimensionOf(row)))
                continue;
            if (Judge(i) is not { } verdict)
                continue;
            RawRow? kept = verdict.Kept is { } at ? raw[at] : null;
            string? owner = verdict.Kept is { } of ? raw[copies[raw[of].Row.Key].Owner].Row.Session.SessionId : null;
            if (!filter.MatchesSession(copy.Session.SessionId) && (owner is null || !filter.MatchesSession(owner)))
                continue;
            yield return new DuplicateRecord
            {
                Rule = verdict.Rule,
                IsDoubtful = kept is { } taken && IsDoubtful(copy, taken),
                Timestamp = Moment.Of(row.UnixMs),
                Agent = row.Session.Agent,
                SessionId = copy.Session.SessionId,
                SubAgent = row.SubAgent,
                Model = row.Model,
                Project = row.Project,
                File = copy.File,
                Line = copy.Line,
                Requests = row.Requests,
                InputTokens = row.Tokens.Input,
                CacheReadTokens = row.Tokens.CacheRead,
                CacheWrite5mTokens = row.Tokens.CacheWrite5m,
                CacheWrite1hTokens = row.Tokens.CacheWrite1h,
                OutputTokens = row.Tokens.Output,
                ReasoningTokens = row.Tokens.Reasoning,
                KeptId = kept?.Row.Key.ToString(),
                KeptSessionId = owner,
                KeptFile = kept?.File,
                KeptLine = kept?.Line,
            };
        }
    }

    /// <summary>One row per file and rule, in file order.</summary>
    public static IEnumerable<DuplicateSummary> Summarize(IEnumerable<DuplicateRecord> records) =>
        records
            .GroupBy(record => (record.Agent, record.File, record.Rule))
            .Select(group =>
            {
                TokenUsage tokens = group
                    .Select(r => new TokenUsage(
                        r.InputTokens,
                        r.CacheReadTokens,
                        r.CacheWrite5mTokens,
                        r.CacheWrite1hTokens,
                        r.OutputTokens,
                        r.ReasoningTokens
                    ))
                    .Sum();
                return new DuplicateSummary
                {
                    Agent = group.Key.Agent,
                    File = group.Key.File,
                    Rule = group.Key.Rule,
                    Duplicates = group.Count(),
                    Doubtful = group.Count(record => record.IsDoubtful),
                    InputTokens = tokens.Input,
                    CacheReadTokens = tokens.CacheRead,
                    CacheWrite5mTokens = tokens.CacheWrite5m,
                    CacheWrite1hTokens = tokens.CacheWrite1h,
                    OutputTokens = tokens.Output,
                    ReasoningTokens = tokens.Reasoning,
                };
            });

    /// <summary>The dimension that the ledger would give the row.</summary>
    private Dimension DimensionOf(in UsageRow row) =>
        new(
            row.Session.Agent,
            row.Provider,
            row.Model,
            row.Project,
            row.Branch,
            row.SubAgent,
            machine,
            row.User ?? user,
            row.Evidence,
            row.Credits.Unit
        );

    /// <summary>Orders copies as the ledger does; of equal copies the one in the requesting session wins.</summary>
    private static bool IsBetter(in RawRow row, in RawRow known)
    {
        int use = CopyLaw.CompareUse(row.Row, known.Row);
        if (use != 0)
            return use > 0;
        bool isAtHome = row.Session.SessionId == row.Row.Session.SessionId,
            wasAtHome = known.Session.SessionId == known.Row.Session.SessionId;
        return isAtHome != wasAtHome ? isAtHome : CopyLaw.CompareOwner(row.Row, known.Row) > 0;
    }

    /// <summary>The rule that makes a row a duplicate; null for a row that counts.</summary>
    private (DuplicateRule Rule, int? Kept)? Judge(int i)
    {
        RawRow row = raw[i];
        if (row.SkipRule is { } rule)
            return (rule, KeptOf(row.Row.Key, i));
        int best = copies[row.Row.Key].Best;
        if (best != i)
            return (RuleBetween(row, raw[best]), KeptOf(row.Row.Key, i));
        if (!retracted.TryGetValue(row.Row.Key, out int reasons))
            return null;
        int? kept = Twin(row.Row);
        bool isOtherSession = kept is { } at && raw[at].Session.SessionId != row.Session.SessionId;
        return ((reasons & Retraction.Copy) != 0 && isOtherSession ? DuplicateRule.CopiedSession : DuplicateRule.BetterSource, kept);
    }

    /// <summary>
    /// True if only an id says that two lines are one response: they differ in time and usage, and no line of another session is equal to
    /// this one.
    /// </summary>
    private bool IsDoubtful(in RawRow copy, in RawRow kept)
    {
        UsageRow a = copy.Row,
            b = kept.Row;
        if (copy.SkipRule is not null || a.Key != b.Key || a.UnixMs == b.UnixMs || a.Tokens == b.Tokens || a.Tokens.IsZero)
            return false;

        // In one session, a growing output is one response, and so is a stub that was followed by the full prompt.
        if (copy.Session.SessionId == kept.Session.SessionId)
            return a.Tokens.Prompt > 0
                && a.Evidence == b.Evidence
                && (a.Tokens.Input, a.Tokens.CacheRead, a.Tokens.CacheWrite5m, a.Tokens.CacheWrite1h)
                    != (b.Tokens.Input, b.Tokens.CacheRead, b.Tokens.CacheWrite5m, b.Tokens.CacheWrite1h);
        shared ??= SharedLines();
        return !shared.Contains((a.Key, a.UnixMs, a.Tokens));
    }

    /// <summary>The lines that several sessions have in common.</summary>
    private HashSet<(RecordKey Key, long UnixMs, TokenUsage Tokens)> SharedLines()
    {
        Dictionary<(RecordKey, long, TokenUsage), string> first = [];
        HashSet<(RecordKey, long, TokenUsage)> found = [];
        foreach (RawRow line in raw)
        {
            (RecordKey, long, TokenUsage) content = (line.Row.Key, line.Row.UnixMs, line.Row.Tokens);
            if (!first.TryAdd(content, line.Session.SessionId) && first[content] != line.Session.SessionId)
                found.Add(content);
        }

        return found;
    }

    private static DuplicateRule RuleBetween(in RawRow copy, in RawRow kept)
    {
        if (copy.File == kept.File)
            return DuplicateRule.StreamedRepeat;
        if (copy.Session.SessionId != kept.Session.SessionId)
            return DuplicateRule.CopiedSession;
        if (copy.Row.SubAgent != kept.Row.SubAgent)
            return DuplicateRule.SidechainReplay;
        return Path.GetExtension(copy.File) == Path.GetExtension(kept.File) ? DuplicateRule.CopiedFile : DuplicateRule.BetterSource;
    }

    /// <summary>The kept row of a key: its best copy, or what replaced it.</summary>
    private int? KeptOf(RecordKey key, int copy)
    {
        if (!copies.TryGetValue(key, out Copies known))
            return key == default ? null : Twin(raw[copy].Row);
        return retracted.ContainsKey(key) ? Twin(raw[known.Best].Row) : known.Best;
    }

    /// <summary>
    /// The kept record with the same tokens, in the same session or else closest in time; null if a sum replaced several rows.
    /// </summary>
    private int? Twin(in UsageRow row)
    {
        twins ??= copies
            .Where(pair => !retracted.ContainsKey(pair.Key))
            .Select(pair => pair.Value.Best)
            .GroupBy(at => (raw[at].Row.Session.Agent, raw[at].Row.Tokens))
            .ToDictionary(group => group.Key, group => group.ToList());
        if (!twins.TryGetValue((row.Session.Agent, row.Tokens), out List<int>? found))
            return null;
        (string session, long ms) = (row.Session.SessionId, row.UnixMs);
        return found
            .OrderByDescending(at => raw[at].Row.Session.SessionId == session)
            .ThenBy(at => Math.Abs(raw[at].Row.UnixMs - ms))
            .First();
    }

    /// <summary>The copies that decide the usage and the owner of a response.</summary>
    private readonly record struct Copies(int Best, int Owner);
}
