namespace Rimuru.Core.Records;

/// <summary>A count of tokens as it stands in a log, before any is told to be a copy.</summary>
internal readonly record struct RawRow
{
    public required UsageRow Row { get; init; }

    /// <summary>The session that the count stands in; it may be a copy of another one's, which the row names then.</summary>
    public required SessionRef Session { get; init; }

    public required string File { get; init; }

    /// <summary>From 1; null in files that are not read by lines.</summary>
    public long? Line { get; init; }

    /// <summary>Why the reader itself made no record of it; the row's key is then that of the record which is kept, if it is one.</summary>
    public DuplicateRule? PassedOver { get; init; }
}
