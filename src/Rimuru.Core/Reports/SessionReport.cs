using Rimuru.Core.Records;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Reports;

/// <summary>Sessions with their usage, oldest first.</summary>
/// <param name="queries">The ledger.</param>
/// <param name="processOf">Finds the process of an active session; null if unknown.</param>
/// <param name="shortIds">Returns the short ids; null to make them.</param>
internal sealed class SessionReport(
    ILedgerQueries queries,
    Func<StoredSession, ProcessEvidence?> processOf,
    Func<ShortIds>? shortIds = null
)
{
    /// <summary>How many sessions are asked for at once.</summary>
    public const int PartSize = 500;

    private readonly Lazy<ShortIds> shortIds = new(shortIds ?? (() => ShortIds.In(queries)));

    /// <summary>Sessions are read in parts, each with its sums: a ledger has more of them than memory should hold.</summary>
    public IEnumerable<Session> Run(ReportFilter filter, bool onlyActive, CancellationToken stop, CostSource source = CostSource.Calculated)
    {
        // Rollups have calculated costs; others are added up from the rows.
        Dictionary<long, List<(Dimension Dimension, Sums Sums)>>? ofRows =
            source == CostSource.Calculated ? null : Parts(OfRows(source, filter.SessionIds), stop);
        IEnumerable<StoredSession> wanted = queries
            .Sessions(filter.Scope with { OnlyOpen = onlyActive })
            .Where(stored => (!onlyActive || stored.Status == SessionStatus.Active) && filter.Matches(stored));
        foreach (StoredSession[] part in wanted.Chunk(PartSize))
        {
            var used = ofRows ?? Parts(queries.BySession(Array.ConvertAll(part, session => session.Id)), stop);
            foreach (StoredSession stored in part)
            {
                stop.ThrowIfCancellationRequested();
                List<(Dimension Dimension, Sums Sums)> parts = used.GetValueOrDefault(stored.Id, []);
                if (!HasModel(filter, parts))
                    continue;
                yield return ToSession(stored, parts);
            }
        }
    }

    /// <summary>Sessions in an order; of equal ones the latest first. Only those of a part are made, if the filter allows it.</summary>
    public Paged<Session> InOrder(SessionOrder order, ReportFilter filter, bool onlyActive, CancellationToken stop)
    {
        if (!filter.NeedsOnlyKeys)
        {
            return Paged<Session>.Of([
                .. Ordered(
                        Run(filter, onlyActive, stop)
                            .OrderByDescending(session => order.HasActiveFirst && session.Status == SessionStatus.Active),
                        order,
                        order.TextOf,
                        order.NumberOf
                    )
                    .ThenByDescending(session => session.LastActivity),
            ]);
        }

        SessionKey[] wanted =
        [
            .. queries
                .SessionKeys(filter.Scope with { OnlyOpen = onlyActive }, order.Text)
                .Where(session => (!onlyActive || session.IsActive) && filter.Matches(session)),
        ];
        Dictionary<long, SessionAmount> amounts = order.IsOfUsage ? Amounts(order, stop) : [];
        IEnumerable<SessionKey> ordered = Ordered(
                wanted.OrderByDescending(session => order.HasActiveFirst && session.IsActive),
                order,
                order.TextOf,
                session => order.IsOfUsage ? amounts.GetValueOrDefault(session.Id)?.Value : order.NumberOf(session)
            )
            .ThenByDescending(session => session.LastMs)
            .ThenBy(session => session.FirstMs)
            .ThenBy(session => session.Id);

        // LINQ puts only the part that is taken in order.
        return new Paged<Session>(
            wanted.Length,
            (first, count) => Make([.. ordered.Skip(first).Take(count).Select(session => session.Id)], stop)
        );
    }

    private static IOrderedEnumerable<T> Ordered<T, TNumber>(
        IOrderedEnumerable<T> all,
        SessionOrder order,
        Func<T, string?> textOf,
        Func<T, TNumber> numberOf
    )
    {
        if (order.IsOfText)
            return order.IsDescending
                ? all.ThenByDescending(textOf, StringComparer.OrdinalIgnoreCase)
                : all.ThenBy(textOf, StringComparer.OrdinalIgnoreCase);
        return order.IsDescending ? all.ThenByDescending(numberOf) : all.ThenBy(numberOf);
    }

    private Dictionary<long, SessionAmount> Amounts(SessionOrder order, CancellationToken stop)
    {
        Dictionary<long, SessionAmount> sums = [];
        foreach (SessionAmounts amounts in queries.AmountsBySession(long.MinValue, long.MaxValue))
        {
            stop.ThrowIfCancellationRequested();
            if (!sums.TryGetValue(amounts.Session, out SessionAmount? sum))
                sums.Add(amounts.Session, sum = new SessionAmount());
            if (order.PartOf(amounts) is { } part)
                sum.Value = part + (sum.Value ?? 0);
        }

        return sums;
    }

    /// <summary>Sessions in the order of their numbers; those that are gone meanwhile are left out.</summary>
    private List<Session> Make(List<long> ids, CancellationToken stop)
    {
        Dictionary<long, StoredSession> stored = queries.Sessions(new SessionScope { Rows = ids }).ToDictionary(session => session.Id);
        var used = Parts(queries.BySession(ids), stop);
        return [.. ids.Where(stored.ContainsKey).Select(id => ToSession(stored[id], used.GetValueOrDefault(id, [])))];
    }

    private Dictionary<long, List<(Dimension Dimension, Sums Sums)>> Parts(IEnumerable<LedgerCell> cells, CancellationToken stop)
    {
        Dictionary<long, List<(Dimension Dimension, Sums Sums)>> used = [];
        foreach (LedgerCell cell in cells)
        {
            stop.ThrowIfCancellationRequested();
            if (!used.TryGetValue(cell.Session, out var parts))
                used.Add(cell.Session, parts = []);
            parts.Add((queries.DimensionOf(cell.Dimension), cell.Sums));
        }

        return used;
    }

    private IEnumerable<LedgerCell> OfRows(CostSource source, IReadOnlyList<string>? sessionIds)
    {
        Dictionary<(long Session, int Dimension), Sums> sums = [];
        foreach (LedgerCell row in queries.Rows(long.MinValue, long.MaxValue, source, sessionIds))
        {
            System
                .Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(sums, (row.Session, row.Dimension), out _)
                .Add(row.Sums);
        }

        return sums.Select(sum => new LedgerCell(0, sum.Key.Session, sum.Key.Dimension, sum.Value));
    }

    private static bool HasModel(ReportFilter filter, List<(Dimension Dimension, Sums Sums)> parts) =>
        filter.Model.Count == 0 || parts.Any(part => ReportFilter.Matches(filter.Model, part.Dimension.Model));

    private Session ToSession(StoredSession stored, List<(Dimension Dimension, Sums Sums)> parts)
    {
        Sums total = default;
        CreditSum credits = new();
        foreach ((Dimension dimension, Sums sums) in parts)
        {
            total.Add(sums);
            credits.Add(dimension, sums);
        }

        ProcessEvidence? process = stored.Status == SessionStatus.Active ? processOf(stored) : null;
        return new Session
        {
            SessionId = stored.SessionId,
            ShortId = shortIds.Value.Of(stored.SessionId),
            Agent = stored.Agent,
            Project = stored.Project,
            WorkingDirectory = stored.WorkingDirectory,
            Branch = stored.Branch,
            Title = stored.Title,
            Status = stored.Status,
            EndedAt = Moment.Of(stored.EndedMs),
            ParentSessionId = stored.ParentSessionId,
            SubAgent = stored.SubAgent,
            StartedAt = Moment.Of(stored.FirstMs),
            LastActivity = Moment.Of(stored.LastMs),
            Turns = stored.Turns,
            Models =
            [
                .. parts
                    .Where(part => part.Dimension.Model is not null && !part.Sums.IsEmpty)
                    .GroupBy(part => part.Dimension.Model!)
                    .OrderByDescending(model => model.Sum(part => part.Sums.Tokens.Total))
                    .ThenBy(model => model.Key, StringComparer.Ordinal)
                    .Select(model => model.Key),
            ],
            Requests = total.Requests,
            InputTokens = total.Tokens.Input,
            CacheReadTokens = total.Tokens.CacheRead,
            CacheWrite5mTokens = total.Tokens.CacheWrite5m,
            CacheWrite1hTokens = total.Tokens.CacheWrite1h,
            OutputTokens = total.Tokens.Output,
            Cost = total.Cost,
            CacheSavings = total.CacheSavings,
            UnpricedRequests = total.UnpricedRequests,
            ReportedCredits = credits.Amount,
            CreditUnit = credits.Unit,
            Machine = stored.Machine,
            User = stored.User,
            AgentVersion = stored.AgentVersion,
            ProcessId = process is { IsLive: true } ? process.ProcessId : null,
        };
    }

    /// <summary>What a session is put in order by; null if it is unknown.</summary>
    private sealed class SessionAmount
    {
        public long? Value { get; set; }
    }
}
