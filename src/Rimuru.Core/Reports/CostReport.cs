using System.Runtime.InteropServices;
using Rimuru.Core.Records;
using Rimuru.Core.Store.Sqlite;

namespace Rimuru.Core.Reports;

/// <summary>Adds up the ledger by what a query names, from the rollups where they can answer and from the rows at the edges of a window.</summary>
internal sealed class CostReport(SqliteQueries queries, CostQuery query)
{
    private readonly TimeBuckets buckets = new(query.Zone);
    private readonly Dictionary<int, int> groupOfDimension = [];
    private readonly Dictionary<Dimension, int> groups = [];
    private readonly List<Dimension> names = [];
    private readonly Dictionary<long, string> timeNames = [];
    private readonly Dictionary<string, (long Requests, long Tokens)> unpriced = new(StringComparer.Ordinal);
    private readonly CostGrouping[] times = [.. query.By.Where(TimeBuckets.IsTime).Distinct().Order()];
    private readonly bool bySession = query.By.Contains(CostGrouping.Session) || query.Filter.SessionId.Count > 0;

    /// <summary>Models without a price among what the report added up; complete once the report has been read.</summary>
    public IReadOnlyDictionary<string, (long Requests, long Tokens)> UnpricedModels => unpriced;

    public IEnumerable<CostRecord> Run(CancellationToken stop)
    {
        if (!bySession) return Sorted(queries.AsOfOneMoment(() => Aggregate(TimeCells(), stop)));
        return query.Filter.HasWindow || times.Length > 0 ? Sorted(Aggregate(queries.Rows(query.Filter.SinceMs, query.Filter.UntilMs), stop)) : Streamed(stop);
    }

    /// <summary>Sessions over all history come one after the other and need not wait for each other.</summary>
    private IEnumerable<CostRecord> Streamed(CancellationToken stop)
    {
        Dictionary<long, StoredSession> sessions = queries.Sessions().ToDictionary(session => session.Id);
        bool perSession = query.By.Contains(CostGrouping.Session);
        Dictionary<(string Time, long Session, int Group), Sums> pending = [];
        long current = 0;
        foreach ((long session, int dimension, Sums sums) in queries.BySession())
        {
            stop.ThrowIfCancellationRequested();
            if (!Wanted(sessions, session) || GroupOf(dimension) is not { } group) continue;
            if (perSession && session != current)
            {
                foreach (CostRecord record in Emit(pending, sessions)) yield return record;
                pending.Clear();
                current = session;
            }

            Add(pending, ("", perSession ? session : 0, group), sums, dimension);
        }

        foreach (CostRecord record in Emit(pending, sessions)) yield return record;
    }

    private Dictionary<(string Time, long Session, int Group), Sums> Aggregate(IEnumerable<(long UnixMs, long Session, int Dimension, Sums Sums)> cells, CancellationToken stop)
    {
        Dictionary<(string, long, int), Sums> totals = [];
        Dictionary<long, StoredSession>? sessions = query.Filter.SessionId.Count > 0 ? queries.Sessions().ToDictionary(session => session.Id) : null;
        bool perSession = query.By.Contains(CostGrouping.Session);
        int count = 0;
        foreach ((long unixMs, long session, int dimension, Sums sums) in cells)
        {
            if ((++count & 0xFFF) == 0) stop.ThrowIfCancellationRequested();
            if (GroupOf(dimension) is not { } group || (sessions is not null && !Wanted(sessions, session))) continue;
            Add(totals, (TimeOf(unixMs), perSession ? session : 0, group), sums, dimension);
        }

        return totals;
    }

    private void Add(Dictionary<(string, long, int), Sums> totals, (string, long, int) key, in Sums sums, int dimension)
    {
        CollectionsMarshal.GetValueRefOrAddDefault(totals, key, out _).Add(sums);
        if (sums.UnpricedRequests == 0) return;
        ref (long Requests, long Tokens) model = ref CollectionsMarshal.GetValueRefOrAddDefault(unpriced, queries.DimensionOf(dimension).Model ?? "(no model)", out _);
        model = (model.Requests + sums.UnpricedRequests, model.Tokens + sums.UnpricedTokens);
    }

    /// <summary>Whole quarter hours come from the rollup, what a window cuts off at either end from the rows.</summary>
    private IEnumerable<(long UnixMs, long Session, int Dimension, Sums Sums)> TimeCells()
    {
        ReportFilter filter = query.Filter;
        long since = filter.SinceMs, until = filter.UntilMs;
        if (since >= until) yield break;
        long? first = filter.Since is null ? null : -SqliteRollups.QuarterOf(-since);
        long? end = filter.Until is null ? null : SqliteRollups.QuarterOf(until);
        if (first is { } a && end is { } b && a > b)
        {
            foreach (var row in queries.Rows(since, until)) yield return row;
            yield break;
        }

        if (first is { } from)
        {
            foreach (var row in queries.Rows(since, from * SqliteRollups.QuarterMs)) yield return row;
        }

        if (end is { } to)
        {
            foreach (var row in queries.Rows(to * SqliteRollups.QuarterMs, until)) yield return row;
        }

        foreach ((long quarter, int dimension, Sums sums) in queries.ByTime(first, end, times.Length > 0))
            yield return (quarter * SqliteRollups.QuarterMs, 0, dimension, sums);
    }

