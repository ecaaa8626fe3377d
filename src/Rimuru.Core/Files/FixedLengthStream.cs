using Microsoft.Win32.SafeHandles;

namespace Rimuru.Core.Files;

/// <summary>Reads a file up to the length that it had when it was opened.</summary>
internal sealed class FixedLengthStream(SafeFileHandle handle) : Stream
{
    private readonly long length = RandomAccess.GetLength(handle);
    private long position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => position;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        int wanted = (int)Math.Min(buffer.Length, length - position);
        int read = wanted <= 0 ? 0 : RandomAccess.Read(handle, buffer[..wanted], position);
        position += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            handle.Dispose();
        base.Dispose(disposing);
    }
}
