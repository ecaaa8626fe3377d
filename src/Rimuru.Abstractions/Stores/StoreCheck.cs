namespace Rimuru;

/// <summary>The result of one check of a store.</summary>
public sealed record StoreCheck
{
    /// <summary>The check: Connection, Version, Permissions, Integrity, Sums or Size.</summary>
    public required string Name { get; init; }

    /// <summary>The outcome.</summary>
    public required CheckStatus Status { get; init; }

    /// <summary>The finding.</summary>
    public required string Detail { get; init; }

    /// <summary>What to do; null if there is nothing to do.</summary>
    public string? Advice { get; init; }

    /// <summary>True if this check found nothing that makes the ledger unreliable.</summary>
    public bool Passed => Status is not CheckStatus.Failed;

    /// <inheritdoc/>
    public override string ToString() => $"{Name} {Status}";
}

/// <summary>The outcome of a check.</summary>
public enum CheckStatus
{
    /// <summary>All is well.</summary>
    Passed,

    /// <summary>The ledger can be used, but something needs attention.</summary>
    Warning,

    /// <summary>Something is wrong.</summary>
    Failed,
}
