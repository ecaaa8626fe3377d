using Rimuru.Core.Files;
using Rimuru.Core.Sandbox.Wire;

namespace Rimuru.Core.Sandbox;

/// <summary>
/// A call to a plugin. Bytes go to it and come from it before the result; whoever sends more than a little reads on another thread
/// meanwhile.
/// </summary>
internal sealed class PluginCall : IDisposable
{
    /// <summary>So many bytes can be sent before any are read: the host takes them off the pipe even if the plugin does not.</summary>
    public const int Room = Channel.Window;

    private readonly PluginProcess process;
    private readonly Channel channel;
    private readonly TaskCompletionSource<byte[]> result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal PluginCall(PluginProcess process, Channel channel)
    {
        this.process = process;
        this.channel = channel;
        Output = new WaitedStream(this);
    }

    /// <summary>The bytes that the plugin gives, up to their end.</summary>
    public Stream Output { get; }

    internal uint Id => channel.Id;

    /// <summary>Sends bytes to the plugin.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        using IDisposable waiting = process.Wait();
        try
        {
            channel.Write(bytes);
        }
        catch (IOException e)
        {
            ThrowIfEnded(e);
        }
    }

    /// <summary>Sends a file to the plugin.</summary>
    public void Write(FileInput file)
    {
        using IDisposable waiting = process.Wait();
        try
        {
            channel.Write(() => file.Left, file.Write);
        }
        catch (IOException e)
        {
            ThrowIfEnded(e);
        }

        if (file.Failure is { } failure)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
    }

    /// <summary>Says that no more bytes follow.</summary>
    public void CompleteInput()
    {
        using IDisposable waiting = process.Wait();
        try
        {
            channel.EndOutput();
        }
        catch (IOException e)
        {
            ThrowIfEnded(e);
        }
    }

    /// <summary>Reads bytes that the plugin gives; 0 at their end.</summary>
    public int Read(Span<byte> buffer)
    {
        using IDisposable waiting = process.Wait();
        try
        {
            return channel.Read(buffer);
        }
        catch (IOException) when (!process.HasEnded)
        {
            return 0;
        }
        catch (IOException e)
        {
            throw process.WhyEnded(e);
        }
    }

    /// <summary>The result as JSON. An exception of the plugin is a <see cref="RimuruException"/>, and so is its end.</summary>
    public byte[] Result()
    {
        using IDisposable waiting = process.Wait();
        return result.Task.GetAwaiter().GetResult();
    }

    /// <summary>Ends the process if there is no result yet: nothing else stops a call.</summary>
    public void Dispose()
    {
        if (!result.Task.IsCompleted)
            process.GiveUp();
    }

    /// <summary>A plugin that answers before it has read all is sent no more.</summary>
    internal void Complete(byte[] json)
    {
        channel.Finish();
        result.TrySetResult(json);
    }

    internal void Fail(RimuruException reason)
    {
        channel.Finish();
        result.TrySetException(reason);
    }

    /// <summary>A plugin may answer without reading all, and its answer says why; only the end of its process is an error.</summary>
    private void ThrowIfEnded(IOException e)
    {
        if (process.HasEnded)
            throw process.WhyEnded(e);
    }

    /// <summary>The output as a stream, for readers that take one.</summary>
    private sealed class WaitedStream(PluginCall call) : ForwardStream
    {
        public override bool CanRead => true;

        public override bool CanWrite => false;

        public override int Read(Span<byte> buffer) => call.Read(buffer);

        public override int Read(byte[] buffer, int offset, int count) => call.Read(buffer.AsSpan(offset, count));
    }
}
