using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Files;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.Codex;

/// <summary>Reads a rollout that Codex compressed when it grew cold: its lines mean what they meant in the plain file.</summary>
internal sealed class CodexCompressedReader(string path, ZstdLibrary? zstd) : FileLogReader
{
    private readonly CodexReader lines = new(path[..^CodexLocations.CompressedEnding.Length] + CodexLocations.PlainEnding, []);

    public override void Read(string path, RowSink sink, CancellationToken stop)
    {
        if (zstd is null) throw new IOException(CodexLocations.NoDecompressor(path));
        Stream file = RegularFile.OpenStream(path);
        using Stream text = zstd.Decompress(file);
        LineScanner scanner = new((target, _) => text.Read(target), 0);
        try
        {
            while (scanner.Next(stop, out ReadOnlySpan<byte> line))
            {
                if (scanner.IsTooLong) sink.Batch.MalformedLines++;
                else Line(line, sink);
            }
        }
        catch (InvalidDataException)
        {
            // What came before the damage is good; the rest of the file is one defect.
            sink.Batch.MalformedLines++;
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
        if (line.IsEmpty) return;
        try
        {
            if (line[0] != (byte)'{' || line[^1] != (byte)'}') throw new JsonException();
            lines.Line(line, sink);
        }
        catch (Exception e) when (Json.IsDefect(e))
        {
            sink.Batch.MalformedLines++;
        }
    }
}
