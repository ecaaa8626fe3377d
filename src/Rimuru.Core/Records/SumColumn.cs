namespace Rimuru.Core.Records;

/// <summary>What is added up, in the order in which stores write and read it.</summary>
internal enum SumColumn
{
    Requests,
    Input,
    CacheRead,
    CacheWrite5m,
    CacheWrite1h,
    Output,
    Reasoning,
    WebSearches,
    Cost,
    PricedRows,
    UnpricedRequests,
    UnpricedTokens,
    IncludedRequests,
    Credits,
    CacheSaving,
    SavingRows,
}
