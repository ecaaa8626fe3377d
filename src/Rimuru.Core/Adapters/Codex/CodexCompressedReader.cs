using System.Buffers;
using System.Text.Json;
using Rimuru.Core.Ingest;

namespace Rimuru.Core.Adapters.Codex;

/// <summary>Reads a rollout that Codex compressed when it grew cold: its lines mean what they meant in the plain file.</summary>
internal sealed class CodexCompressedReader(string path, ZstdLibrary? zstd) : FileLogReader
{
    private const int FirstBuffer = 256 * 1024;
    private const int MaxLine = 64 * 1024 * 1024;

    private readonly CodexReader lines = new(path[..^CodexLocations.CompressedEnding.Length] + CodexLocations.PlainEnding, []);

    public override void Read(string path, RowSink sink, CancellationToken stop)
    {
        if (zstd is null) throw new IOException(CodexLocations.NoDecompressor(path));
        FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using Stream text = zstd.Decompress(file);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
        int start = 0, end = 0;
        bool skipping = false;
        try
        {
            while (true)
            {
                stop.ThrowIfCancellationRequested();
                int at = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
                if (at >= 0)
                {
                    if (!skipping) Line(buffer.AsSpan(start, at), sink);
                    skipping = false;
                    start += at + 1;
                    continue;
                }

                if (end - start > MaxLine)
                {
                    if (!skipping) sink.Batch.MalformedLines++;
                    skipping = true;
                    end = start;
                }

                (buffer, start, end) = MakeRoom(buffer, start, end);
                int read = text.Read(buffer, end, buffer.Length - end);
                if (read == 0) break;
                end += read;
            }

            if (!skipping) Line(buffer.AsSpan(start, end - start), sink);
        }
        catch (InvalidDataException)
        {
            // What came before the damage is good; the rest of the file is one defect.
            sink.Batch.MalformedLines++;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public override void Finish(RowSink sink) => lines.Finish(sink);

    /// <summary>A compressed rollout does not grow: what changed is read from its beginning.</summary>
    public override byte[] Save() => [];

    private void Line(ReadOnlySpan<byte> line, RowSink sink)
    {
        line = line.Trim(" \t\r\0"u8);
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

    private static (byte[] Buffer, int Start, int End) MakeRoom(byte[] buffer, int start, int end)
    {
        if (end < buffer.Length) return (buffer, start, end);
        byte[] target = start > buffer.Length / 2 ? buffer : ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.AsSpan(start, end - start).CopyTo(target);
        if (target != buffer) ArrayPool<byte>.Shared.Return(buffer);
        return (target, 0, end - start);
    }
}
