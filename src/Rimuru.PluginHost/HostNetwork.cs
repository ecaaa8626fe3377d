using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Rimuru.Core.Sandbox.Wire;

namespace Rimuru.PluginHost;

/// <summary>
/// Connections for the plugin, which has no sockets: Rimuru makes each, if the host is one that the plugin was given. Their bytes are not
/// looked at, so that what is encrypted stays so up to the plugin.
/// </summary>
internal sealed class HostNetwork(FrameLink link)
{
    private readonly ConcurrentDictionary<uint, TaskCompletionSource<string>> waiting = new();
    private int last;

    public HttpClient CreateClient() =>
        new(
            new SocketsHttpHandler
            {
                UseProxy = false,
                ConnectCallback = async (context, stop) =>
                    await ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, stop).ConfigureAwait(false),
            }
        );

    public void Opened(byte[] payload)
    {
        uint id = BinaryPrimitives.ReadUInt32LittleEndian(payload);
        if (waiting.TryRemove(id, out TaskCompletionSource<string>? answer))
            answer.TrySetResult(Encoding.UTF8.GetString(payload.AsSpan(FrameLink.ChannelBytes)));
    }

    private async Task<Stream> ConnectAsync(string host, int port, CancellationToken stop)
    {
        uint id = (uint)Interlocked.Increment(ref last);
        TaskCompletionSource<string> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting[id] = answer;
        Channel channel = link.Open(id);
        byte[] wanted = new byte[sizeof(ushort) + Encoding.UTF8.GetByteCount(host)];
        BinaryPrimitives.WriteUInt16LittleEndian(wanted, (ushort)port);
        Encoding.UTF8.GetBytes(host, wanted.AsSpan(sizeof(ushort)));
        link.Send(FrameKind.Open, id, wanted);
        string reason = await answer.Task.WaitAsync(stop).ConfigureAwait(false);
        if (reason.Length == 0)
            return channel;
        link.Forget(id);
        throw new HttpRequestException(reason, null, HttpStatusCode.Forbidden);
    }
}
