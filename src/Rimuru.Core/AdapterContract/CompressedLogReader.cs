using Rimuru.Core.Formats;

namespace Rimuru.Core.AdapterContract;

/// <summary>Reads a log that its agent has compressed; its lines are those of the plain file.</summary>
/// <param name="lines">The reader of the plain log, at its beginning.</param>
/// <param name="limit">The limit of decompressed bytes; null for the usual one.</param>
internal sealed class CompressedLogReader(LineLogReader lines, long? limit = null) : FileLogReader
{
    public override void Read(string path, RowSink sink, CancellationToken stop)
    {
        using ZstdFile text = ZstdFile.Open(path, limit);
        LineScanner scanner = new((target, _) => text.Read(target), 0);
        try
        {
            while (scanner.Next(stop, out ReadOnlySpan<byte> line))
            {
                if (scanner.IsTooLong)
                    sink.Batch.MalformedLines++;
                else
                    Line(line, sink);
            }
        }
        catch (InvalidDataException e)
        {
            // The lines before the damage are valid; the rest of the file counts as one defect.
            sink.Batch.MalformedLines++;
            sink.Batch.Defect = e.Message;
        }
        finally
        {
            scanner.Dispose();
        }
    }

    public override void Finish(RowSink sink) => lines.Finish(sink);

    /// <summary>If it has changed, it is read from the beginning.</summary>
    public override byte[] Save() => [];

    private void Line(ReadOnlySpan<byte> line, RowSink sink)
    {
        if (!line.IsEmpty && !WholeObjects.Take(line, lines, sink))
            sink.Batch.MalformedLines++;
    }
}
