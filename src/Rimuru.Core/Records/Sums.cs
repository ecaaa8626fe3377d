using System.Runtime.CompilerServices;

namespace Rimuru.Core.Records;

/// <summary>The sums of a set of usage rows. Additive: a changed row adds its new sums minus its old ones.</summary>
internal struct Sums : IEquatable<Sums>
{
    /// <summary>How many sums there are.</summary>
    public const int Count = (int)SumColumn.SavingRows + 1;

    private Values values;

    public long this[SumColumn column]
    {
        readonly get => values[(int)column];
        set => values[(int)column] = value;
    }

    public readonly long Requests => this[SumColumn.Requests];

    public TokenUsage Tokens
    {
        readonly get =>
            new(
                this[SumColumn.Input],
                this[SumColumn.CacheRead],
                this[SumColumn.CacheWrite5m],
                this[SumColumn.CacheWrite1h],
                this[SumColumn.Output],
                this[SumColumn.Reasoning]
            );
        private init
        {
            this[SumColumn.Input] = value.Input;
            this[SumColumn.CacheRead] = value.CacheRead;
            this[SumColumn.CacheWrite5m] = value.CacheWrite5m;
            this[SumColumn.CacheWrite1h] = value.CacheWrite1h;
            this[SumColumn.Output] = value.Output;
            this[SumColumn.Reasoning] = value.Reasoning;
        }
    }

    public readonly long WebSearches => this[SumColumn.WebSearches];

    /// <summary>Cost of the priced rows.</summary>
    public readonly NanoUsd CostNano => new(this[SumColumn.Cost]);

    /// <summary>Number of rows with a price; if zero, the cost is unknown, not zero.</summary>
    public readonly long PricedRows => this[SumColumn.PricedRows];

    public readonly long UnpricedRequests => this[SumColumn.UnpricedRequests];

    public readonly long UnpricedTokens => this[SumColumn.UnpricedTokens];

    public readonly long IncludedRequests => this[SumColumn.IncludedRequests];

    /// <summary>Reported credits in billionths; their unit is that of the sum's dimension.</summary>
    public readonly long CreditNano => this[SumColumn.Credits];

    /// <summary>What caching saved in the rows of <see cref="SavingRows"/>.</summary>
    public readonly NanoUsd CacheSavingNano => new(this[SumColumn.CacheSaving]);

    /// <summary>Number of rows whose saving is known; less than <see cref="PricedRows"/> in a ledger of an older version.</summary>
    public readonly long SavingRows => this[SumColumn.SavingRows];

    public readonly bool IsEmpty => Requests == 0 && PricedRows == 0 && WebSearches == 0 && CreditNano == 0 && Tokens.IsZero;

    /// <summary>True if nothing would change where it is added.</summary>
    public readonly bool IsZero => Equals(default);

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
            [SumColumn.Requests] = requests,
            Tokens = tokens,
            [SumColumn.WebSearches] = webSearches,
            [SumColumn.Cost] = costNano?.Value ?? 0,
            [SumColumn.PricedRows] = costNano is null ? 0 : 1,
            [SumColumn.UnpricedRequests] = costNano is null ? requests : 0,
            [SumColumn.UnpricedTokens] = costNano is null ? tokens.Total : 0,
            [SumColumn.IncludedRequests] = status == CostStatus.Included ? requests : 0,
            [SumColumn.Credits] = creditNano,
            [SumColumn.CacheSaving] = cacheSaving?.Value ?? 0,
            [SumColumn.SavingRows] = cacheSaving is null ? 0 : 1,
        };

    /// <summary>E7005: an amount is more than a ledger can store.</summary>
    public void Add(in Sums other, int sign = 1)
    {
        long tooLarge = 0;
        for (int i = 0; i < Count; i++)
        {
            long more = sign * other.values[i],
                sum = unchecked(values[i] + more);
            tooLarge |= (values[i] ^ sum) & (more ^ sum);
            values[i] = sum;
        }

        if (tooLarge < 0)
            throw NanoUsd.TooLarge();
    }

    public readonly bool Equals(Sums other) => ((ReadOnlySpan<long>)values).SequenceEqual(other.values);

    public override readonly bool Equals(object? obj) => obj is Sums other && Equals(other);

    public override readonly int GetHashCode() => HashCode.Combine(Requests, Tokens, CostNano);

    [InlineArray(Count)]
    private struct Values
    {
        private long first;
    }
}
