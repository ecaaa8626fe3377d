using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Concurrent;

namespace Rimuru.Core.Sandbox.Wire;

/// <summary>
/// One end of the pipes between Rimuru and the process of a plugin: frames, and channels of bytes in them. Each end takes the other for
/// hostile: lengths, kinds and channels are checked before anything is kept.
/// </summary>
/// <param name="input">From the other end.</param>
/// <param name="output">To the other end.</param>
/// <param name="isLenient">True for the host's end, which may still get bytes of a channel that it has closed.</param>
internal sealed class FrameLink(Stream input, Stream output, bool isLenient)
{
    /// <summary>The longest payload of a call and its result.</summary>
    public const int MostJson = 16 << 20;

    /// <summary>The longest payload of each other frame.</summary>
    public const int MostBytes = (256 << 10) + ChannelBytes;

    public const int ChannelBytes = 4;

    private const int HeadBytes = 5;

    private readonly ConcurrentDictionary<uint, Channel> channels = new();
    private readonly object writing = new();
    private readonly byte[] frame = new byte[HeadBytes + MostBytes];
    private volatile Exception? end;

    /// <summary>Receives each frame that belongs to no channel; its payload is valid only during the call.</summary>
    public required Action<FrameKind, ReadOnlyMemory<byte>> Receive { get; init; }

    /// <summary>Is told how many bytes came, before they are looked at.</summary>
    public Action<int>? Counted { get; init; }

    /// <summary>How many channels are open.</summary>
    public int Channels => channels.Count;

    /// <summary>Reads frames until the other end closes its pipe, or breaks the protocol, which throws.</summary>
    public void Run()
    {
        Exception? reason = null;
        try
        {
            while (ReadFrame()) { }
        }
        catch (Exception e)
        {
            reason = e;
            throw;
        }
        finally
        {
            Stop(reason ?? new EndOfStreamException("The other end has closed its pipe."));
        }
    }

    /// <summary>Ends every channel: who waits for one gets the reason.</summary>
    public void Stop(Exception reason)
    {
        end ??= reason;
        foreach (Channel channel in channels.Values)
            channel.Stop(end);
    }

    public Channel Open(uint id)
    {
        Channel channel = new(this, id);
        if (!channels.TryAdd(id, channel))
            throw new FrameException($"The channel {id} is open already.");
        if (end is { } reason)
            channel.Stop(reason);
        return channel;
    }

    public void Forget(uint id) => channels.TryRemove(id, out _);

    public void Send(FrameKind kind, ReadOnlySpan<byte> payload)
    {
        lock (writing)
            Write(kind, HeadBytes, payload);
    }

    public void Send(FrameKind kind, uint channel, ReadOnlySpan<byte> payload)
    {
        lock (writing)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(HeadBytes), channel);
            Write(kind, HeadBytes + ChannelBytes, payload);
        }
    }

    /// <summary>Sends a frame whose payload is written straight into the pipe.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="channel">Its channel.</param>
    /// <param name="length">How many bytes follow.</param>
    /// <param name="write">Writes exactly as many.</param>
    public void Send(FrameKind kind, uint channel, int length, Action<Stream, int> write)
    {
        lock (writing)
        {
            WriteHead(kind, ChannelBytes + length);
            BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(HeadBytes), channel);
            output.Write(frame, 0, HeadBytes + ChannelBytes);
            write(output, length);
        }
    }

    /// <summary>At one go: otherwise the other end wakes up for the head, and has to wait for the rest.</summary>
    private void Write(FrameKind kind, int start, ReadOnlySpan<byte> payload)
    {
        WriteHead(kind, start - HeadBytes + payload.Length);
        int fitting = Math.Min(payload.Length, frame.Length - start);
        payload[..fitting].CopyTo(frame.AsSpan(start));
        output.Write(frame, 0, start + fitting);
        if (fitting < payload.Length)
            output.Write(payload[fitting..]);
        output.Flush();
    }

    private void WriteHead(FrameKind kind, int length)
    {
        BinaryPrimitives.WriteInt32LittleEndian(frame, length);
        frame[4] = (byte)kind;
    }

    private bool ReadFrame()
    {
        Span<byte> start = stackalloc byte[HeadBytes];
        int read = input.ReadAtLeast(start, HeadBytes, throwOnEndOfStream: false);
        if (read == 0)
            return false;
        if (read < HeadBytes)
            throw new FrameException("A frame was cut off.");
        int length = BinaryPrimitives.ReadInt32LittleEndian(start);
        FrameKind kind = (FrameKind)start[4];
        int most = kind is FrameKind.Call or FrameKind.Result ? MostJson : MostBytes;
        if (length < 0 || length > most)
            throw new FrameException($"A frame of {length} bytes, where at most {most} are allowed.");
        Counted?.Invoke(length + HeadBytes);
        byte[] payload = ArrayPool<byte>.Shared.Rent(length);
        bool isKept = false;
        try
        {
            if (input.ReadAtLeast(payload.AsSpan(0, length), length, throwOnEndOfStream: false) < length)
                throw new FrameException("A frame was cut off.");
            isKept = Take(kind, payload, length);
        }
        finally
        {
            if (!isKept)
                ArrayPool<byte>.Shared.Return(payload);
        }

        return true;
    }

    /// <summary>True if the payload was kept, and is given back later.</summary>
    private bool Take(FrameKind kind, byte[] payload, int length)
    {
        if (kind is not (FrameKind.Chunk or FrameKind.End or FrameKind.Consumed))
        {
            Receive(kind, payload.AsMemory(0, length));
            return false;
        }

        if (length < ChannelBytes)
            throw new FrameException("A frame without a channel.");
        uint id = BinaryPrimitives.ReadUInt32LittleEndian(payload);
        if (!channels.TryGetValue(id, out Channel? channel))
        {
            // The other end may not know yet that the channel is closed; only bytes for nobody are an attempt.
            return isLenient || kind != FrameKind.Chunk ? false : throw new FrameException("Bytes for a channel that is not open.");
        }

        switch (kind)
        {
            case FrameKind.Chunk:
                return channel.Add(payload, ChannelBytes, length - ChannelBytes);
            case FrameKind.End:
                channel.EndInput();
                return false;
            default:
                if (length != 2 * ChannelBytes)
                    throw new FrameException("A frame of the wrong length.");
                channel.AddCredit(BinaryPrimitives.ReadInt32LittleEndian(payload.AsSpan(ChannelBytes)));
                return false;
        }
    }
}
