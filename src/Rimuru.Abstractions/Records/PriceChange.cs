namespace Rimuru;

/// <summary>Records of one model whose cost a change of prices changes.</summary>
public sealed record PriceChange
{
    /// <summary>The provider of the records.</summary>
    public string? Provider { get; init; }

    /// <summary>The model as the logs name it.</summary>
    public string? Model { get; init; }

    /// <summary>How many records.</summary>
    public long Records { get; init; }

    /// <summary>Their tokens.</summary>
    public long Tokens { get; init; }

    /// <summary>What they cost before; null where they had no price.</summary>
    public decimal? OldCost { get; init; }

    /// <summary>What they cost now; null where they have no price any more.</summary>
    public decimal? NewCost { get; init; }

    /// <summary>What the change adds to the sum of all costs.</summary>
    public decimal Difference => (NewCost ?? 0) - (OldCost ?? 0);

    /// <summary>Currency of the amounts.</summary>
    public string Currency { get; init; } = "USD";

    /// <summary>Why the cost changes, and by whose word.</summary>
    public required string Reason { get; init; }

    /// <summary>Time of the first record.</summary>
    public DateTimeOffset FirstActivity { get; init; }

    /// <summary>Time of the last record.</summary>
    public DateTimeOffset LastActivity { get; init; }

    /// <summary>Version of the prices that the new cost comes from.</summary>
    public required string PriceVersion { get; init; }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Model}: {Records} records, {Difference:+0.00####;-0.00####;0.00} {Currency}");
}
