namespace Rimuru;

/// <summary>How much of a limit of an agent's plan is used, as the agent or its service said last.</summary>
public sealed record UsageLimit
{
    /// <summary>The agent.</summary>
    public required string Agent { get; init; }

    /// <summary>The limit as the vendor names it: <c>five_hour</c>, <c>secondary</c>, <c>premium_interactions</c>.</summary>
    public required string Name { get; init; }

    /// <summary>How much can be relied on it.</summary>
    public LimitState State { get; init; }

    /// <summary>The part that is used, in percent; null if it was not said, and once the limit was reset after it was said.</summary>
    public decimal? UsedPercent { get; init; }

    /// <summary>When the limit is reset; null if it was not said.</summary>
    public DateTimeOffset? ResetsAt { get; init; }

    /// <summary>When it was said.</summary>
    public required DateTimeOffset ObservedAt { get; init; }

    /// <summary>How long ago that is.</summary>
    public TimeSpan Age { get; init; }

    /// <summary>The length of the window; null if it was not said, or is a calendar month.</summary>
    public TimeSpan? Window { get; init; }

    /// <summary>The amount that is used, in <see cref="Unit"/>; null if it was not said.</summary>
    public decimal? Used { get; init; }

    /// <summary>The amount of the limit; null if it was not said.</summary>
    public decimal? Limit { get; init; }

    /// <summary>The amount that is left; null if it was not said.</summary>
    public decimal? Remaining { get; init; }

    /// <summary>What the amounts are: <c>USD</c>, <c>credits</c>, <c>requests</c>; null without amounts.</summary>
    public string? Unit { get; init; }

    /// <summary>
    /// Percent an hour, between the first and the last time that it was said of this window; null for less than five minutes.
    /// </summary>
    public decimal? PercentPerHour { get; init; }

    /// <summary>What is used when the limit is reset, if it goes on at that rate, in percent; null without a rate.</summary>
    public decimal? PercentAtReset { get; init; }

    /// <summary>The plan as the vendor names it; null if it was not said.</summary>
    public string? Plan { get; init; }

    /// <summary>The beginning of a hash of the account; null if it was not said.</summary>
    public string? Account { get; init; }

    /// <summary>Where it was said: <c>status line</c>, <c>settings</c>, <c>session</c>, <c>saved answer</c>.</summary>
    public string Source { get; init; } = "";

    /// <inheritdoc/>
    public override string ToString() =>
        FormattableString.Invariant($"{Agent} {Name} ")
        + (UsedPercent is { } percent ? FormattableString.Invariant($"{percent} %") : "unknown")
        + FormattableString.Invariant($", {State}");
}

/// <summary>How much can be relied on what was said about a limit.</summary>
public enum LimitState
{
    /// <summary>It was said within the last 15 minutes.</summary>
    Fresh,

    /// <summary>It was said before, and more may be used by now.</summary>
    Stale,

    /// <summary>The limit was reset since: nothing is known of the new window.</summary>
    Expired,
}
