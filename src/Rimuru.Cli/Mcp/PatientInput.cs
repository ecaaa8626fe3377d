using System.Text.Json;
using Rimuru.Core.Files;

namespace Rimuru.Cli.Mcp;

/// <summary>
/// The standard input, whose end is heard only when all that was asked is answered: the protocol's library gives up what it is about to
/// answer when its input ends.
/// </summary>
/// <param name="inner">The standard input.</param>
/// <param name="answers">The answers so far.</param>
/// <param name="isBusy">True while a call is answered.</param>
internal sealed class PatientInput(Stream inner, Func<long> answers, Func<bool> isBusy) : ForwardStream
{
    /// <summary>So often nothing must be in work: the library may not answer what it takes for no request.</summary>
    private const int Looks = 50;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly MemoryStream line = new();
    private long asked;

    public override bool CanRead => true;

    public override bool CanWrite => false;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        Count(buffer.Span[..read]);
        if (read > 0)
            return read;
        EndLine();
        for (int quiet = 0; answers() < asked && quiet < Looks; quiet = isBusy() ? 0 : quiet + 1)
            await Task.Delay(Look, cancellationToken).ConfigureAwait(false);
        return 0;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        ReadAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            line.Dispose();
        base.Dispose(disposing);
    }

    private void Count(ReadOnlySpan<byte> text)
    {
        for (int end; (end = text.IndexOf((byte)'\n')) >= 0; text = text[(end + 1)..])
        {
            line.Write(text[..end]);
            EndLine();
        }

        line.Write(text);
    }

    private void EndLine()
    {
        if (IsRequest(line.GetBuffer().AsMemory(0, (int)line.Length)))
            asked++;
        line.SetLength(0);
    }

    /// <summary>A notification has no id, and an answer no method.</summary>
    private static bool IsRequest(ReadOnlyMemory<byte> message)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(message);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("id"u8, out _)
                && document.RootElement.TryGetProperty("method"u8, out _);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
