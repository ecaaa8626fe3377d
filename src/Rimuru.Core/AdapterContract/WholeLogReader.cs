using Microsoft.Win32.SafeHandles;
using Rimuru.Core.Files;
using Rimuru.Core.Formats;

namespace Rimuru.Core.AdapterContract;

/// <summary>Reads a log from its beginning each time, since a file beside it or a later line may say more of an earlier one.</summary>
/// <param name="lines">The reader of the log, at its beginning.</param>
internal sealed class WholeLogReader(LineLogReader lines) : FileLogReader
{
    public override void Read(string path, RowSink sink, CancellationToken stop)
    {
        using SafeFileHandle file = RegularFile.Open(path);
        LineScanner scanner = new((target, offset) => RandomAccess.Read(file, target, offset), 0);
        try
        {
            while (scanner.Next(stop, out ReadOnlySpan<byte> line))
            {
                bool isTaken = line.IsEmpty ? !scanner.IsTooLong : WholeObjects.Take(line, lines, sink);

                // The agent may still be writing the last line.
                if (!isTaken && !scanner.IsPartial)
                    sink.Batch.MalformedLines++;
            }
        }
        finally
        {
            scanner.Dispose();
        }
    }

    public override void Finish(RowSink sink) => lines.Finish(sink);

    public override byte[] Save() => [];
}
