using Rimuru.Core.Records;

namespace Rimuru.Core.Store.Contracts;

/// <summary>The sums that sessions are ordered by: of a session and a dimension, or of a part of them.</summary>
/// <param name="Session">The session's row id.</param>
/// <param name="Dimension">The dimension's row id.</param>
/// <param name="Requests">The requests.</param>
/// <param name="Tokens">All tokens.</param>
/// <param name="CostNano">The cost of what has a price.</param>
/// <param name="IsPriced">True if something has a price.</param>
/// <param name="IsEmpty">As <see cref="Sums.IsEmpty"/>.</param>
internal readonly record struct SessionAmounts(
    long Session,
    int Dimension,
    long Requests,
    long Tokens,
    NanoUsd CostNano,
    bool IsPriced,
    bool IsEmpty
)
{
    /// <summary>The columns of a cell of <c>rollup_session</c>, which is named r, in the order of reading.</summary>
    public const string Columns = """
        r.session, r.dimension, r.requests, r.input + r.cache_read + r.cache_write_5m + r.cache_write_1h + r.output, r.cost,
            CASE WHEN r.priced_rows > 0 THEN 1 ELSE 0 END,
            CASE WHEN r.requests = 0 AND r.priced_rows = 0 AND r.web_searches = 0 AND r.credits = 0 AND r.input = 0 AND r.cache_read = 0
                AND r.cache_write_5m = 0 AND r.cache_write_1h = 0 AND r.output = 0 AND r.reasoning = 0 THEN 1 ELSE 0 END
        """;

    public static SessionAmounts Of(in LedgerCell cell) =>
        new(
            cell.Session,
            cell.Dimension,
            cell.Sums.Requests,
            cell.Sums.Tokens.Total,
            cell.Sums.CostNano,
            cell.Sums.PricedRows > 0,
            cell.Sums.IsEmpty
        );
}
