namespace Rimuru.Core.Reports;

/// <summary>Selects among the records of a report.</summary>
internal static class Selection
{
    /// <summary>The records with the highest cost, the highest first; of the same cost, those with more tokens.</summary>
    public static IReadOnlyList<CostRecord> Top(IEnumerable<CostRecord> records, int count) =>
        [.. records.OrderByDescending(record => record.Cost ?? -1).ThenByDescending(record => record.TotalTokens).Take(count)];

    /// <summary>The sessions that started last, oldest first. One without a time counts as the oldest.</summary>
    public static IReadOnlyList<Session> Newest(IEnumerable<Session> sessions, int count) =>
        [.. sessions.OrderBy(session => session.StartedAt ?? DateTimeOffset.MinValue).TakeLast(count)];

    /// <summary>The sessions with one of these statuses; all if none is named.</summary>
    public static IEnumerable<Session> OfStatus(IEnumerable<Session> sessions, IReadOnlyCollection<SessionStatus> statuses) =>
        statuses.Count == 0 ? sessions : sessions.Where(session => statuses.Contains(session.Status));
}
