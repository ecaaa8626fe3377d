namespace Rimuru;

/// <summary>How a budget stands in its present window.</summary>
public sealed record BudgetStatus
{
    /// <summary>The name of the budget.</summary>
    public required string Name { get; init; }

    /// <summary>How it stands.</summary>
    public BudgetState State { get; init; }

    /// <summary>What was spent in the window, in the unit; money of priced requests only.</summary>
    public decimal Spent { get; init; }

    /// <summary>The amount of the budget, in the unit.</summary>
    public decimal Limit { get; init; }

    /// <summary>The unit of all amounts.</summary>
    public BudgetUnit Unit { get; init; }

    /// <summary>What was spent, in percent of the limit, rounded down to tenths.</summary>
    public decimal Percent { get; init; }

    /// <summary>
    /// What will have been spent at the end of the window; null if it has no end, or has just begun and there is no past.
    /// </summary>
    public decimal? Forecast { get; init; }

    /// <summary>The lower end of the forecast's range; null with fewer than three past windows.</summary>
    public decimal? ForecastLow { get; init; }

    /// <summary>The upper end of the forecast's range; null with fewer than three past windows.</summary>
    public decimal? ForecastHigh { get; init; }

    /// <summary>The forecast in percent of the limit, rounded down to tenths; null without a forecast.</summary>
    public decimal? ForecastPercent { get; init; }

    /// <summary>Requests in the window whose price is unknown; they are not in the money spent.</summary>
    public long UnpricedRequests { get; init; }

    /// <summary>Tokens of the unpriced requests.</summary>
    public long UnpricedTokens { get; init; }

    /// <summary>The kind of window.</summary>
    public BudgetWindow Window { get; init; }

    /// <summary>Start of the window (inclusive); null if it has none.</summary>
    public DateTimeOffset? WindowStart { get; init; }

    /// <summary>End of the window (exclusive); null if it has none.</summary>
    public DateTimeOffset? WindowEnd { get; init; }

    /// <summary>The session that has spent the most, for a budget of sessions; null otherwise.</summary>
    public string? SessionId { get; init; }

    /// <summary>The file that the budget is from; null if it is kept in the ledger.</summary>
    public string? File { get; init; }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Name}: {State}, {Percent:0.#} %");
}
