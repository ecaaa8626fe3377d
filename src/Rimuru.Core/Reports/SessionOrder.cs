using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Reports;

/// <summary>An order of sessions that can be found without making them.</summary>
/// <param name="By">The property of <see cref="Session"/>, as <c>Cost</c>; one of <see cref="Properties"/>.</param>
/// <param name="IsDescending">The greatest first; those without a value last.</param>
internal sealed record SessionOrder(string By, bool IsDescending)
{
    public static IReadOnlyList<string> Properties { get; } =
    [
        nameof(Session.LastActivity),
        nameof(Session.Cost),
        nameof(Session.TotalTokens),
        nameof(Session.Requests),
        nameof(Session.Duration),
        nameof(Session.Status),
        nameof(Session.Agent),
        nameof(Session.SessionId),
        nameof(Session.Title),
        nameof(Session.Project),
    ];

    /// <summary>Those with the latest activity first.</summary>
    public static SessionOrder Latest { get; } = new(nameof(Session.LastActivity), IsDescending: true);

    /// <summary>Active sessions first, whatever the order of the rest is.</summary>
    public bool HasActiveFirst { get; init; }

    /// <summary>True if sums are compared.</summary>
    public bool IsOfUsage => By is nameof(Session.Cost) or nameof(Session.TotalTokens) or nameof(Session.Requests);

    /// <summary>True if texts are compared, without case.</summary>
    public bool IsOfText => By == nameof(Session.Agent) || Text != SessionText.None;

    /// <summary>The text that a key must have.</summary>
    public SessionText Text =>
        By switch
        {
            nameof(Session.SessionId) => SessionText.SessionId,
            nameof(Session.Title) => SessionText.Title,
            nameof(Session.Project) => SessionText.Project,
            _ => SessionText.None,
        };

    public string? TextOf(Session session) =>
        By switch
        {
            nameof(Session.Agent) => session.Agent,
            nameof(Session.SessionId) => session.SessionId,
            nameof(Session.Title) => session.Title,
            _ => session.Project,
        };

    public string? TextOf(SessionKey session) => By == nameof(Session.Agent) ? session.Agent : session.Text;

    /// <summary>The session's number, from what was made of it.</summary>
    public decimal? NumberOf(Session session) =>
        By switch
        {
            nameof(Session.Cost) => session.Cost,
            nameof(Session.TotalTokens) => session.TotalTokens,
            nameof(Session.Requests) => session.Requests,
            nameof(Session.Duration) => session.Duration?.Ticks,
            nameof(Session.Status) => (int)session.Status,
            _ => session.LastActivity?.UtcTicks,
        };

    /// <summary>The session's number, if it is no sum.</summary>
    public long? NumberOf(SessionKey session) =>
        By switch
        {
            nameof(Session.Duration) => session.LastMs - session.FirstMs,
            nameof(Session.Status) => (long)session.Status,
            _ => session.LastMs,
        };

    /// <summary>What a part of a session's sums adds to its number; null if that part has none.</summary>
    public long? PartOf(in SessionAmounts amounts) =>
        By switch
        {
            nameof(Session.Cost) => amounts.IsPriced ? amounts.CostNano.Value : null,
            nameof(Session.TotalTokens) => amounts.Tokens,
            _ => amounts.Requests,
        };
}
