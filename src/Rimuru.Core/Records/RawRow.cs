namespace Rimuru.Core.Records;

/// <summary>A token count exactly as it is in a log, before duplicates are recognized.</summary>
internal readonly record struct RawRow
{
    public required UsageRow Row { get; init; }

    /// <summary>The session whose log has the count. If the count is a copy, the row names the original session.</summary>
    public required SessionRef Session { get; init; }

    public required string File { get; init; }

    /// <summary>Line number from 1; null in files that are not read by lines.</summary>
    public long? Line { get; init; }

    /// <summary>
    /// Why the reader made no record of it; the row's key is then that of the record that is kept, if it is a single one.
    /// </summary>
    public DuplicateRule? SkipRule { get; init; }
}
