namespace Rimuru;

/// <summary>A session: a conversation with an agent that has its own id, and its usage.</summary>
public sealed record Session
{
    /// <summary>The session id, as the agent assigned it.</summary>
    public required string SessionId { get; init; }

    /// <summary>The beginning of the session id that no other session of the ledger has, at least eight characters.</summary>
    public string ShortId
    {
        get => field ?? SessionId;
        init;
    }

    /// <summary>The agent: <c>ClaudeCode</c>, <c>Codex</c>.</summary>
    public required string Agent { get; init; }

    /// <summary>The project: the git repository that it worked in, else the name of the folder; null if the log does not say.</summary>
    public string? Project { get; init; }

    /// <summary>The folder that it started in, as in the log.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>The last git branch in the log.</summary>
    public string? Branch { get; init; }

    /// <summary>The title that the agent gave it, if any.</summary>
    public string? Title { get; init; }

    /// <summary>Its status.</summary>
    public SessionStatus Status { get; init; }

    /// <summary>Id of the session that forked or started this one; null for an independent session.</summary>
    public string? ParentSessionId { get; init; }

    /// <summary>Name of the sub-agent whose session this is, for agents whose sub-agents have sessions of their own.</summary>
    public string? SubAgent { get; init; }

    /// <summary>Time of the first log line.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Time of the last log line.</summary>
    public DateTimeOffset? LastActivity { get; init; }

    /// <summary>When it ended, which is the time of its last log line; null while it is active.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Time from the first log line to the last.</summary>
    public TimeSpan? Duration => LastActivity - StartedAt;

    /// <summary>The models that it used, most used first.</summary>
    public IReadOnlyList<string> Models
    {
        get;
        init => field = NameList.Of(value);
    } = NameList.Of([]);

    /// <summary>Billed responses of this session, including those of sub-agents without a session of their own.</summary>
    public long Requests { get; init; }

    /// <summary>Prompt tokens neither read from nor written to a cache.</summary>
    public long InputTokens { get; init; }

    /// <summary>Prompt tokens served from a cache.</summary>
    public long CacheReadTokens { get; init; }

    /// <summary>Prompt tokens written to the short-lived (five-minute) cache.</summary>
    public long CacheWrite5mTokens { get; init; }

    /// <summary>Prompt tokens written to the one-hour cache.</summary>
    public long CacheWrite1hTokens { get; init; }

    /// <summary>Output tokens, reasoning included.</summary>
    public long OutputTokens { get; init; }

    /// <summary>All tokens.</summary>
    public long TotalTokens => InputTokens + CacheReadTokens + CacheWrite5mTokens + CacheWrite1hTokens + OutputTokens;

    /// <summary>The part of the prompt tokens that was served from a cache, in percent; null without prompt tokens.</summary>
    public decimal? CacheHitRate => CacheRate.Of(InputTokens, CacheReadTokens, CacheWrite5mTokens + CacheWrite1hTokens);

    /// <summary>
    /// What caching saved in USD: what the same tokens would have cost as plain input at the price of each request, minus what they cost.
    /// Negative if writing to caches cost more than reading from them saved; null if it is not known of every request with a price.
    /// </summary>
    public decimal? CacheSavings { get; init; }

    /// <summary>Cost of the priced requests; null if none is priced.</summary>
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

    /// <summary>The day from which that rate applies; null without one.</summary>
    public DateOnly? RateDate { get; init; }

    /// <summary>Requests whose price is unknown.</summary>
    public long UnpricedRequests { get; init; }

    /// <summary>
    /// The credits that agents logged, beside money; null if they logged none, or credits of several units, which are never added.
    /// </summary>
    public decimal? ReportedCredits { get; init; }

    /// <summary>Unit of <see cref="ReportedCredits"/>; if there are several, all of them, comma separated.</summary>
    public string? CreditUnit { get; init; }

    /// <summary>The machine that first read a log of it.</summary>
    public string? Machine { get; init; }

    /// <summary>The user who first read a log of it.</summary>
    public string? User { get; init; }

    /// <summary>Version of the agent that wrote the latest log line.</summary>
    public string? AgentVersion { get; init; }

    /// <summary>Id of the process on this machine that has the session open; null if unknown.</summary>
    public int? ProcessId { get; init; }

    /// <summary>
    /// Number of turns: user requests that the agent completed, was stopped in, or is working on; null if the log does not record turns.
    /// </summary>
    public long? Turns { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Agent} {SessionId}";
}
