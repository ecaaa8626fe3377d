namespace Rimuru;

/// <summary>The records of one model whose cost changes with new prices.</summary>
public sealed record PriceChange
{
    /// <summary>The provider of the records.</summary>
    public string? Provider { get; init; }

    /// <summary>The model as the logs name it.</summary>
    public string? Model { get; init; }

    /// <summary>Number of records.</summary>
    public long Records { get; init; }

    /// <summary>Their tokens.</summary>
    public long Tokens { get; init; }

    /// <summary>Their cost before; null if they had no price.</summary>
    public decimal? OldCost { get; init; }

    /// <summary>Their cost now; null if they no longer have a price.</summary>
    public decimal? NewCost { get; init; }

    /// <summary>Increase of the sum of all costs.</summary>
    public decimal Difference => (NewCost ?? 0) - (OldCost ?? 0);

    /// <summary>Currency of the amounts.</summary>
    public string Currency { get; init; } = "USD";

    /// <summary>Why the cost changes, with the source of the price.</summary>
    public required string Reason { get; init; }

    /// <summary>Time of the first record.</summary>
    public DateTimeOffset FirstActivity { get; init; }

    /// <summary>Time of the last record.</summary>
    public DateTimeOffset LastActivity { get; init; }

    /// <summary>Version of the new prices.</summary>
    public required string PriceVersion { get; init; }

    /// <inheritdoc/>
    public override string ToString() =>
        FormattableString.Invariant($"{Model}: {Records} records, {Difference:+0.00####;-0.00####;0.00} {Currency}");
}
