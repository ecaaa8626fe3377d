namespace Rimuru;

/// <summary>The result of copying a ledger into another one.</summary>
public sealed record StoreCopyResult
{
    /// <summary>The source ledger: its file, or its URL without the password.</summary>
    public required string Source { get; init; }

    /// <summary>The destination ledger: its file, or its URL without the password.</summary>
    public required string Destination { get; init; }

    /// <summary>Number of sessions in the source.</summary>
    public long Sessions { get; init; }

    /// <summary>Number of records in the source, retracted ones included.</summary>
    public long Records { get; init; }

    /// <summary>Number of records added to the destination.</summary>
    public long RecordsAdded { get; init; }

    /// <summary>Number of destination records that a better copy in the source changed.</summary>
    public long RecordsChanged { get; init; }

    /// <summary>Tokens of the source's counted records, all verified in the destination.</summary>
    public long TotalTokens { get; init; }

    /// <summary>Duration, including the final verification.</summary>
    public TimeSpan Duration { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Records} records to {Destination}";
}
