using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Rimuru.Core.Tests.Store;

/// <summary>Passes connections to a loopback port on to the socket of a server, and keeps what was sent.</summary>
internal sealed class Relay : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly string socket;
    private readonly ConcurrentBag<MemoryStream> sent = [];
    private long left = long.MaxValue;

    /// <param name="socket">The server's Unix socket.</param>
    public Relay(string socket)
    {
        this.socket = socket;
        listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>Resets the connection that passes on this many more bytes of the server, once.</summary>
    public void CutAfter(long bytes)
    {
        HasCut = false;
        Interlocked.Exchange(ref left, bytes);
    }

    /// <summary>True if a connection has been cut.</summary>
    public bool HasCut { get; private set; }

    /// <summary>Bytes of the server that were passed on, of all connections.</summary>
    public long Passed { get; private set; }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Each connection's bytes to the server.</summary>
    public IEnumerable<byte[]> Sent
    {
        get
        {
            foreach (MemoryStream one in sent)
            {
                lock (one)
                    yield return one.ToArray();
            }
        }
    }

    public void Dispose()
    {
        end.Cancel();
        listener.Dispose();
        end.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!end.IsCancellationRequested)
        {
            TcpClient client = await listener.AcceptTcpClientAsync(end.Token);
            _ = PassAsync(client);
        }
    }

    private async Task PassAsync(TcpClient client)
    {
        using (client)
        {
            using Socket server = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await server.ConnectAsync(new UnixDomainSocketEndPoint(socket), end.Token);
            await using NetworkStream there = new(server),
                here = client.GetStream();
            MemoryStream record = new();
            sent.Add(record);
            await Task.WhenAny(CopyAsync(here, there, record), CopyAsync(there, here, null));
        }
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to, MemoryStream? record)
    {
        byte[] buffer = new byte[65536];
        while (await from.ReadAsync(buffer, end.Token) is var count and > 0)
        {
            if (record is not null)
            {
                lock (record)
                    record.Write(buffer, 0, count);
            }

            int passed = count;
            if (record is null)
            {
                long before = Interlocked.Add(ref left, -count) + count;
                passed = before is >= 0 && before < count ? (int)before : count;
                Passed += passed;
            }

            await to.WriteAsync(buffer.AsMemory(0, passed), end.Token);
            if (passed < count)
            {
                HasCut = true;
                to.Socket.LingerState = new LingerOption(true, 0);
                return;
            }
        }
    }
}
