using Rimuru.Core.Files;

namespace Rimuru.Cli.Mcp;

/// <summary>
/// The standard input, whose end is heard only when nothing is asked any more: the protocol's library gives up what it is about to answer
/// when its input ends.
/// </summary>
/// <param name="inner">The standard input.</param>
/// <param name="isBusy">True while a call is answered.</param>
internal sealed class PatientInput(Stream inner, Func<bool> isBusy) : ForwardStream
{
    /// <summary>So often nothing must have been asked.</summary>
    private const int Looks = 3;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    public override bool CanRead => true;

    public override bool CanWrite => false;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        for (int quiet = 0; read == 0 && quiet < Looks; quiet = isBusy() ? 0 : quiet + 1)
            await Task.Delay(Look, cancellationToken).ConfigureAwait(false);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        ReadAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();
}
