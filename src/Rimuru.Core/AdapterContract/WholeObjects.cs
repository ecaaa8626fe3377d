using Rimuru.Core.Formats;

namespace Rimuru.Core.AdapterContract;

/// <summary>Hands a line of a log to its reader: nearly always as one object, otherwise each complete object in it.</summary>
internal static class WholeObjects
{
    /// <summary>True if the whole line was read; false if it contains anything that is not an object.</summary>
    public static bool Take(ReadOnlySpan<byte> line, LineLogReader reader, RowSink sink)
    {
        bool isOne = line.Length > 1 && line[0] == (byte)'{' && line[^1] == (byte)'}';
        bool isTaken = isOne && TryTake(line, reader, sink);
        if (isTaken && !(reader.StoppedEarly && GluedObjects.MayBe(line)))
            return true;
        List<Range> parts = GluedObjects.Find(line, out bool isTorn);
        if (isOne && !isTorn && parts.Count == 1)
            return false;
        bool isWhole = !isTorn && parts.Count > 0;

        // The object at the start of the line has already been read.
        int first = isTaken && parts.Count > 0 && parts[0].Start.Value == 0 ? 1 : 0;
        for (int i = first; i < parts.Count; i++)
            isWhole &= TryTake(line[parts[i]], reader, sink);
        return isWhole;
    }

    /// <summary>False if the line is not exactly one object; the reader has then read nothing of it.</summary>
    private static bool TryTake(ReadOnlySpan<byte> line, LineLogReader reader, RowSink sink)
    {
        try
        {
            reader.Line(line, sink);
            sink.Unknown?.Compare(line);
            return true;
        }
        catch (Exception e) when (Json.IsDefect(e))
        {
            return false;
        }
    }
}
