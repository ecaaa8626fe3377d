namespace Rimuru;

/// <summary>What a group of requests used and cost in two spans of time. The names it was grouped by are set, the others are null.</summary>
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

    /// <summary>First instant of the span.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>First instant behind the span.</summary>
    public DateTimeOffset Until { get; init; }

    /// <summary>First instant of the span that it is compared with.</summary>
    public DateTimeOffset PreviousSince { get; init; }

    /// <summary>First instant behind the span that it is compared with.</summary>
    public DateTimeOffset PreviousUntil { get; init; }

    /// <summary>Exact cost of the priced requests; zero where there is no request, null where none has a price.</summary>
    public decimal? Cost { get; init; }

    /// <summary>The same in the span before.</summary>
    public decimal? PreviousCost { get; init; }

    /// <summary>By how much the cost grew; null where one of the two is not known.</summary>
    public decimal? CostChange => Cost - PreviousCost;

    /// <summary>The same in percent of the cost before, half-even to 0.01; null where that is zero or not known.</summary>
    public decimal? CostChangePercent => PreviousCost is null or 0 || CostChange is not { } change ? null : decimal.Round(change / PreviousCost.Value * 100, 2, MidpointRounding.ToEven);

    /// <summary>Currency of the costs.</summary>
    public string Currency { get; init; } = "USD";

    /// <summary>Billed responses.</summary>
    public long Requests { get; init; }

    /// <summary>The same in the span before.</summary>
    public long PreviousRequests { get; init; }

    /// <summary>By how much they grew.</summary>
    public long RequestsChange => Requests - PreviousRequests;

    /// <summary>All tokens.</summary>
    public long TotalTokens { get; init; }

    /// <summary>The same in the span before.</summary>
    public long PreviousTotalTokens { get; init; }

    /// <summary>By how much they grew.</summary>
    public long TotalTokensChange => TotalTokens - PreviousTotalTokens;

    /// <summary>Sessions with a request in the span.</summary>
    public long Sessions { get; init; }

    /// <summary>The same in the span before.</summary>
    public long PreviousSessions { get; init; }

    /// <summary>By how many they grew.</summary>
    public long SessionsChange => Sessions - PreviousSessions;

    /// <summary>Requests whose price is unknown; they are not in <see cref="Cost"/>.</summary>
    public long UnpricedRequests { get; init; }

    /// <summary>The same in the span before; they are not in <see cref="PreviousCost"/>.</summary>
    public long PreviousUnpricedRequests { get; init; }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Cost:0.00####} {Currency} after {PreviousCost:0.00####}");
}
