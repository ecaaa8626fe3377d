using System.Buffers;
using System.Buffers.Binary;

namespace Rimuru.Core.Sandbox.Wire;

/// <summary>
/// Bytes both ways within a link. A sender waits when the other end has not consumed enough, so that one channel never holds up the others.
/// </summary>
internal sealed class Channel(FrameLink link, uint id) : Stream
{
    /// <summary>How many bytes may be on their way.</summary>
    public const int Window = 2 << 20;

    private const int LargestChunk = 256 << 10;

    private readonly object gate = new();
    private readonly Queue<(byte[] Buffer, int Start, int Length)> received = new();
    private int waiting;
    private int taken;
    private int unreported;
    private int credit = Window;
    private bool isInputEnded;
    private bool isOutputEnded;
    private bool isClosed;
    private bool isFinished;
    private Exception? stop;

    public uint Id => id;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Adds bytes that came. True if the buffer is kept.</summary>
    public bool Add(byte[] buffer, int start, int length)
    {
        lock (gate)
        {
            if (isInputEnded)
                throw new FrameException("Bytes after the end of a channel.");
            if (waiting + length > Window)
                throw new FrameException("More bytes than may be on their way.");
            if (length == 0)
                return false;
            if (!isClosed)
            {
                received.Enqueue((buffer, start, length));
                waiting += length;
                Monitor.PulseAll(gate);
                return true;
            }
        }

        Report(length);
        return false;
    }

    public void EndInput()
    {
        lock (gate)
        {
            isInputEnded = true;
            Monitor.PulseAll(gate);
            ForgetIfDone();
        }
    }

    /// <summary>
    /// Ends both directions at once: what came can still be read, and who is sending stops. The other end hears nothing of it.
    /// </summary>
    public void Finish()
    {
        lock (gate)
        {
            isInputEnded = true;
            isOutputEnded = true;
            isFinished = true;
            Monitor.PulseAll(gate);
        }

        link.Forget(id);
    }

    public void AddCredit(int bytes)
    {
        lock (gate)
        {
            if (bytes <= 0 || bytes > Window - credit)
                throw new FrameException("More bytes consumed than were sent.");
            credit += bytes;
            Monitor.PulseAll(gate);
        }
    }

    public void Stop(Exception reason)
    {
        lock (gate)
        {
            stop ??= reason;
            Monitor.PulseAll(gate);
        }
    }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.Length == 0)
            return 0;
        int count;
        int reported;
        lock (gate)
        {
            while (received.Count == 0 && !isInputEnded && stop is null && !isClosed)
                Monitor.Wait(gate);
            if (received.Count == 0)
                return isInputEnded ? 0 : throw new IOException("The channel is closed.", stop);
            (byte[] first, int start, int length) = received.Peek();
            count = Math.Min(buffer.Length, length - taken);
            first.AsSpan(start + taken, count).CopyTo(buffer);
            taken += count;
            if (taken == length)
            {
                received.Dequeue();
                taken = 0;
                ArrayPool<byte>.Shared.Return(first);
            }

            waiting -= count;
            unreported += count;
            reported = unreported >= Window / 4 ? unreported : 0;
            unreported -= reported;
            if (isFinished)
                reported = 0;
        }

        if (reported > 0)
            Report(reported);
        return count;
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            int count = TakeCredit(buffer.Length);
            link.Send(FrameKind.Chunk, id, buffer[..count]);
            buffer = buffer[count..];
        }
    }

    /// <summary>Sends bytes that are written straight into the pipe.</summary>
    /// <param name="left">How many bytes are left to send.</param>
    /// <param name="write">Writes so many of the next ones.</param>
    public void Write(Func<long> left, Action<Stream, int> write)
    {
        while (left() is var count and > 0)
            link.Send(FrameKind.Chunk, id, TakeCredit(count), write);
    }

    /// <summary>Tells the other end that no more bytes follow.</summary>
    public void EndOutput()
    {
        lock (gate)
        {
            if (isOutputEnded)
                return;
            isOutputEnded = true;
            ForgetIfDone();
        }

        link.Send(FrameKind.End, id, []);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    // The base class lets a write wait for a read that is under way, and a connection needs both at once.
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        new(Task.Run(() => Read(buffer.Span), cancellationToken));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Task.Run(() => Read(buffer, offset, count), cancellationToken);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        new(Task.Run(() => Write(buffer.Span), cancellationToken));

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Task.Run(() => Write(buffer, offset, count), cancellationToken);

    public override void Flush() { }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Close(isToldToOther: true);
        base.Dispose(disposing);
    }

    /// <summary>Gives up what was received and not read. The other end may go on sending until it hears of it.</summary>
    private void Close(bool isToldToOther)
    {
        int dropped;
        lock (gate)
        {
            if (isClosed)
                return;
            isClosed = true;
            dropped = waiting + unreported;
            waiting = 0;
            unreported = 0;
            foreach ((byte[] buffer, _, _) in received)
                ArrayPool<byte>.Shared.Return(buffer);
            received.Clear();
            Monitor.PulseAll(gate);
            if (stop is not null)
            {
                link.Forget(id);
                return;
            }
        }

        try
        {
            if (dropped > 0)
                Report(dropped);
            if (isToldToOther)
                EndOutput();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // the other end is gone, and needs to hear nothing
        }
    }

    /// <summary>Waits until some bytes may be sent; returns how many.</summary>
    private int TakeCredit(long wanted)
    {
        lock (gate)
        {
            while (credit == 0 && stop is null && !isClosed && !isOutputEnded)
                Monitor.Wait(gate);
            if (stop is not null || isClosed || isOutputEnded)
                throw new IOException("The channel is closed.", stop);
            int count = (int)Math.Min(Math.Min(credit, LargestChunk), wanted);
            credit -= count;
            return count;
        }
    }

    private void Report(int bytes)
    {
        Span<byte> count = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(count, bytes);
        link.Send(FrameKind.Consumed, id, count);
    }

    private void ForgetIfDone()
    {
        if (isInputEnded && isOutputEnded)
            link.Forget(id);
    }
}
