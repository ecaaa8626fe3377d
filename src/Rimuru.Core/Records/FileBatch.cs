namespace Rimuru.Core.Records;

/// <summary>Rows of one file on their way to the ledger. The last batch of a file carries its cursor.</summary>
internal sealed class FileBatch
{
    public required string Agent { get; init; }

    /// <summary>Whose the batch is, where it comes from another ledger; null for what is read on this machine.</summary>
    public BatchOrigin? Origin { get; init; }

    public RowList Rows { get; init; } = new();

    public List<SessionRow> Sessions { get; } = [];

    /// <summary>Keys of rows of this very file that a better source of the same response replaced.</summary>
    public Items<RecordKey> Superseded { get; } = new();

    /// <summary>Rows of another ledger that do not count there, and the reasons.</summary>
    public Items<WithdrawnRow> Withdrawn { get; } = new();

    public List<Lineage> Lineages { get; } = [];

    public List<SessionTotal> Totals { get; } = [];

    /// <summary>Totals behind which a request was found, and its time: that request is in none of them.</summary>
    public Items<PassedTotal> PassedTotals { get; } = new();

    /// <summary>Time for which this file is the bill, so that estimates no longer count.</summary>
    public List<CoveredTime> Covered { get; } = [];

    public FileCursor? Cursor { get; set; }

    public long BytesRead { get; set; }

    public long MalformedLines { get; set; }

    /// <summary>Where the first malformed line begins; -1 where there is none, or where the file is not read by lines.</summary>
    public long FirstMalformedOffset { get; set; } = -1;

    /// <summary>The line of the first malformed record of a text file that is read as a whole; 0 where it is not known.</summary>
    public long FirstMalformedLine { get; set; }

    /// <summary>What is wrong with the file from some place on; null where that is not known, or nothing is.</summary>
    public string? Defect { get; set; }

    /// <summary>Token counts that had to be clamped, in this batch and those of the file before it.</summary>
    public long ClampedNumbers { get; set; }

    /// <summary>Why the file could not be read; null where it could.</summary>
    public string? Unreadable { get; set; }
}

/// <summary>Whose rows another ledger says they are, and which prices they were priced with.</summary>
internal sealed record BatchOrigin(string? Machine, string? User, string? PriceVersion);

/// <summary>A total behind which a request was found, and when it was made.</summary>
internal readonly record struct PassedTotal(RecordKey Total, long UnixMs);

/// <summary>A row that does not count, and the reasons for it.</summary>
internal readonly record struct WithdrawnRow(RecordKey Key, int Reasons);
