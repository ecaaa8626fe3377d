using System.Runtime.InteropServices;
using Rimuru.Core.Display;
using Rimuru.Core.Records;
using Rimuru.Core.Store.Contracts;
using Rimuru.Core.Wording;

namespace Rimuru.Core.Reports;

/// <summary>
/// Adds up the ledger by the groups of a query, from the rollups if possible, and from the rows at the edges of a time range.
/// </summary>
/// <remarks>
/// Sums are classes, because collections of our value types are not compiled ahead of time, and the JIT would cost more than the query.
/// </remarks>
/// <param name="ledger">Opens the queries.</param>
/// <param name="query">What is asked.</param>
/// <param name="shortIds">Returns the short ids of sessions; null to make them.</param>
internal sealed class CostReport(Func<CancellationToken, ILedgerQueries> ledger, CostQuery query, Func<ShortIds>? shortIds = null)
{
    private readonly CostGroups groups = new(ledger(CancellationToken.None), query, shortIds);
    private ILedgerQueries queries = ledger(CancellationToken.None);
    private readonly Dictionary<string, UnpricedUsage> unpriced = new(StringComparer.Ordinal);

    /// <summary>
    /// Models without a price among what the report added up, by provider and name; complete once the report has been read.
    /// </summary>
    public IReadOnlyDictionary<string, UnpricedUsage> UnpricedModels => unpriced;

    public IEnumerable<CostRecord> Run(CancellationToken stop)
    {
        queries = ledger(stop);
        bool isOfSessions = groups.BySession || query.Filter.SessionId.Count > 0,
            isOfAllTime = !query.Filter.HasWindow && !groups.ByTime;
        return isOfSessions && isOfAllTime && !groups.ByUse && query.Source == CostSource.Calculated
            ? Streamed(stop)
            : Sorted(Totals(stop));
    }

    /// <summary>
    /// The sessions with the highest cost, and how many sessions there are: only of the dearest are all sums made, from their rows.
    /// </summary>
    public (long Sessions, List<CostRecord> Dearest) RunDearest(int count, CancellationToken stop)
    {
        queries = ledger(stop);
        Dictionary<long, SessionCost> costs = [];
        if (OnlyRowsTell)
            Each((in LedgerCell cell) => AddCost(SessionAmounts.Of(cell)), stop);
        else
            EachAmount(AddCost, stop);
        SessionCost[] used = [.. costs.Values.Where(session => !session.IsEmpty)];
        long[] dearest = [.. used.Order().Take(count).Select(session => session.Session)];
        return (used.LongLength, AllOf(dearest, stop));

        void AddCost(SessionAmounts amounts)
        {
            if (!groups.Has(amounts.Dimension))
                return;
            ref SessionCost cost = ref CollectionsMarshal.GetValueRefOrAddDefault(costs, amounts.Session, out bool isKnown);
            cost = isKnown ? cost.With(amounts) : SessionCost.Of(amounts);
        }
    }

    /// <summary>Each cell that the query selects, with its time and its names reduced to those that the query groups by.</summary>
    public void Visit(VisitCell visit, CancellationToken stop)
    {
        queries = ledger(stop);
        Each(VisitSelected, stop);

        void VisitSelected(in LedgerCell cell)
        {
            if (groups.Of(cell.Dimension) is { } group)
                visit(groups.ByTime ? groups.TimeOf(cell.UnixMs) : "", groups.NamesOf(group), cell.Sums);
        }
    }

    private Dictionary<CellKey, Cell> Totals(CancellationToken stop)
    {
        if (groups.ByUse)
            return AggregateUses(stop);
        Dictionary<CellKey, Cell> totals = [];
        Each((in LedgerCell cell) => Add(totals, cell), stop);
        return totals;
    }

    /// <summary>True if no kept sums tell what is asked.</summary>
    private bool OnlyRowsTell =>
        query.Source != CostSource.Calculated || query.Filter.SessionId.Count > 0 || (groups.BySession && groups.ByTime);

