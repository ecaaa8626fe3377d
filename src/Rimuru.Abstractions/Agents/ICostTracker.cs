namespace Rimuru;

/// <summary>Usage and costs of an agent's sessions.</summary>
public interface ICostTracker
{
    /// <summary>Tokens and cost by session and model.</summary>
    /// <param name="since">Start of the range (inclusive); null for no limit.</param>
    /// <param name="until">End of the range (exclusive); null for no limit.</param>
    /// <param name="cancellationToken">Cancels the enumeration.</param>
    IAsyncEnumerable<CostRecord> GetUsageAsync(
        DateTimeOffset? since = null,
        DateTimeOffset? until = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>Cost in USD of one request at the prices of a day; null if the price is unknown.</summary>
    decimal? CalculateCost(string model, TokenUsage usage, DateTimeOffset at);

    /// <summary>A model with its prices on a day; null if the price table does not have it.</summary>
    ModelInfo? GetModelInfo(string model, DateTimeOffset at);

    /// <summary>The cost of all priced requests in USD; null if none is priced.</summary>
    Task<decimal?> GetTotalCostAsync(
        DateTimeOffset? since = null,
        DateTimeOffset? until = null,
        CancellationToken cancellationToken = default
    );
}
