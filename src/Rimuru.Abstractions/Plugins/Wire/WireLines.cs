namespace Rimuru.Plugins.Wire;

/// <summary>Lines of bytes in a stream, each valid until the next is read.</summary>
/// <param name="source">The stream; it stays open.</param>
/// <param name="longest">The longest line; a longer one is an <see cref="InvalidDataException"/>.</param>
internal sealed class WireLines(Stream source, int longest = PluginWire.LongestLine)
{
    private byte[] buffer = new byte[64 * 1024];
    private int start;
    private int end;
    private bool isAtEnd;

    /// <summary>Reads the next line, without its end; false after the last.</summary>
    public bool Next(out ReadOnlyMemory<byte> line)
    {
        int searched = start;
        while (true)
        {
            int at = buffer.AsSpan(searched, end - searched).IndexOf((byte)'\n');
            if (at >= 0)
            {
                line = buffer.AsMemory(start, searched + at - start);
                start = searched + at + 1;
                return true;
            }

            if (end - start > longest)
                throw new InvalidDataException($"A line has more than {longest} bytes.");
            if (isAtEnd)
            {
                line = buffer.AsMemory(start, end - start);
                start = end;
                return line.Length > 0;
            }

            searched = end - start;
            Fill();
        }
    }

    /// <summary>Moves the beginning of a line to the front, and reads more behind it.</summary>
    private void Fill()
    {
        buffer.AsSpan(start, end - start).CopyTo(buffer);
        (start, end) = (0, end - start);
        if (end == buffer.Length)
            Array.Resize(ref buffer, buffer.Length * 2);
        int read = source.Read(buffer, end, buffer.Length - end);
        isAtEnd = read == 0;
        end += read;
    }
}
