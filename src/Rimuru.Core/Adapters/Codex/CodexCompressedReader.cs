using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.Codex;

/// <summary>Reads a rollout that Codex compressed when it grew cold: its lines mean what they meant in the plain file.</summary>
/// <param name="path">The rollout.</param>
/// <param name="limit">How many bytes may come out of it, where it is not the usual number.</param>
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
            // What came before the damage is good; the rest of the file is one defect.
            sink.Batch.MalformedLines++;
            sink.Batch.Defect = e.Message;
        }
        finally
        {
            scanner.Dispose();
        }
    }

    public override void Finish(RowSink sink) => lines.Finish(sink);

    /// <summary>A compressed rollout does not grow: what changed is read from its beginning.</summary>
    public override byte[] Save() => [];

    private void Line(ReadOnlySpan<byte> line, RowSink sink)
    {
        if (!line.IsEmpty && !WholeObjects.Take(line, lines, sink))
            sink.Batch.MalformedLines++;
    }
}
