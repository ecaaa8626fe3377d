namespace Rimuru.Core.Records;

/// <summary>Rows of one file on their way to the ledger. The last batch of a file carries its cursor.</summary>
internal sealed class FileBatch
{
    public required string Agent { get; init; }

    /// <summary>Owner and prices of a batch that comes from another ledger; null for a file that was read on this machine.</summary>
    public BatchOrigin? Origin { get; set; }

    public RowList Rows { get; init; } = new();

    public List<SessionRow> Sessions { get; } = [];

    /// <summary>Keys of rows of this file to retract, because a better source of the same response replaces them.</summary>
    public List<RecordKey> Replaced { get; } = new();

    /// <summary>Rows that another ledger has retracted, and why.</summary>
    public List<RetractedRow> RetractedRows { get; } = new();

    /// <summary>The uses of tools by the rows of this file.</summary>
    public List<ToolUse> Tools { get; } = [];

    public List<Lineage> Lineages { get; } = [];

    public List<SessionTotal> Totals { get; } = [];

    /// <summary>Totals that were followed by a request, and that request's time: no such total includes the request.</summary>
    public List<PassedTotal> PassedTotals { get; } = new();

    /// <summary>The time range for which this file is the bill; estimates in it are retracted.</summary>
    public List<CoveredTime> Covered { get; } = [];

    public FileCursor? Cursor { get; set; }

    public long BytesRead { get; set; }

    public long MalformedLines { get; set; }

    /// <summary>Offset of the first malformed line; -1 if there is none or the file is not read by lines.</summary>
    public long FirstMalformedOffset { get; set; } = -1;

    /// <summary>Line of the first malformed record in a text file that is read as a whole; 0 if unknown.</summary>
    public long FirstMalformedLine { get; set; }

    /// <summary>Why the rest of the file is unusable; null if unknown or if all of it is usable.</summary>
    public string? Defect { get; set; }

    /// <summary>Token counts that had to be clamped, in this batch and the file's earlier batches.</summary>
    public long ClampedNumbers { get; set; }

    /// <summary>Why the file could not be read; null if it was read.</summary>
    public string? Unreadable { get; set; }
}

/// <summary>The owner of rows that come from another ledger, and the price version that priced them.</summary>
internal sealed record BatchOrigin(string? Machine, string? User, string? PriceVersion);

/// <summary>A total that was followed by a request, and the time of that request.</summary>
internal readonly record struct PassedTotal(RecordKey Total, long UnixMs);

/// <summary>A row that does not count, and the reasons as flags of Retraction.</summary>
internal readonly record struct RetractedRow(RecordKey Key, int Reasons);