    /// <summary>A session that another process has added since the sessions were listed is for the next report.</summary>
    private bool Wanted(Dictionary<long, StoredSession> sessions, long id) => sessions.TryGetValue(id, out StoredSession? session) && query.Filter.MatchesSession(session.SessionId);

    /// <summary>The group of a dimension: only what the query groups by is told apart; null where the filter leaves it out.</summary>
    private int? GroupOf(int dimension)
    {
        if (groupOfDimension.TryGetValue(dimension, out int known)) return known < 0 ? null : known;
        Dimension d = queries.DimensionOf(dimension);
        int group = -1;
        if (query.Filter.Matches(d))
        {
            // Every session has one agent; naming it costs nothing and a session alone would not tell.
            bool Has(CostGrouping grouping) => query.By.Contains(grouping);
            Dimension reduced = new(
                Has(CostGrouping.Agent) || Has(CostGrouping.Session) ? d.Agent : "",
                Has(CostGrouping.Provider) ? d.Provider : null, Has(CostGrouping.Model) ? d.Model : null,
                Has(CostGrouping.Project) ? d.Project : null, Has(CostGrouping.Branch) ? d.Branch : null, Has(CostGrouping.SubAgent) ? d.SubAgent : null,
                Has(CostGrouping.Machine) ? d.Machine : null, Has(CostGrouping.User) ? d.User : null, Has(CostGrouping.Evidence) ? d.Evidence : default);
            if (!groups.TryGetValue(reduced, out group))
            {
                group = names.Count;
                groups.Add(reduced, group);
                names.Add(reduced);
            }
        }

        groupOfDimension.Add(dimension, group);
        return group < 0 ? null : group;
    }

    /// <summary>The names of all spans of time that the query groups by, joined by a bar; each quarter hour is named once.</summary>
    private string TimeOf(long unixMs)
    {
        if (times.Length == 0) return "";
        long quarter = SqliteRollups.QuarterOf(unixMs);
        if (timeNames.TryGetValue(quarter, out string? known)) return known;
        known = string.Join('|', times.Select(grouping => buckets.NameOf(grouping, unixMs)));
        timeNames.Add(quarter, known);
        return known;
    }

    private IEnumerable<CostRecord> Sorted(Dictionary<(string Time, long Session, int Group), Sums> totals)
    {
        Dictionary<long, StoredSession> sessions = query.By.Contains(CostGrouping.Session) ? queries.Sessions().ToDictionary(session => session.Id) : [];
        return Emit(totals, sessions);
    }

    private IEnumerable<CostRecord> Emit(IEnumerable<KeyValuePair<(string Time, long Session, int Group), Sums>> cells, Dictionary<long, StoredSession> sessions) =>
        cells.Where(cell => !cell.Value.IsEmpty)
            .OrderBy(cell => cell.Key.Time, StringComparer.Ordinal)
            .ThenByDescending(cell => cell.Value.CostNano).ThenByDescending(cell => cell.Value.Tokens.Total)
            .ThenBy(cell => names[cell.Key.Group].ToString(), StringComparer.Ordinal)
            .Select(cell => ToRecord(cell.Key.Time, sessions.GetValueOrDefault(cell.Key.Session), names[cell.Key.Group], cell.Value));

    private CostRecord ToRecord(string time, StoredSession? session, Dimension group, in Sums sums)
    {
        string[] spans = time.Split('|');
        string? Span(CostGrouping grouping) => Array.IndexOf(times, grouping) is var i and >= 0 ? spans[i] : null;
        return new CostRecord
        {
            Hour = Span(CostGrouping.Hour),
            Day = Span(CostGrouping.Day),
            Week = Span(CostGrouping.Week),
            Month = Span(CostGrouping.Month),
            Year = Span(CostGrouping.Year),
            Agent = group.Agent.Length == 0 ? null : group.Agent,
            Provider = group.Provider,
            Model = group.Model,
            Project = group.Project ?? (session is null ? null : ProjectName.Of(session.WorkingDirectory)),
            Branch = group.Branch,
            SessionId = session?.SessionId,
            SubAgent = group.SubAgent,
            Machine = group.Machine,
            User = group.User,
            Evidence = query.By.Contains(CostGrouping.Evidence) ? group.Evidence : null,
            FirstActivity = TimeAt(session?.FirstMs),
            LastActivity = TimeAt(session?.LastMs),
            Requests = sums.Requests,
            InputTokens = sums.Tokens.Input,
            CacheReadTokens = sums.Tokens.CacheRead,
            CacheWrite5mTokens = sums.Tokens.CacheWrite5m,
            CacheWrite1hTokens = sums.Tokens.CacheWrite1h,
            OutputTokens = sums.Tokens.Output,
            ReasoningTokens = sums.Tokens.Reasoning,
            WebSearches = sums.WebSearches,
            Cost = sums.Cost,
            UnpricedRequests = sums.UnpricedRequests,
            UnpricedTokens = sums.UnpricedTokens,
            IncludedRequests = sums.IncludedRequests,
        };
    }

    private static DateTimeOffset? TimeAt(long? unixMs) => unixMs is { } ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null;
}
