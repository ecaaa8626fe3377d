using Rimuru.Core.Records;
using Rimuru.Core.Store;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Reports;

/// <summary>Creates the reports on the ledger.</summary>
/// <param name="ledger">The ledger.</param>
/// <param name="catalog">The names of the models that are known without the ledger.</param>
/// <param name="openSessions">Opens a look-up of the sessions that processes of this machine have open.</param>
/// <param name="readLogs">Reads every token count in the current logs of the named agents, duplicates included.</param>
internal sealed class ReportService(
    LedgerConnection ledger,
    Func<IEnumerable<string>> catalog,
    Func<Func<StoredSession, ProcessEvidence?>> openSessions,
    Func<IReadOnlyList<string>, Action<string>?, CancellationToken, IReadOnlyList<RawRow>> readLogs
)
{
    private KnownIds? known;

    /// <summary>True if the ledger exists and has sessions. Creates nothing.</summary>
    public bool HasSessions => ledger.Exists && ledger.Ledger.Read(ledger.Stop).HasSessions;

    /// <summary>The number of writes to the ledger so far, by all processes.</summary>
    public long Writes => ledger.Ledger.Writes;

    /// <summary>A cost report: enumerate it once, then read its models without a price.</summary>
    public CostReport Costs(CostQuery query) => new(stop => ledger.Ledger.Read(stop.CanBeCanceled ? stop : ledger.Stop), query, Short);

    /// <summary>Usage by windows of five hours: run it once, then read its models without a price.</summary>
    /// <param name="filter">The part of the ledger.</param>
    /// <param name="onlyActive">True for only those windows that have not ended.</param>
    /// <param name="source">Which costs are used.</param>
    /// <param name="stop">Cancels opening the ledger.</param>
    public BlockReport Blocks(ReportFilter filter, bool onlyActive, CostSource source, CancellationToken stop)
    {
        DateTimeOffset now = ledger.Options.Time.GetUtcNow();
        CostQuery query = new()
        {
            Filter = onlyActive ? filter.Within(new() { Since = now, Until = now.AddMilliseconds(1) }) : filter,
            Source = source,
        };
        return new BlockReport(ledger.Ledger.Read(stop), query, now);
    }

    /// <summary>Forecasts as of now, or of the end of the query's range: run it once, then read its models without a price.</summary>
    public ForecastReport Forecasts(CostQuery query, BudgetUnit unit)
    {
        DateTimeOffset now = ledger.Options.Time.GetUtcNow();
        return new ForecastReport(Costs, query, unit, query.Filter.Until is { } until && until < now ? until : now);
    }

    public IEnumerable<Session> Sessions(
        ReportFilter filter,
        bool onlyActive,
        CancellationToken stop,
        CostSource source = CostSource.Calculated
    ) => new SessionReport(ledger.Ledger.Read(stop), openSessions(), Short).Run(filter, onlyActive, stop, source);

    /// <summary>Sessions in an order, of which only those of a part are made.</summary>
    public Paged<Session> Sessions(SessionOrder order, ReportFilter filter, bool onlyActive, CancellationToken stop) =>
        new SessionReport(ledger.Ledger.Read(stop), openSessions(), Short).InOrder(order, filter, onlyActive, stop);

    /// <summary>How many sessions each agent had in a project, as far as the ledger knows; none without a ledger.</summary>
    public IReadOnlyDictionary<string, int> SessionsByAgent(string project, CancellationToken stop) =>
        HasSessions
            ? Sessions(new ReportFilter(), onlyActive: false, stop)
                .Where(session => project.Equals(session.Project, StringComparison.OrdinalIgnoreCase))
                .GroupBy(session => session.Agent)
                .ToDictionary(agent => agent.Key, agent => agent.Count())
            : new Dictionary<string, int>();

    public IEnumerable<UsageRecord> Usage(ReportFilter filter, CancellationToken stop, CostSource source = CostSource.Calculated) =>
        UsageReport.Run(ledger.Ledger.Read(stop), filter, stop, source);

    /// <summary>Usage and cost in two time ranges; <paramref name="unpriced"/> is called with the models without a price.</summary>
    public IEnumerable<CostComparison> Compare(ComparisonQuery query, Action<UnpricedUsage> unpriced, CancellationToken stop) =>
        new CostComparer(Costs, query).Run(unpriced, stop);

    /// <summary>
    /// Reads the existing logs again in full and classifies every token count as kept or duplicate. The ledger should be up to date.
    /// </summary>
    /// <param name="filter">Only its agents are read.</param>
    /// <param name="warn">Called for each file that could not be read completely.</param>
    /// <param name="stop">Cancels reading.</param>
    public DuplicateReport Duplicates(ReportFilter filter, Action<string>? warn, CancellationToken stop) =>
        new(readLogs(filter.Agent, warn, stop), ledger.Ledger.Read(stop).FindRetracted(), ledger.Options.Machine, ledger.Options.User);

    /// <summary>The sessions that ran away, by the time when that could be known.</summary>
    public IEnumerable<Runaway> Runaways(ReportFilter filter, CancellationToken stop) =>
        ledger.Exists ? new RunawayReport(ledger.Ledger.Read(stop), ledger.Options.Time.GetUtcNow()).Run(filter, stop) : [];

    /// <summary>The loop that a session is in; null if it is in none.</summary>
    public RunawayStretch? LoopOf(string sessionId, CancellationToken stop) =>
        new RunawayReport(ledger.Ledger.Read(stop), ledger.Options.Time.GetUtcNow()).LoopOf(sessionId, stop);

    /// <summary>What each agent did on this machine in a time that has just passed; nothing is known without a ledger.</summary>
    public IReadOnlyDictionary<string, RecentActivity>? Recent(DateTimeOffset since, DateTimeOffset until, CancellationToken stop) =>
        ledger.Exists
            ? RecentActivity.Of(
                ledger.Ledger.Read(stop),
                ledger.Options.Machine,
                since.ToUnixTimeMilliseconds(),
                until.ToUnixTimeMilliseconds()
            )
            : null;

    /// <summary>The models of the ledger that have requests without a price, those with the most tokens first.</summary>
    public IEnumerable<ModelInfo> UnpricedModels(CancellationToken stop)
    {
        if (!ledger.Exists)
            return [];
        CostQuery query = new() { By = [CostGrouping.Provider, CostGrouping.Model] };
        DateTimeOffset now = ledger.Options.Time.GetUtcNow();
        return
        [
            .. Costs(query)
                .Run(stop)
                .Where(record => record.UnpricedRequests > 0)
                .Select(record => new ModelInfo
                {
                    Provider = record.Provider,
                    Model = record.Model ?? "(no model)",
                    At = now,
                    Requests = record.UnpricedRequests,
                    Tokens = record.UnpricedTokens,
                })
                .OrderByDescending(model => model.Tokens),
        ];
    }

    /// <summary>Totals of each agent in the ledger.</summary>
    public IReadOnlyDictionary<string, AgentActivity> ByAgent(CancellationToken stop)
    {
        Dictionary<string, AgentActivity> agents = new(StringComparer.Ordinal);
        if (!ledger.Exists)
            return agents;
        ILedgerQueries queries = ledger.Ledger.Read(stop);
        Dictionary<string, long> requests = new(StringComparer.Ordinal);
        foreach (LedgerCell cell in queries.ByTime(RollupKind.Hour, fromMs: null, toMs: null, withTimes: false))
        {
            string agent = queries.DimensionOf(cell.Dimension).Agent;
            requests[agent] = requests.GetValueOrDefault(agent) + cell.Sums.Requests;
        }

        foreach (AgentSpan span in queries.Activity())
        {
            long of = requests.GetValueOrDefault(span.Agent);
            agents.Add(span.Agent, new AgentActivity(span.Sessions, of, Moment.Of(span.FirstMs), Moment.Of(span.LastMs)));
        }

        return agents;
    }

    /// <summary>Resolves the session ids that the user typed.</summary>
    public SessionNaming SessionNaming() => new(() => ledger.Exists ? ledger.Ledger.Read(ledger.Stop).SessionIds() : new HashSet<string>());

    /// <summary>Checks the other names that the user typed.</summary>
    public NameCheck NameCheck() => new(ledger, catalog);

    /// <summary>The names that records have for a grouping by name, in order; they are known without adding anything up.</summary>
    public IReadOnlyList<string> NamesInRecords(CostGrouping grouping) =>
        ledger.Exists ? [.. ledger.Ledger.Read(ledger.Stop).NamesOf(grouping).Order(StringComparer.OrdinalIgnoreCase)] : [];

    /// <summary>
    /// The ledger's values of a grouping, for completion, among what the filter selects by other names; empty if there is no ledger yet.
    /// </summary>
    public IReadOnlyList<string> NamesOf(CostGrouping grouping, ReportFilter? filter = null)
    {
        if (!ledger.Exists)
            return [];
        CostQuery query = new() { By = [grouping], Filter = (filter ?? new ReportFilter()).Without(grouping).ByStartOfSession() };
        return [.. Costs(query).Run(ledger.Stop).Select(Groupings.Of(grouping).ValueOf).OfType<string>().Distinct()];
    }

    /// <summary>The short ids of sessions, which are made anew only after a write: a page asks for them several times.</summary>
    private ShortIds Short()
    {
        long writes = Writes;
        if (known is not { } kept || kept.Writes != writes)
            known = kept = new KnownIds(writes, new ShortIds(() => Now().SessionIds(), (start, most) => Now().SessionIdsFrom(start, most)));
        return kept.Ids;

        ILedgerQueries Now() => ledger.Ledger.Read(ledger.Stop);
    }

    /// <summary>The short ids as of a number of writes.</summary>
    private sealed record KnownIds(long Writes, ShortIds Ids);
}
