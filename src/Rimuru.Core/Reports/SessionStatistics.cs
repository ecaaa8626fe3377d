namespace Rimuru.Core.Reports;

/// <summary>Exact statistics of sessions.</summary>
internal sealed class SessionStatistics(string? group = null)
{
    private readonly List<TimeSpan> durations = [];
    private readonly long[] byStatus = new long[Enum.GetValues<SessionStatus>().Length];
    private long? turns;
    private long requests;
    private long tokens;
    private long unpriced;
    private decimal? cost;

    public void Add(Session session)
    {
        byStatus[(int)session.Status]++;
        if (session.Duration is { } duration)
            durations.Add(duration);
        if (session.Turns is { } known)
            turns = (turns ?? 0) + known;
        if (session.Cost is { } priced)
            cost = (cost ?? 0) + priced;
        requests += session.Requests;
        tokens += session.TotalTokens;
        unpriced += session.UnpricedRequests;
    }

    public SessionSummary Summarise()
    {
        durations.Sort();
        int n = durations.Count;
        return new SessionSummary
        {
            Group = group,
            Count = byStatus.Sum(),
            Active = byStatus[(int)SessionStatus.Active],
            Completed = byStatus[(int)SessionStatus.Completed],
            Cancelled = byStatus[(int)SessionStatus.Cancelled],
            Failed = byStatus[(int)SessionStatus.Failed],
            TotalDuration = durations.Aggregate(TimeSpan.Zero, (sum, duration) => sum + duration),
            MedianDuration =
                n == 0 ? null
                : n % 2 == 1 ? durations[n / 2]
                : new TimeSpan((durations[n / 2 - 1].Ticks + durations[n / 2].Ticks) / 2),
            LongestDuration = n == 0 ? null : durations[^1],
            Turns = turns,
            Requests = requests,
            TotalTokens = tokens,
            Cost = cost,
            UnpricedRequests = unpriced,
        };
    }
}
