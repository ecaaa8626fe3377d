using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Rimuru.Core.Sandbox.Wire;

namespace Rimuru.Core.Sandbox;

/// <summary>
/// Makes the connections that a plugin asks for, to the hosts that it was given and to no other. Names are resolved here, and a name that
/// leads into the local network is refused: only an address that was given as such may.
/// </summary>
internal sealed class Broker(FrameLink link, SandboxPolicy policy, Action<string> denied, Action<string> exceeded) : IDisposable
{
    private const int MostConnections = 8,
        MostInLife = 2000,
        LongestName = 255;

    /// <summary>From here on channels are those of calls.</summary>
    private const uint FirstOfCalls = 0x80000000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly CancellationTokenSource stop = new();
    private int open;
    private int made;
    private long bytes;

    /// <summary>Takes the frame of a wish.</summary>
    public void Open(ReadOnlySpan<byte> frame)
    {
        const int Fixed = FrameLink.ChannelBytes + sizeof(ushort);
        if (frame.Length is < Fixed or > Fixed + LongestName)
            throw new FrameException("A wish for a connection of the wrong length.");
        uint id = BinaryPrimitives.ReadUInt32LittleEndian(frame);
        if (id >= FirstOfCalls)
            throw new FrameException("A connection with the channel of a call.");
        HostPort wanted = new(
            Encoding.UTF8.GetString(frame[Fixed..]),
            BinaryPrimitives.ReadUInt16LittleEndian(frame[FrameLink.ChannelBytes..])
        );
        if (!policy.Hosts.Any(host => host.Port == wanted.Port && host.Host.Equals(wanted.Host, StringComparison.OrdinalIgnoreCase)))
        {
            denied($"a connection to {Display.PlainText.Name(wanted.ToString())}");
            Answer(id, $"The plugin was not given {wanted}.");
            return;
        }

        if (++made > MostInLife)
        {
            exceeded($"more than {MostInLife} connections");
            return;
        }

        if (Volatile.Read(ref open) >= MostConnections)
        {
            Answer(id, $"More than {MostConnections} connections at a time.");
            return;
        }

        Channel channel = link.Open(id);
        Interlocked.Increment(ref open);
        new Thread(() => Serve(channel, wanted)) { IsBackground = true, Name = "Rimuru plugin connection" }.Start();
    }

    public void Dispose()
    {
        stop.Cancel();
        stop.Dispose();
    }

    /// <summary>Whether an address is one of the public network.</summary>
    public static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return IsPublic(address.MapToIPv4());
        byte[] b = address.GetAddressBytes();
        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return (b[0], b[1], b[2]) switch
            {
                (0 or 10 or 127 or >= 224, _, _) => false,
                (100, >= 64 and < 128, _) => false,
                (169, 254, _) => false,
                (172, >= 16 and < 32, _) => false,
                (192, 168, _) => false,
                (192, 0, 0 or 2) => false,
                (192, 88, 99) => false,
                (198, 18 or 19, _) => false,
                (198, 51, 100) => false,
                (203, 0, 113) => false,
                _ => true,
            };
        }

        return (b[0], b[1], b[2], b[3]) switch
        {
            // Addresses of the older network within the newer: by translation, by 6to4, and by Teredo, which nobody needs any more.
            (0, 0x64, 0xFF, 0x9B) => b.AsSpan(4, 8).IndexOfAnyExcept((byte)0) < 0 && IsPublic(new IPAddress(b.AsSpan(12, 4))),
            (0x20, 0x02, _, _) => IsPublic(new IPAddress(b.AsSpan(2, 4))),
            (0x20, 0x01, 0, 0) => false,
            (0x20, 0x01, 0x0D, 0xB8) => false,
            (>= 0x20 and < 0x40, _, _, _) => true,
            _ => false,
        };
    }

    private void Serve(Channel channel, HostPort wanted)
    {
        try
        {
            using Socket? socket = Connect(wanted, out string reason);
            if (socket is null)
            {
                channel.Finish();
                Answer(channel.Id, reason);
                return;
            }

            using (channel)
            {
                Answer(channel.Id, "");
                using NetworkStream stream = new(socket);
                Thread up = new(() => Pump(channel, stream, () => socket.Shutdown(SocketShutdown.Send))) { IsBackground = true };
                up.Start();
                using CancellationTokenRegistration end = stop.Token.Register(socket.Dispose);
                Pump(stream, channel, channel.EndOutput);
                up.Join(Patience);
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            // the plugin has ended
        }
        finally
        {
            Interlocked.Decrement(ref open);
        }
    }

    private Socket? Connect(HostPort wanted, out string reason)
    {
        try
        {
            using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
            patience.CancelAfter(Patience);
            IPAddress[] addresses = AddressesOf(wanted.Host, patience.Token);
            if (addresses.Length == 0)
            {
                denied($"a connection to {wanted}, whose name leads into the local network");
                reason = $"{wanted.Host} leads into the local network.";
                return null;
            }

            Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                socket.ConnectAsync(addresses, wanted.Port, patience.Token).AsTask().GetAwaiter().GetResult();
                reason = "";
                return socket;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            reason = $"{wanted}: {e.Message}";
            return null;
        }
    }

    private static IPAddress[] AddressesOf(string host, CancellationToken stop)
    {
        if (IPAddress.TryParse(host, out IPAddress? address))
            return [address];
        IPAddress[] found = Dns.GetHostAddressesAsync(host, stop).GetAwaiter().GetResult();
        return host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? found : [.. found.Where(IsPublic)];
    }

    private void Pump(Stream from, Stream to, Action ended)
    {
        byte[] buffer = new byte[64 << 10];
        try
        {
            int read;
            while ((read = from.Read(buffer)) > 0)
            {
                if (Interlocked.Add(ref bytes, read) > policy.NetworkBytes)
                {
                    exceeded($"more than {policy.NetworkBytes >> 20} MB to and from hosts");
                    return;
                }

                to.Write(buffer, 0, read);
            }

            ended();
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            // one of the two sides has closed
        }
    }

    private void Answer(uint id, string reason)
    {
        byte[] text = Encoding.UTF8.GetBytes(reason.Length <= LongestName ? reason : reason[..LongestName]);
        try
        {
            link.Send(FrameKind.Opened, id, text);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // the plugin has ended
        }
    }
}
