namespace Rimuru.Core.Screens;

/// <summary>What there is to show, as of one moment.</summary>
internal sealed record ScreenModel
{
    public required DateTimeOffset At { get; init; }

    public required TimeZoneInfo Zone { get; init; }

    /// <summary>Today, this week and this month.</summary>
    public IReadOnlyList<SpanFigure> Spans { get; init; } = [];

    /// <summary>The sessions of the range, those that go on first.</summary>
    public IReadOnlyList<LiveSession> Sessions { get; init; } = [];

    public IReadOnlyList<RankedCost> Models { get; init; } = [];

    public IReadOnlyList<RankedCost> Projects { get; init; } = [];

    public IReadOnlyList<RankedCost> Agents { get; init; } = [];

    /// <summary>Windows, limits of plans, and budgets.</summary>
    public IReadOnlyList<Gauge> Gauges { get; init; } = [];

    /// <summary>The latest requests, the newest first.</summary>
    public IReadOnlyList<UsageRecord> Requests { get; init; } = [];

    /// <summary>What has begun and ended, and the runs of hooks, the newest first.</summary>
    public IReadOnlyList<ScreenEvent> Events { get; init; } = [];

    /// <summary>What was measured of machine and agents last; null in the first seconds, and where it is turned off.</summary>
    public SystemMetrics? Measured { get; init; }

    /// <summary>The plugins that have views.</summary>
    public IReadOnlyList<string> Views { get; init; } = [];

    /// <summary>The view of a plugin that is looked at; null if none is.</summary>
    public OpenedView? OpenedView { get; init; }

    /// <summary>The session that is looked into; null if none is.</summary>
    public OpenedSession? Opened { get; init; }

    /// <summary>What could not be read; null if all could.</summary>
    public string? Problem { get; init; }
}

/// <summary>The sums of a span of time.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Cost">The cost of what has a price.</param>
/// <param name="Tokens">The tokens.</param>
/// <param name="Requests">The requests.</param>
/// <param name="Unpriced">Those of them without a price.</param>
/// <param name="Line">The costs of its hours or days, the future ones left out.</param>
internal sealed record SpanFigure(string Name, decimal Cost, long Tokens, long Requests, long Unpriced, IReadOnlyList<decimal> Line);

/// <summary>A session, and how fast it goes.</summary>
/// <param name="Session">The session.</param>
/// <param name="IsActive">True if it goes on.</param>
/// <param name="TokensPerMinute">Over the last minutes; null if it does not go on.</param>
/// <param name="CostPerMinute">The same of its cost.</param>
internal sealed record LiveSession(Session Session, bool IsActive, long? TokensPerMinute, decimal? CostPerMinute);

/// <summary>The cost of a model, a project or an agent.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Cost">Its cost and tokens.</param>
/// <param name="Share">Its cost as a part of the greatest, from 0 to 1.</param>
internal sealed record RankedCost(string Name, CostRecord Cost, decimal Share);

/// <summary>How much of a window, of a limit or of a budget is used.</summary>
/// <param name="Name">What it is of.</param>
/// <param name="Percent">How much is used; null if it has no end, or none is known.</param>
/// <param name="Used">What is used.</param>
/// <param name="Limit">What may be used.</param>
/// <param name="Unit">The unit of both.</param>
/// <param name="Ends">When it begins anew.</param>
/// <param name="Ahead">What it comes to by then, in percent or in its unit.</param>
internal sealed record Gauge(
    string Name,
    decimal? Percent,
    decimal? Used,
    decimal? Limit,
    string? Unit,
    DateTimeOffset? Ends,
    decimal? Ahead
);

/// <summary>A session and its requests.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="Session">What is known of it; null if the ledger does not have it.</param>
/// <param name="Requests">Its requests, the oldest first.</param>
internal sealed record OpenedSession(string SessionId, Session? Session, IReadOnlyList<UsageRecord> Requests);

/// <summary>Something that happened.</summary>
/// <param name="Time">When.</param>
/// <param name="What">What it was.</param>
/// <param name="Name">The session's title or the hook's name.</param>
/// <param name="Agent">The agent; null for a hook.</param>
/// <param name="SessionId">The session; null if it is of none.</param>
/// <param name="IsBad">True if something failed.</param>
internal sealed record ScreenEvent(DateTimeOffset Time, string What, string Name, string? Agent, string? SessionId, bool IsBad);

/// <summary>What the view of a plugin shows.</summary>
/// <param name="Plugin">The plugin.</param>
/// <param name="Picture">What it shows; null if it did not work.</param>
/// <param name="Problem">Why it did not work.</param>
internal sealed record OpenedView(string Plugin, PluginPicture? Picture, string? Problem);
