using System.Net;
using System.Net.Sockets;

namespace Rimuru.Attacks;

/// <summary>On the network, past the broker and through it.</summary>
internal static class NetworkAttacks
{
    public static readonly Dictionary<string, Func<Target, IPluginContext, string>> All = new(StringComparer.Ordinal)
    {
        ["tcp"] = (t, _) => Connect(new IPEndPoint(IPAddress.Loopback, t.OtherPort), SocketType.Stream),
        ["tcp-given-port"] = (t, _) => Connect(new IPEndPoint(IPAddress.Loopback, t.Port), SocketType.Stream),
        ["tcp6"] = (t, _) => Connect(new IPEndPoint(IPAddress.IPv6Loopback, t.OtherPort), SocketType.Stream),
        ["listen"] = (_, _) => Listen(),
        ["udp"] = (t, _) => Connect(new IPEndPoint(IPAddress.Loopback, t.OtherPort), SocketType.Dgram),
        ["names"] = (_, _) => string.Join(' ', Dns.GetHostAddresses("example.com").Select(address => address.ToString())),
        ["unix"] = (t, _) => Connect(new UnixDomainSocketEndPoint(t.Socket), SocketType.Stream),
        ["unix-abstract"] = (t, _) => Connect(new UnixDomainSocketEndPoint('\0' + t.Abstract), SocketType.Stream),
        ["netlink"] = (_, _) => Calls.Need(Calls.Do(41, 198, 16, 3, 0), "made"),
        ["vsock"] = (_, _) => Calls.Need(Calls.Do(41, 198, 40, 1, 0), "made"),
        ["packets"] = (_, _) => Calls.Need(Calls.Do(41, 198, 17, 3, 0), "made"),
        ["ping"] = (_, _) => Calls.Need(Calls.Do(41, 198, 2, 2, 1), "made"),
        ["socket-pair"] = (_, _) => Calls.Need(Calls.Do(53, 199, 2, 1, 0, Calls.Text("01234567")), "made"),
        ["other-port"] = (t, c) => Get(c, $"http://127.0.0.1:{t.OtherPort}/"),
        ["other-host"] = (t, c) => Get(c, $"http://example.com:{t.Port}/"),
        ["other-name"] = (t, c) => Get(c, $"http://localhost:{t.Port}/"),
        ["other-address"] = (t, c) => Get(c, $"http://127.0.0.2:{t.Port}/"),
        ["other-notation"] = (t, c) => Get(c, $"http://[::ffff:127.0.0.1]:{t.OtherPort}/"),
        ["metadata"] = (_, c) => Get(c, "http://169.254.169.254/"),
        ["redirect"] = (t, c) => Get(c, $"http://127.0.0.1:{t.Port}/redirect"),
        ["many-connections"] = (t, c) => Many(t, c),
    };

    public static string Get(IPluginContext context, string address)
    {
        using HttpClient client = context.CreateHttpClient();
        return client.GetStringAsync(new Uri(address)).GetAwaiter().GetResult();
    }

    private static string Connect(EndPoint to, SocketType type)
    {
        using Socket socket = new(to.AddressFamily, type, ProtocolType.Unspecified);
        socket.Connect(to);
        socket.Send("attack"u8);
        return "sent";
    }

    private static string Listen()
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Listen();
        return "listening";
    }

    /// <summary>Works where more are open at a time than Rimuru promises.</summary>
    private static string Many(Target target, IPluginContext context)
    {
        const int Most = 8;
        HttpClient[] clients = [.. Enumerable.Range(0, 3 * Most).Select(_ => context.CreateHttpClient())];
        int open = clients
            .AsParallel()
            .WithDegreeOfParallelism(clients.Length)
            .Count(client =>
            {
                try
                {
                    return client
                        .GetAsync(new Uri($"http://127.0.0.1:{target.Port}/slow"), HttpCompletionOption.ResponseHeadersRead)
                        .GetAwaiter()
                        .GetResult()
                        .IsSuccessStatusCode;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            });
        return open > Most ? $"{open} connections" : throw new UnauthorizedAccessException($"{open} connections");
    }
}
