using System.Buffers;

namespace Rimuru.Core.Formats;

/// <summary>Reads bytes at an offset; 0 at the end. Offsets are in order and without gaps.</summary>
internal delegate int ByteSource(Span<byte> target, long offset);

/// <summary>Splits a file into lines, with one pooled buffer. A line is valid until the next call.</summary>
internal ref struct LineScanner(ByteSource source, long offset)
{
    private const int FirstBuffer = 128 * 1024;

    /// <summary>The size limit of a line. A longer line is skipped and counted as malformed.</summary>
    private const int MaxLine = 64 * 1024 * 1024;

    private byte[] buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
    private int start;
    private int end;
    private long position = offset;
    private bool atEnd;
    private bool skipping;

    /// <summary>Offset after the last line that was returned.</summary>
    public long Offset { get; private set; } = offset;

    /// <summary>Offset of the last line that was returned.</summary>
    public long LineStart { get; private set; } = offset;

    public long BytesRead { get; private set; }

    /// <summary>True if the returned line has no line end yet.</summary>
    public bool IsPartial { get; private set; }

    /// <summary>True if a line was skipped because it is too long; the returned line is then empty.</summary>
    public bool IsTooLong { get; private set; }

    public bool Next(CancellationToken stop, out ReadOnlySpan<byte> line)
    {
        IsPartial = IsTooLong = false;
        int searched = start;
        while (true)
        {
            int at = new ReadOnlySpan<byte>(buffer, searched, end - searched).IndexOf((byte)'\n');
            if (at >= 0)
            {
                int stopAt = searched + at;
                line = skipping ? default : Trim(buffer.AsSpan(start, stopAt - start));
                IsTooLong = skipping;
                skipping = false;
                LineStart = Offset;
                start = stopAt + 1;
                Offset = position - (end - start);
                return true;
            }

            searched = end;
            if (atEnd)
                return Rest(out line);
            stop.ThrowIfCancellationRequested();
            Fill(ref searched);
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(buffer);

    private bool Rest(out ReadOnlySpan<byte> line)
    {
        line = skipping ? default : Trim(buffer.AsSpan(start, end - start));
        LineStart = Offset;
        start = end;
        if (line.IsEmpty && !skipping)
            return false;
        IsPartial = true;
        (IsTooLong, skipping) = (skipping, false);
        return true;
    }

    private void Fill(ref int searched)
    {
        if (end - start >= MaxLine || skipping)
        {
            // The line continues; only its end matters now.
            skipping = true;
            start = end = searched = 0;
        }
        else if (end == buffer.Length)
        {
            byte[] target = start > buffer.Length / 2 ? buffer : ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
            buffer.AsSpan(start, end - start).CopyTo(target);
            if (target != buffer)
                ArrayPool<byte>.Shared.Return(buffer);
            buffer = target;
            (searched, end, start) = (searched - start, end - start, 0);
        }

        int read = source(buffer.AsSpan(end), position);
        if (position == 0 && read >= 3 && buffer.AsSpan(end).StartsWith("\uFEFF"u8))
            start += 3;
        end += read;
        position += read;
        BytesRead += read;
        atEnd = read == 0;
    }

    /// <summary>Removes white space, and the NULs that a crash leaves in a file, from both ends of a line.</summary>
    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> line)
    {
        int first = 0,
            last = line.Length;
        while (last > first && IsBlank(line[last - 1]))
            last--;
        while (first < last && IsBlank(line[first]))
            first++;
        return line[first..last];
    }

    private static bool IsBlank(byte b) => b is (byte)' ' or (byte)'\t' or (byte)'\r' or 0;
}