    private void EachAmount(Action<SessionAmounts> read, CancellationToken stop) =>
        queries.InSnapshot(() =>
        {
            foreach (SessionAmounts amounts in queries.AmountsBySession(query.Filter.SinceMs, query.Filter.UntilMs))
            {
                stop.ThrowIfCancellationRequested();
                read(amounts);
            }

            return true;
        });

    /// <summary>Reads the cells of the range and of the named sessions.</summary>
    private void Each(ReadCell read, CancellationToken stop)
    {
        ReportFilter filter = query.Filter;
        if (OnlyRowsTell)
            Each(queries.Rows(filter.SinceMs, filter.UntilMs, query.Source, filter.SessionIds), read, stop);
        else
            queries.InSnapshot(() =>
            {
                Each(
                    groups.BySession ? queries.BySession(filter.SinceMs, filter.UntilMs) : new PeriodCells(queries, groups).Of(filter),
                    read,
                    stop
                );
                return true;
            });
    }

    /// <summary>Streams sessions over all history, a part of them at a time.</summary>
    private IEnumerable<CostRecord> Streamed(CancellationToken stop)
    {
        Dictionary<CellKey, Cell> pending = [];
        foreach (StoredSession[] part in queries.Sessions(NamedSessions).Chunk(SessionReport.PartSize))
        {
            Dictionary<long, StoredSession> sessions = part.ToDictionary(session => session.Id);
            ILookup<long, LedgerCell> cells = queries.BySession([.. sessions.Keys]).ToLookup(cell => cell.Session);
            foreach (StoredSession session in part.Where(session => query.Filter.MatchesSession(session.SessionId)))
            {
                stop.ThrowIfCancellationRequested();
                foreach (LedgerCell cell in cells[session.Id])
                    Add(pending, cell);
                if (!groups.BySession)
                    continue;
                foreach (CostRecord record in Emit(pending, sessions))
                    yield return record;
                pending.Clear();
            }
        }

        foreach (CostRecord record in Emit(pending, []))
            yield return record;
    }

    private void Each(IEnumerable<LedgerCell> cells, ReadCell read, CancellationToken stop)
    {
        Dictionary<long, StoredSession>? sessions = query.Filter.SessionId.Count > 0 ? Sessions() : null;
        int count = 0;
        foreach (LedgerCell cell in cells)
        {
            if ((++count & 0xFFF) == 0)
                stop.ThrowIfCancellationRequested();
            if (sessions is null || Wanted(sessions, cell.Session))
                read(cell);
        }
    }

    /// <summary>All sums of some sessions, in the order of reports.</summary>
    private List<CostRecord> AllOf(long[] rows, CancellationToken stop)
    {
        Dictionary<long, StoredSession> sessions = queries.Sessions(new SessionScope { Rows = rows }).ToDictionary(session => session.Id);
        string[] ids = [.. sessions.Values.Select(session => session.SessionId)];
        Dictionary<CellKey, Cell> totals = [];
        ReportFilter filter = query.Filter;
        foreach (LedgerCell cell in ids.Length == 0 ? [] : queries.Rows(filter.SinceMs, filter.UntilMs, query.Source, ids))
        {
            stop.ThrowIfCancellationRequested();
            // Sessions of two agents may have one id.
            if (sessions.ContainsKey(cell.Session))
                Add(totals, cell);
        }

        return [.. Emit(totals, sessions)];
    }

    /// <summary>Adds up the requests that used tools, each once in every group that it belongs to.</summary>
    private Dictionary<CellKey, Cell> AggregateUses(CancellationToken stop)
    {
        Dictionary<CellKey, Cell> totals = [];
        ReportFilter filter = query.Filter;
        Dictionary<long, StoredSession>? sessions = filter.SessionId.Count > 0 ? Sessions() : null;
        Dictionary<ToolNames, long> uses = [];
        LedgerCell current = default;
        RecordKey record = default;
        int count = 0;
        foreach (ToolCell used in queries.Tools(filter.SinceMs, filter.UntilMs, query.Source, filter.SessionIds))
        {
            if ((++count & 0xFFF) == 0)
                stop.ThrowIfCancellationRequested();
            if (sessions is not null && !Wanted(sessions, used.Cell.Session))
                continue;
            if (used.Record != record)
                AddUses(totals, current, uses);
            (current, record) = (used.Cell, used.Record);
            if (groups.Of(used.Names) is { } names)
                uses[names] = uses.GetValueOrDefault(names) + 1;
        }

        AddUses(totals, current, uses);
        return totals;
    }

