namespace Rimuru.Core.Ingest;

/// <summary>The progress of an ingest.</summary>
internal sealed class IngestProgress(int files, long bytes)
{
    public int Files { get; } = files;

    public long Bytes { get; } = bytes;

    public int FilesDone { get; set; }

    public long BytesDone { get; set; }
}
