using Rimuru.Core.Files;
using ZstdSharp;

namespace Rimuru.Core.Formats;

/// <summary>The text of a file of zstd frames. The library behind it is loaded by the first such file.</summary>
internal sealed class ZstdFile : IDisposable
{
    /// <summary>
    /// A log shrinks to a tenth or so; a file that claims far more was made to fill the disk or the time of whoever reads it.
    /// </summary>
    private const long MostTimes = 100;

    private const long AlwaysAllowed = 1L << 30;

    private readonly DecompressionStream frames;
    private long left;

    private ZstdFile(Stream file, long limit)
    {
        frames = new DecompressionStream(file, leaveOpen: false);
        (Limit, left) = (limit, limit);
    }

    /// <summary>How many bytes are read of it, and no more.</summary>
    public long Limit { get; }

    /// <param name="path">The file.</param>
    /// <param name="limit">How many bytes may come out of it; null for a hundred times its size, or a gibibyte if that is more.</param>
    public static ZstdFile Open(string path, long? limit = null)
    {
        Stream file = RegularFile.OpenStream(path);
        return new ZstdFile(file, limit ?? Math.Max(AlwaysAllowed, file.Length * MostTimes));
    }

    /// <summary>
    /// The next bytes; 0 at the end. Throws <see cref="InvalidDataException"/> for a frame that is damaged, cut off, or larger than is
    /// allowed.
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
        throw new InvalidDataException($"it expands to more than {Limit} bytes, and no more of it is read");
    }
}