    private void AddUses(Dictionary<CellKey, Cell> totals, in LedgerCell cell, Dictionary<ToolNames, long> uses)
    {
        bool isCounted = false;
        foreach ((ToolNames names, long count) in uses)
        {
            if (Find(totals, cell, names) is not { } total)
                continue;
            total.Sums.Add(cell.Sums);
            total.Uses ??= Groupings.Overlap(query.By) ? new CostUses(names) : null;
            total.Uses?.Add(cell, count);
            isCounted = true;
        }

        if (isCounted)
            UnpricedUsage.Add(unpriced, queries.DimensionOf(cell.Dimension), cell.Sums);
        uses.Clear();
    }

    private void Add(Dictionary<CellKey, Cell> totals, in LedgerCell cell)
    {
        if (Find(totals, cell, null) is not { } total)
            return;
        total.Sums.Add(cell.Sums);
        Dimension dimension = queries.DimensionOf(cell.Dimension);
        total.Credits.Add(dimension, cell.Sums);
        UnpricedUsage.Add(unpriced, dimension, cell.Sums);
    }

    /// <summary>The sums that a cell belongs to; null if the filter excludes it.</summary>
    private Cell? Find(Dictionary<CellKey, Cell> totals, in LedgerCell cell, ToolNames? names)
    {
        if (groups.Of(cell.Dimension) is not { } group)
            return null;
        CellKey key = new(groups.ByTime ? groups.TimeOf(cell.UnixMs) : "", groups.BySession ? cell.Session : 0, group, names);
        if (!totals.TryGetValue(key, out Cell? total))
            totals.Add(key, total = new Cell(key));
        return total;
    }

    /// <summary>Selects sessions by id only: the usage in the range counts, whatever the session's own start and end are.</summary>
    private SessionScope NamedSessions => new() { Ids = query.Filter.SessionIds };

    private Dictionary<long, StoredSession> Sessions() => queries.Sessions(NamedSessions).ToDictionary(session => session.Id);

    /// <summary>Skips a session that another process has added since the sessions were listed.</summary>
    private bool Wanted(Dictionary<long, StoredSession> sessions, long id) =>
        sessions.TryGetValue(id, out StoredSession? session) && query.Filter.MatchesSession(session.SessionId);

    private IEnumerable<CostRecord> Sorted(Dictionary<CellKey, Cell> totals) => Emit(totals, SessionsOf(totals.Keys));

    private Dictionary<long, StoredSession> SessionsOf(IEnumerable<CellKey> keys)
    {
        if (!groups.BySession)
            return [];
        SessionScope scope = new() { Rows = [.. keys.Select(key => key.Session).Distinct()] };
        return queries.Sessions(scope).ToDictionary(session => session.Id);
    }

    /// <summary>Sorts by time, then by cost and tokens, both descending.</summary>
    private IEnumerable<CostRecord> Emit(Dictionary<CellKey, Cell> totals, Dictionary<long, StoredSession> sessions)
    {
        List<Cell> cells = new(totals.Count);
        foreach (Cell cell in totals.Values)
        {
            if (!cell.Sums.IsEmpty)
                cells.Add(cell);
        }

        cells.Sort(Compare);
        foreach (Cell cell in cells)
        {
            sessions.TryGetValue(cell.Key.Session, out StoredSession? session);
            yield return groups.ToRecord(cell.Key.Time, session, cell.Key.Group, cell.Sums, cell.Credits, cell.Uses);
        }
    }

    private int Compare(Cell a, Cell b)
    {
        int order = TimeBuckets.CompareNames(a.Key.Time, b.Key.Time);
        if (order == 0)
            order = b.Sums.CostNano.CompareTo(a.Sums.CostNano);
        if (order == 0)
            order = b.Sums.Tokens.Total.CompareTo(a.Sums.Tokens.Total);
        if (order == 0)
            order = string.CompareOrdinal(groups.NameOf(a.Key.Group), groups.NameOf(b.Key.Group));
        if (order == 0)
            order = string.CompareOrdinal(a.Key.Names?.ToString(), b.Key.Names?.ToString());
        return order == 0 ? a.Key.Session.CompareTo(b.Key.Session) : order;
    }

