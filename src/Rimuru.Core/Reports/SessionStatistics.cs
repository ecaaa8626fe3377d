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
        return new SessionSummary
        {
            Group = group,
            Count = byStatus.Sum(),
            Active = byStatus[(int)SessionStatus.Active],
            Completed = byStatus[(int)SessionStatus.Completed],
            Cancelled = byStatus[(int)SessionStatus.Cancelled],
            Failed = byStatus[(int)SessionStatus.Failed],
            TotalDuration = durations.Aggregate(TimeSpan.Zero, (sum, duration) => sum + duration),
            MedianDuration = Median(),
            LongestDuration = durations.Count == 0 ? null : durations[^1],
            Turns = turns,
            Requests = requests,
            TotalTokens = tokens,
            Cost = cost,
            UnpricedRequests = unpriced,
        };
    }

    /// <summary>The median of the sorted durations.</summary>
    private TimeSpan? Median()
    {
        int middle = durations.Count / 2;
        if (durations.Count == 0)
            return null;
        return durations.Count % 2 == 1 ? durations[middle] : new TimeSpan((durations[middle - 1].Ticks + durations[middle].Ticks) / 2);
    }
}
