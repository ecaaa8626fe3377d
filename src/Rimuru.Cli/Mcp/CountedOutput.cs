using Rimuru.Core.Files;

namespace Rimuru.Cli.Mcp;

/// <summary>The standard output, which counts its lines: each is one answer.</summary>
/// <param name="inner">The standard output.</param>
internal sealed class CountedOutput(Stream inner) : ForwardStream
{
    private long lines;

    /// <summary>The lines so far.</summary>
    public long Lines => Interlocked.Read(ref lines);

    public override bool CanRead => false;

    public override bool CanWrite => true;

    public override void Write(byte[] buffer, int offset, int count)
    {
        inner.Write(buffer, offset, count);
        Count(buffer.AsSpan(offset, count));
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await inner.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
        Count(buffer.Span);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() => inner.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    private void Count(ReadOnlySpan<byte> text) => Interlocked.Add(ref lines, text.Count((byte)'\n'));
}