    private delegate void ReadCell(in LedgerCell cell);

    /// <summary>What tells the dearest sessions from the others; these come first.</summary>
    private readonly record struct SessionCost(long Session, NanoUsd Cost, bool IsPriced, long Tokens, bool IsEmpty)
        : IComparable<SessionCost>
    {
        public static SessionCost Of(SessionAmounts amounts) =>
            new(amounts.Session, amounts.CostNano, amounts.IsPriced, amounts.Tokens, amounts.IsEmpty);

        public SessionCost With(SessionAmounts more) =>
            this with
            {
                Cost = Cost + more.CostNano,
                IsPriced = IsPriced || more.IsPriced,
                Tokens = Tokens + more.Tokens,
                IsEmpty = IsEmpty && more.IsEmpty,
            };

        public int CompareTo(SessionCost other)
        {
            int order = other.Cost.CompareTo(Cost);
            if (order == 0)
                order = other.IsPriced.CompareTo(IsPriced);
            if (order == 0)
                order = other.Tokens.CompareTo(Tokens);
            return order == 0 ? Session.CompareTo(other.Session) : order;
        }
    }

    private sealed record CellKey(string Time, long Session, int Group, ToolNames? Names);

    private sealed class Cell(CellKey key)
    {
        public CellKey Key { get; } = key;

        public Sums Sums;

        public CreditSum Credits { get; } = new();

        public CostUses? Uses;
    }
}

/// <summary>Takes a part of what a query selects.</summary>
/// <param name="time">The names of its time groupings, joined by a bar; empty without.</param>
/// <param name="names">Its names in the other groupings, and nothing else.</param>
/// <param name="sums">Its sums.</param>
internal delegate void VisitCell(string time, CostRecord names, in Sums sums);

/// <summary>What has no price: billed responses and their tokens.</summary>
internal sealed record UnpricedUsage(long Requests, long Tokens)
{
    /// <summary>The provider of the requests; null if no log names one.</summary>
    public string? Provider { get; init; }

    /// <summary>The model as the logs name it; null if they name none.</summary>
    public string? Model { get; init; }

    /// <summary>True if no tokens were logged, so that no price can be applied.</summary>
    public bool HasNoTokens => Tokens == 0;

    /// <summary>Says what finds or sets a price for the model; null if no price could help.</summary>
    public string? Cure =>
        HasNoTokens || Model is null
            ? null
            : $"{Terms.SyncModels} may find a price; "
                + $"{Terms.SetPrice(ShellWord.Of(Model), Provider is null ? null : ShellWord.Of(Provider))}.";

    /// <summary>A record without a price.</summary>
    public static UnpricedUsage Of(UsageRecord record) =>
        new(record.Requests, record.TotalTokens) { Provider = record.Provider, Model = record.Model };

    /// <summary>Adds what of some usage has no price to what is known of its model.</summary>
    public static void Add(IDictionary<string, UnpricedUsage> known, Dimension of, in Sums sums)
    {
        if (sums.UnpricedRequests > 0)
            Add(known, new UnpricedUsage(sums.UnpricedRequests, sums.UnpricedTokens) { Provider = of.Provider, Model = of.Model });
    }

    /// <summary>Adds usage without a price to what is known of its model.</summary>
    public static void Add(IDictionary<string, UnpricedUsage> known, UnpricedUsage usage)
    {
        string name = NameOf(usage.Provider, usage.Model);
        known[name] = known.TryGetValue(name, out UnpricedUsage? before)
            ? before with
            {
                Requests = before.Requests + usage.Requests,
                Tokens = before.Tokens + usage.Tokens,
            }
            : usage;
    }

    /// <summary>A model with its provider: it may have a price with one provider and none with another.</summary>
    public static string NameOf(string? provider, string? model) =>
        provider is null ? model ?? "(no model)" : $"{provider} {model ?? "(no model)"}";
}
