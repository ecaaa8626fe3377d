using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.Codex;

/// <summary>Reads an old rollout that Codex has compressed; its lines are those of the plain file.</summary>
/// <param name="path">The rollout.</param>
/// <param name="limit">The limit of decompressed bytes; null for the usual one.</param>
internal sealed class CodexCompressedReader(string path, long? limit = null) : FileLogReader
{
    private readonly CodexReader lines = new(path[..^CodexLocations.CompressedEnding.Length] + CodexLocations.PlainEnding, []);

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

    /// <summary>A compressed rollout does not grow: if it has changed, it is read from the beginning.</summary>
    public override byte[] Save() => [];

    private void Line(ReadOnlySpan<byte> line, RowSink sink)
    {
        if (!line.IsEmpty && !WholeObjects.Take(line, lines, sink))
            sink.Batch.MalformedLines++;
    }
}
