using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Rimuru.Core.Sandbox.Wire;

namespace Rimuru.PluginHost;

/// <summary>
/// The process of one plugin: it takes steps of the start and calls from Rimuru, one at a time. Once the plugin is loaded, nothing in this
/// process is trusted, this class included.
/// </summary>
public sealed class Host
{
    private readonly FrameLink link;
    private readonly HostNetwork network;
    private readonly Reporter reporter;
    private readonly Thread calls;
    private readonly Queue<Action> work = new();
    private LoadedPlugin? plugin;

    private Host(Stream input, Stream output)
    {
        link = new FrameLink(input, output, isLenient: true) { Receive = Receive };
        network = new HostNetwork(link);
        reporter = new Reporter(link);

        // Large enough for a parser that goes down with its input; the stack of a thread counts only where it is used.
        const int Stack = 8 << 20;
        calls = new Thread(WorkOff, Stack) { IsBackground = true, Name = "Plugin" };
    }

    /// <summary>Runs until Rimuru closes the pipe. The input and the output of the process are the pipes.</summary>
    public static void Run()
    {
        (Stream input, Stream output) = HostPipes.Take();
        Host host = new(input, output);
        host.calls.Start();
        host.Reply(writer => writer.WriteString("version", HostPipes.ShellVersion));
        try
        {
            host.link.Run();
        }
        catch (Exception e) when (e is IOException or FrameException)
        {
            Console.Error.WriteLine(e.Message);
        }

        // Whatever the plugin's threads do: without Rimuru there is nobody to do it for.
        Environment.Exit(0);
    }

    private void Receive(FrameKind kind, ReadOnlyMemory<byte> payload)
    {
        byte[] kept = payload.ToArray();
        switch (kind)
        {
            case FrameKind.Control:
                Queue(() => Control(kept));
                break;
            case FrameKind.Call:
                uint channel = BinaryPrimitives.ReadUInt32LittleEndian(kept);
                Channel open = link.Open(channel);
                Queue(() => Call(open, kept));
                break;
            case FrameKind.Opened:
                network.Opened(kept);
                break;
            default:
                throw new FrameException($"A frame of the kind {kind}.");
        }
    }

    private void Queue(Action step)
    {
        lock (work)
        {
            work.Enqueue(step);
            Monitor.Pulse(work);
        }
    }

    private void WorkOff()
    {
        while (true)
        {
            Action step;
            lock (work)
            {
                while (!work.TryDequeue(out step!))
                    Monitor.Wait(work);
            }

            step();
        }
    }

    private void Control(byte[] payload)
    {
        using JsonDocument document = JsonDocument.Parse(payload);
        JsonElement step = document.RootElement;
        try
        {
            switch (step.GetProperty("step").GetString())
            {
                case "lockdown":
                    Lockdown.Apply(step);
                    Reply(_ => { });
                    break;
                case "canary":
                    Reply(writer => Canary.Try(step, writer));
                    break;
                case "load":
                    plugin = LoadedPlugin.Load(step, network, text => link.Send(FrameKind.Log, Cut(text)));
                    reporter.Start(plugin.Folders);
                    Reply(_ => { });
                    break;
                default:
                    throw new InvalidOperationException("An unknown step.");
            }
        }
        catch (Exception e)
        {
            Reply(writer => writer.WriteString("error", Explain(e)));
        }
    }

    private void Call(Channel channel, byte[] payload)
    {
        int length = BinaryPrimitives.ReadUInt16LittleEndian(payload.AsSpan(FrameLink.ChannelBytes));
        int start = FrameLink.ChannelBytes + sizeof(ushort);
        string method = Encoding.UTF8.GetString(payload, start, length);
        try
        {
            byte[] result = plugin!.Run(method, payload.AsMemory(start + length), channel);
            channel.EndOutput();
            if (result.Length > FrameLink.MostJson - FrameLink.ChannelBytes)
                throw new InvalidOperationException("The result is too long.");
            link.Send(FrameKind.Result, channel.Id, result);
        }
        catch (Exception e)
        {
            link.Send(FrameKind.Failure, channel.Id, Cut(Explain(e)));
        }
        finally
        {
            channel.Dispose();
            link.Forget(channel.Id);
        }
    }

    private void Reply(Action<Utf8JsonWriter> write)
    {
        using MemoryStream json = new();
        using (Utf8JsonWriter writer = new(json))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        link.Send(FrameKind.ControlReply, json.ToArray());
    }

    private static string Explain(Exception e)
    {
        while (e is System.Reflection.TargetInvocationException or AggregateException && e.InnerException is { } inner)
            e = inner;
        return $"{e.GetType().Name}: {e.Message}";
    }

    private static byte[] Cut(string text)
    {
        const int Most = 4096;
        return Encoding.UTF8.GetBytes(text.Length <= Most ? text : text[..Most]);
    }
}
