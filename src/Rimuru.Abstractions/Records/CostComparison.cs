namespace Rimuru;

/// <summary>
/// Usage and cost of a group of requests in two time ranges. The properties that it is grouped by are set, the others are null.
/// </summary>
public sealed record CostComparison
{
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

    /// <summary>The sub-agent.</summary>
    public string? SubAgent { get; init; }

    /// <summary>The machine.</summary>
    public string? Machine { get; init; }

    /// <summary>The user.</summary>
    public string? User { get; init; }

    /// <summary>What proves the records of the group.</summary>
    public UsageEvidence? Evidence { get; init; }

    /// <summary>Start of the range (inclusive).</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>End of the range (exclusive).</summary>
    public DateTimeOffset Until { get; init; }

    /// <summary>Start of the earlier range (inclusive).</summary>
    public DateTimeOffset PreviousSince { get; init; }

    /// <summary>End of the earlier range (exclusive).</summary>
    public DateTimeOffset PreviousUntil { get; init; }

    /// <summary>Exact cost of the priced requests; zero without requests, null if none has a price.</summary>
    public decimal? Cost { get; init; }

    /// <summary>The same in the earlier range.</summary>
    public decimal? PreviousCost { get; init; }

    /// <summary>Increase of the cost; null if either cost is unknown.</summary>
    public decimal? CostChange => Cost - PreviousCost;

    /// <summary>Increase in percent of the earlier cost, rounded half-even to 0.01; null if the earlier cost is zero or unknown.</summary>
    public decimal? CostChangePercent =>
        PreviousCost is null or 0 || CostChange is not { } change
            ? null
            : decimal.Round(change / PreviousCost.Value * 100, 2, MidpointRounding.ToEven);

    /// <summary>Currency of the costs.</summary>
    public string Currency { get; init; } = "USD";

    /// <summary>Billed responses.</summary>
    public long Requests { get; init; }

    /// <summary>The same in the earlier range.</summary>
    public long PreviousRequests { get; init; }

    /// <summary>Increase.</summary>
    public long RequestsChange => Requests - PreviousRequests;

    /// <summary>All tokens.</summary>
    public long TotalTokens { get; init; }

    /// <summary>The same in the earlier range.</summary>
    public long PreviousTotalTokens { get; init; }

    /// <summary>Increase.</summary>
    public long TotalTokensChange => TotalTokens - PreviousTotalTokens;

    /// <summary>Sessions with a request in the range.</summary>
    public long Sessions { get; init; }

    /// <summary>The same in the earlier range.</summary>
    public long PreviousSessions { get; init; }

    /// <summary>Increase.</summary>
    public long SessionsChange => Sessions - PreviousSessions;

    /// <summary>Requests whose price is unknown; they are not in <see cref="Cost"/>.</summary>
    public long UnpricedRequests { get; init; }

    /// <summary>The same in the earlier range; they are not in <see cref="PreviousCost"/>.</summary>
    public long PreviousUnpricedRequests { get; init; }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Cost:0.00####} {Currency} after {PreviousCost:0.00####}");
}
