using Rimuru.Core.Records;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Reports;

/// <summary>
/// The sessions that ran away in a time range, judged at each request by what came before it: what a check at that time would have found.
/// </summary>
/// <param name="queries">The ledger.</param>
/// <param name="now">The time.</param>
internal sealed class RunawayReport(ILedgerQueries queries, DateTimeOffset now)
{
    /// <summary>How far back a stretch may have begun that is still going on at the start of the range.</summary>
    private const long LeadMs = 3_600_000;

    private const long MinutesOfSpan = RunawayRule.SpanMs / 60_000;

    private readonly Dictionary<int, Dimension> dimensions = [];

    public IEnumerable<Runaway> Run(ReportFilter filter, CancellationToken stop)
    {
        long from = filter.SinceMs == long.MinValue ? long.MinValue : filter.SinceMs - LeadMs;
        List<RunawayRequest> requests = [.. Requests(from, filter.UntilMs, stop)];
        requests.Sort((one, other) => one.UnixMs.CompareTo(other.UnixMs));
        RunawayRule rule = new();
        if (from != long.MinValue && SpendsMuch(requests))
        {
            foreach (RunawayRequest past in Requests(from - RunawayRule.PastMs, from, stop))
                rule.Note(past);
        }

        foreach (RunawayRequest request in requests)
        {
            stop.ThrowIfCancellationRequested();
            rule.Add(request);
        }

        List<RunawayStretch> found = rule.Found.FindAll(one => one.LastMs >= filter.SinceMs && filter.Matches(dimensions[one.Dimension]));
        return found.Count == 0 ? [] : Named(found, filter);
    }

    /// <summary>The circles in which a session of one model goes now; null if it goes in none.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="stop">Cancels it.</param>
    public RunawayStretch? LoopOf(string sessionId, CancellationToken stop)
    {
        long until = now.ToUnixTimeMilliseconds() + 1;
        List<RunawayRequest> requests = [.. Requests(until - LeadMs, until, stop, [sessionId])];
        requests.Sort((one, other) => one.UnixMs.CompareTo(other.UnixMs));
        RunawayRule rule = new();
        foreach (RunawayRequest request in requests)
            rule.Add(request);
        return rule.Found.Find(one => one.Reason == RunawayReason.Loop && one.LastMs == requests[^1].UnixMs);
    }

    private IEnumerable<RunawayRequest> Requests(long fromMs, long toMs, CancellationToken stop, IReadOnlyList<string>? sessionIds = null)
    {
        foreach (LedgerCell row in queries.Rows(fromMs, toMs, sessionIds: sessionIds))
        {
            stop.ThrowIfCancellationRequested();
            if (!dimensions.TryGetValue(row.Dimension, out Dimension? known))
                dimensions.Add(row.Dimension, known = queries.DimensionOf(row.Dimension));
            yield return new RunawayRequest(
                known.Agent,
                row.UnixMs,
                row.Session,
                row.Dimension,
                row.Sums.Requests,
                row.Sums.Tokens.Prompt,
                row.Sums.Tokens.Output,
                row.Sums.CostNano.Value,
                row.Sums.PricedRows > 0
            );
        }
    }

    /// <summary>False if no session can have spent what would be news, so that the past does not matter.</summary>
    private static bool SpendsMuch(List<RunawayRequest> requests)
    {
        Dictionary<long, long> sums = [];
        foreach (RunawayRequest request in requests)
        {
            if ((sums[request.Session] = sums.GetValueOrDefault(request.Session) + request.CostNano) >= RunawayRule.LeastNano)
                return true;
        }

        return false;
    }

    private IEnumerable<Runaway> Named(List<RunawayStretch> found, ReportFilter filter)
    {
        Dictionary<long, StoredSession> sessions = queries
            .Sessions(new SessionScope { Rows = [.. found.Select(one => one.Session).Distinct()] })
            .ToDictionary(session => session.Id);
        ShortIds shortIds = ShortIds.In(queries);
        foreach (RunawayStretch one in found)
        {
            if (!sessions.TryGetValue(one.Session, out StoredSession? session) || !filter.MatchesSession(session.SessionId))
                continue;
            Dimension dimension = dimensions[one.Dimension];
            long span = Math.Max(one.LastMs - one.FirstMs, 60_000);
            yield return new Runaway
            {
                Reason = one.Reason,
                Agent = session.Agent,
                SessionId = session.SessionId,
                ShortId = shortIds.Of(session.SessionId),
                Model = dimension.Model,
                Project = dimension.Project ?? session.Project,
                Machine = dimension.Machine,
                User = dimension.User,
                StartedAt = Moment.Of(one.FirstMs),
                DetectedAt = Moment.Of(one.DetectedMs),
                LastActivity = Moment.Of(one.LastMs),
                IsOngoing = one.LastMs > now.ToUnixTimeMilliseconds() - RunawayRule.SpanMs,
                Requests = one.Requests,
                TotalTokens = one.Tokens,
                Cost = one.IsPriced ? new NanoUsd(one.CostNano).Usd : null,
                CostPerMinute =
                    one.Reason == RunawayReason.BurnRate
                        ? NanoUsd.Rounded(new NanoUsd(one.HighestNano).Usd / MinutesOfSpan)
                        : NanoUsd.Rounded(one.IsPriced ? new NanoUsd(one.CostNano).Usd * 60_000 / span : null),
                UsualCostPerMinute = one.UsualNano is { } usual ? NanoUsd.Rounded(new NanoUsd(usual).Usd / MinutesOfSpan) : null,
            };
        }
    }
}
