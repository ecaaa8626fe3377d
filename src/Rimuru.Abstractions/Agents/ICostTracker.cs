namespace Rimuru;

/// <summary>What an agent's sessions used and cost.</summary>
public interface ICostTracker
{
    /// <summary>Tokens and cost by session and model.</summary>
    /// <param name="since">First instant; from the beginning where null.</param>
    /// <param name="until">First instant behind the window; to the end where null.</param>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    IAsyncEnumerable<CostRecord> GetUsageAsync(DateTimeOffset? since = null, DateTimeOffset? until = null, CancellationToken cancellationToken = default);

    /// <summary>What one request would cost at the prices of a day, in USD; null where the price is unknown.</summary>
    decimal? CalculateCost(string model, TokenUsage usage, DateTimeOffset at);

    /// <summary>What the price table says of a model on a day; null where it does not know it.</summary>
    ModelInfo? GetModelInfo(string model, DateTimeOffset at);

    /// <summary>The cost of all priced requests in USD; null where none is priced.</summary>
    Task<decimal?> GetTotalCostAsync(DateTimeOffset? since = null, DateTimeOffset? until = null, CancellationToken cancellationToken = default);
}
