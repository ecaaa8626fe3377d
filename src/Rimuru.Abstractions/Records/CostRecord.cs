namespace Rimuru;

/// <summary>Usage and cost of a group of requests. The properties that it is grouped by are set, the others are null.</summary>
public sealed record CostRecord
{
    /// <summary>The hour, with its offset: <c>2026-11-22T14+01:00</c>.</summary>
    public string? Hour { get; init; }

    /// <summary>The day: <c>2026-11-22</c>.</summary>
    public string? Day { get; init; }

    /// <summary>The Monday of the week: <c>2026-11-16</c>.</summary>
    public string? Week { get; init; }

    /// <summary>The month: <c>2026-11</c>.</summary>
    public string? Month { get; init; }

    /// <summary>The year: <c>2026</c>.</summary>
    public string? Year { get; init; }

    /// <summary>Start of the period (inclusive) if grouped by a time; null otherwise.</summary>
    public DateTimeOffset? PeriodStart { get; init; }

    /// <summary>End of the period (exclusive) if grouped by a time; null otherwise.</summary>
    public DateTimeOffset? PeriodEnd { get; init; }

    /// <summary>The agent.</summary>
    public string? Agent { get; init; }

    /// <summary>The provider.</summary>
    public string? Provider { get; init; }

    /// <summary>The model as the log names it.</summary>
    public string? Model { get; init; }

    /// <summary>The project.</summary>
    public string? Project { get; init; }

    /// <summary>The git branch.</summary>
    public string? Branch { get; init; }

    /// <summary>The session.</summary>
    public string? SessionId { get; init; }

    /// <summary>
    /// The beginning of the session id that no other session of the ledger has, at least eight characters; null if not grouped by session.
    /// In PowerShell only.
    /// </summary>
    public string? ShortId
    {
        get => field ?? SessionId;
        init;
    }

    /// <summary>The sub-agent.</summary>
    public string? SubAgent { get; init; }

    /// <summary>The machine.</summary>
    public string? Machine { get; init; }

    /// <summary>The user.</summary>
    public string? User { get; init; }

    /// <summary>The evidence of the group's records.</summary>
    public UsageEvidence? Evidence { get; init; }

    /// <summary>The tool that the requests used.</summary>
    public string? Tool { get; init; }

    /// <summary>The MCP server whose tools the requests used.</summary>
    public string? McpServer { get; init; }

    /// <summary>The skill that the requests used.</summary>
    public string? Skill { get; init; }

    /// <summary>
    /// How often the requests used it, if grouped by tool, MCP server or skill; null otherwise. A request may use a tool several times.
    /// </summary>
    public long? Uses { get; init; }

    /// <summary>The sessions of the requests, if grouped by tool, MCP server or skill; null otherwise.</summary>
    public long? Sessions { get; init; }

    /// <summary>Time of the last of the requests, if grouped by tool, MCP server or skill; null otherwise.</summary>
    public DateTimeOffset? LastUse { get; init; }

    /// <summary>Time of the group's first request if grouped by session; null otherwise. In PowerShell only.</summary>
    public DateTimeOffset? FirstActivity { get; init; }

    /// <summary>Time of the group's last request if grouped by session; null otherwise. In PowerShell only.</summary>
    public DateTimeOffset? LastActivity { get; init; }

    /// <summary>Billed responses.</summary>
    public long Requests { get; init; }

    /// <summary>Prompt tokens neither read from nor written to a cache.</summary>
    public long InputTokens { get; init; }

    /// <summary>Prompt tokens served from a cache.</summary>
    public long CacheReadTokens { get; init; }

    /// <summary>Prompt tokens written to the short-lived cache.</summary>
    public long CacheWrite5mTokens { get; init; }

    /// <summary>Prompt tokens written to the long-lived cache.</summary>
    public long CacheWrite1hTokens { get; init; }

    /// <summary>Output tokens, reasoning included.</summary>
    public long OutputTokens { get; init; }

    /// <summary>The part of the output that was reasoning.</summary>
    public long ReasoningTokens { get; init; }

    /// <summary>All tokens.</summary>
    public long TotalTokens => InputTokens + CacheReadTokens + CacheWrite5mTokens + CacheWrite1hTokens + OutputTokens;

    /// <summary>The part of the prompt tokens that was served from a cache, in percent; null without prompt tokens.</summary>
    public decimal? CacheHitRate => CacheRate.Of(InputTokens, CacheReadTokens, CacheWrite5mTokens + CacheWrite1hTokens);

    /// <summary>
    /// What caching saved in USD: what the same tokens would have cost as plain input at the price of each request, minus what they cost.
    /// Negative if writing to caches cost more than reading from them saved; null if it is not known of every request with a price.
    /// </summary>
    public decimal? CacheSavings { get; init; }

    /// <summary>Web searches that are billed individually.</summary>
    public long WebSearches { get; init; }

    /// <summary>Exact cost of the priced requests; null if none is priced.</summary>
    public decimal? Cost { get; init; }

    /// <summary>Currency of <see cref="Cost"/>.</summary>
    public string Currency { get; init; } = "USD";

    /// <summary>
    /// The cost in the currency that was asked for, by <see cref="ExchangeRate"/>; null if none was, or before its first rate. The exact
    /// cost is <see cref="Cost"/>.
    /// </summary>
    public decimal? DisplayCost { get; init; }

    /// <summary>Currency of <see cref="DisplayCost"/>, by its ISO 4217 code; null without one.</summary>
    public string? DisplayCurrency { get; init; }

    /// <summary>Units of that currency for one US dollar; null without one.</summary>
    public decimal? ExchangeRate { get; init; }

    /// <summary>The first day of <see cref="ExchangeRate"/>; null without one.</summary>
    public DateOnly? RateDate { get; init; }

    /// <summary>Requests whose price is unknown; they are not in <see cref="Cost"/>.</summary>
    public long UnpricedRequests { get; init; }

    /// <summary>Tokens of the unpriced requests.</summary>
    public long UnpricedTokens { get; init; }

    /// <summary>Requests that are free or included in a plan; they cost zero.</summary>
    public long IncludedRequests { get; init; }

    /// <summary>
    /// The credits that agents logged, beside money; null if they logged none, or credits of several units, which are never added.
    /// </summary>
    public decimal? ReportedCredits { get; init; }

    /// <summary>Unit of <see cref="ReportedCredits"/>; if there are several, all of them, comma separated.</summary>
    public string? CreditUnit { get; init; }

    /// <inheritdoc/>
    public override string ToString() =>
        Cost is { } cost
            ? FormattableString.Invariant($"{cost:0.00####} {Currency}, {TotalTokens} tokens")
            : $"unpriced, {TotalTokens} tokens";
}
