namespace Rimuru.PluginHost;

/// <summary>
/// One direction of a call, as the plugin gets it. Whoever disposes of a reader or writer disposes of its stream too, which must neither
/// end the other direction nor what the host still has to write.
/// </summary>
internal sealed class CallStream(Stream inner, FileAccess access) : Stream
{
    public override bool CanRead => access == FileAccess.Read;

    public override bool CanWrite => access == FileAccess.Write;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer) => Readable.Read(buffer);

    public override int Read(byte[] buffer, int offset, int count) => Readable.Read(buffer, offset, count);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Readable.ReadAsync(buffer, cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Readable.ReadAsync(buffer, offset, count, cancellationToken);

    public override void Write(ReadOnlySpan<byte> buffer) => Writable.Write(buffer);

    public override void Write(byte[] buffer, int offset, int count) => Writable.Write(buffer, offset, count);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        Writable.WriteAsync(buffer, cancellationToken);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Writable.WriteAsync(buffer, offset, count, cancellationToken);

    public override void Flush() => inner.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private Stream Readable => CanRead ? inner : throw new NotSupportedException("The output of a call cannot be read.");

    private Stream Writable => CanWrite ? inner : throw new NotSupportedException("The input of a call cannot be written.");
}
