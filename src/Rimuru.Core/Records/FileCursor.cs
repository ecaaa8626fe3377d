namespace Rimuru.Core.Records;

/// <summary>How far a log file has been read, and how to recognize the file again.</summary>
internal sealed record FileCursor
{
    public required string Path { get; init; }

    public required string Agent { get; init; }

    public long Size { get; init; }

    /// <summary>Last write time in ticks, UTC.</summary>
    public long Modified { get; init; }

    /// <summary>Offset after the last complete line that was read.</summary>
    public long Offset { get; init; }

    /// <summary>Hash of the first bytes (at most <see cref="HeadLength"/>): a different head means a different file.</summary>
    public long HeadHash { get; init; }

    public int HeadLength { get; init; }

    /// <summary>Hash of the bytes just before <see cref="Offset"/>: a file that was rewritten under the same head differs here.</summary>
    public long TailHash { get; init; }

    /// <summary>Version of the reader that wrote <see cref="State"/>; a newer reader reads the file again.</summary>
    public int ReaderVersion { get; init; }

    /// <summary>The reader's own state at <see cref="Offset"/>.</summary>
    public byte[] State { get; init; } = [];
}
