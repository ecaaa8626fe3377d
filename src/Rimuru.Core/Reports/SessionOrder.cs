namespace Rimuru.Core.Reports;

/// <summary>An order of sessions that can be found without making them.</summary>
/// <param name="By">The property of <see cref="Session"/>, as <c>Cost</c>; one of <see cref="Properties"/>.</param>
/// <param name="IsDescending">The greatest first; those without a value last.</param>
internal sealed record SessionOrder(string By, bool IsDescending)
{
    public static IReadOnlyList<string> Properties { get; } =
    [nameof(Session.LastActivity), nameof(Session.Cost), nameof(Session.TotalTokens), nameof(Session.Requests)];

    /// <summary>Those with the latest activity first.</summary>
    public static SessionOrder Latest { get; } = new(nameof(Session.LastActivity), IsDescending: true);

    /// <summary>Active sessions first, whatever the order of the rest is.</summary>
    public bool HasActiveFirst { get; init; }

    public bool IsOfUsage => By != nameof(Session.LastActivity);

    /// <summary>The session's value, from what was made of it.</summary>
    public decimal? ValueOf(Session session) =>
        By switch
        {
            nameof(Session.Cost) => session.Cost,
            nameof(Session.TotalTokens) => session.TotalTokens,
            nameof(Session.Requests) => session.Requests,
            _ => session.LastActivity?.UtcTicks,
        };

    /// <summary>What a part of a session's sums adds to its value; null if that part has none.</summary>
    public long? PartOf(in Records.Sums sums) =>
        By switch
        {
            nameof(Session.Cost) => sums.PricedRows > 0 ? sums.CostNano.Value : null,
            nameof(Session.TotalTokens) => sums.Tokens.Total,
            _ => sums.Requests,
        };
}
