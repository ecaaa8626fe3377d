using Rimuru.Core.Files;
using ZstdSharp;

namespace Rimuru.Core.Formats;

/// <summary>The text of a file of zstd frames. The zstd library is loaded only when the first such file is read.</summary>
internal sealed class ZstdFile : IDisposable
{
    /// <summary>
    /// The limit of the compression ratio. Logs shrink to about a tenth; a much higher ratio means a file made to exhaust disk or time.
    /// </summary>
    private const long MaxRatio = 100;

    private const long AlwaysAllowed = 1L << 30;

    private readonly DecompressionStream frames;
    private long left;

    private ZstdFile(Stream file, long limit)
    {
        frames = new DecompressionStream(file, leaveOpen: false);
        (Limit, left) = (limit, limit);
    }

    /// <summary>How many bytes are read from it at most.</summary>
    public long Limit { get; }

    /// <param name="path">The file.</param>
    /// <param name="limit">The limit of decompressed bytes; null for a hundred times its size, or one gibibyte if that is more.</param>
    public static ZstdFile Open(string path, long? limit = null)
    {
        Stream file = RegularFile.OpenStream(path);
        return new ZstdFile(file, limit ?? Math.Max(AlwaysAllowed, file.Length * MaxRatio));
    }

    /// <summary>The text of a value of a database that is compressed.</summary>
    /// <param name="frames">The value.</param>
    /// <param name="limit">The limit of decompressed bytes.</param>
    public static byte[] TextOf(ReadOnlySpan<byte> frames, int limit)
    {
        using ZstdFile file = new(new MemoryStream(frames.ToArray()), limit);
        using MemoryStream text = new();
        byte[] part = new byte[64 * 1024];
        for (int read = file.Read(part); read > 0; read = file.Read(part))
            text.Write(part, 0, read);
        return text.ToArray();
    }

    /// <summary>
    /// The next bytes; 0 at the end. Throws <see cref="InvalidDataException"/> for a frame that is damaged, cut off, or too large.
    /// </summary>
    public int Read(Span<byte> target)
    {
        if (left == 0 && target.Length > 0)
            return AtLimit();
        if (target.Length > left)
            target = target[..(int)left];
        try
        {
            int read = frames.Read(target);
            left -= read;
            return read;
        }
        catch (ZstdException e)
        {
            throw new InvalidDataException($"a compressed frame is damaged ({e.Message})", e);
        }
        catch (EndOfStreamException e)
        {
            throw new InvalidDataException("it ends in the middle of a compressed frame", e);
        }
    }

    public void Dispose() => frames.Dispose();

    private int AtLimit()
    {
        Span<byte> one = stackalloc byte[1];
        left = 1;
        if (Read(one) == 0)
            return 0;
        throw new InvalidDataException($"it expands to more than {Limit} bytes; the rest is not read");
    }
}
