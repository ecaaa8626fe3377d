namespace Rimuru;

/// <summary>What a copy of a ledger into another one did.</summary>
public sealed record StoreCopyResult
{
    /// <summary>The ledger that was read, without a password.</summary>
    public required string Source { get; init; }

    /// <summary>The ledger that was written, without a password.</summary>
    public required string Destination { get; init; }

    /// <summary>Sessions of the source.</summary>
    public long Sessions { get; init; }

    /// <summary>Records of the source, those that do not count included.</summary>
    public long Records { get; init; }

    /// <summary>Records that the destination did not have.</summary>
    public long RecordsAdded { get; init; }

    /// <summary>Records of the destination of which the source knew better.</summary>
    public long RecordsChanged { get; init; }

    /// <summary>Tokens of the source's records that count; the destination was found to have them all.</summary>
    public long TotalTokens { get; init; }

    /// <summary>Wall time, the check at the end included.</summary>
    public TimeSpan Duration { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Records} records to {Destination}";
}
