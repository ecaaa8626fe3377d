namespace Rimuru;

/// <summary>One thing that was looked at in a ledger's store.</summary>
public sealed record StoreCheck
{
    /// <summary>What was looked at: Connection, Version, Permissions, Integrity, Sums or Size.</summary>
    public required string Name { get; init; }

    /// <summary>How it went.</summary>
    public required CheckStatus Status { get; init; }

    /// <summary>What was found.</summary>
    public required string Detail { get; init; }

    /// <summary>What to do; null where there is nothing to do.</summary>
    public string? Advice { get; init; }

    /// <summary>True where the ledger can be relied on, as far as this check goes.</summary>
    public bool Passed => Status is not CheckStatus.Failed;

    /// <inheritdoc/>
    public override string ToString() => $"{Name} {Status}";
}

/// <summary>How a check went.</summary>
public enum CheckStatus
{
    /// <summary>All is well.</summary>
    Passed,

    /// <summary>The ledger can be used, but something should be seen to.</summary>
    Warning,

    /// <summary>Something is wrong.</summary>
    Failed,
}
