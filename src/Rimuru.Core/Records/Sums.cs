namespace Rimuru.Core.Records;

/// <summary>The sums of a set of usage rows. Additive: a changed row adds its new sums minus its old ones.</summary>
internal struct Sums
{
    public long Requests;
    public TokenUsage Tokens;
    public long WebSearches;

    /// <summary>Cost of the priced rows.</summary>
    public NanoUsd CostNano;

    /// <summary>Number of rows with a price; if zero, the cost is unknown, not zero.</summary>
    public long PricedRows;
    public long UnpricedRequests;
    public long UnpricedTokens;
    public long IncludedRequests;

    /// <summary>Reported credits in billionths; their unit is that of the sum's dimension.</summary>
    public long CreditNano;

    /// <summary>What caching saved in the rows of <see cref="SavingRows"/>.</summary>
    public NanoUsd CacheSavingNano;

    /// <summary>Number of rows whose saving is known; less than <see cref="PricedRows"/> in a ledger of an older version.</summary>
    public long SavingRows;

    public readonly bool IsEmpty => Requests == 0 && PricedRows == 0 && WebSearches == 0 && CreditNano == 0 && Tokens.IsZero;

    /// <summary>The cost in USD; null if nothing is priced.</summary>
    public readonly decimal? Cost => PricedRows > 0 ? CostNano.Usd : null;

    /// <summary>What caching saved in USD; null if it is not known of every priced row.</summary>
    public readonly decimal? CacheSavings => PricedRows > 0 && SavingRows == PricedRows ? CacheSavingNano.Usd : null;

    public static Sums Of(
        long requests,
        TokenUsage tokens,
        long webSearches,
        NanoUsd? costNano,
        CostStatus status,
        long creditNano,
        NanoUsd? cacheSaving = null
    ) =>
        new()
        {
            Requests = requests,
            Tokens = tokens,
            WebSearches = webSearches,
            CostNano = costNano ?? default,
            PricedRows = costNano is null ? 0 : 1,
            UnpricedRequests = costNano is null ? requests : 0,
            UnpricedTokens = costNano is null ? tokens.Total : 0,
            IncludedRequests = status == CostStatus.Included ? requests : 0,
            CreditNano = creditNano,
            CacheSavingNano = cacheSaving ?? default,
            SavingRows = cacheSaving is null ? 0 : 1,
        };

    public void Add(in Sums other, int sign = 1)
    {
        Requests += sign * other.Requests;
        Tokens = sign > 0 ? Tokens + other.Tokens : Tokens - other.Tokens;
        WebSearches += sign * other.WebSearches;
        CostNano = sign > 0 ? CostNano + other.CostNano : CostNano - other.CostNano;
        PricedRows += sign * other.PricedRows;
        UnpricedRequests += sign * other.UnpricedRequests;
        UnpricedTokens += sign * other.UnpricedTokens;
        IncludedRequests += sign * other.IncludedRequests;
        CreditNano = checked(CreditNano + sign * other.CreditNano);
        CacheSavingNano = sign > 0 ? CacheSavingNano + other.CacheSavingNano : CacheSavingNano - other.CacheSavingNano;
        SavingRows += sign * other.SavingRows;
    }
}
