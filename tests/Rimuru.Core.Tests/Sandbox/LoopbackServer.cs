using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Rimuru.Core.Tests.Sandbox;

/// <summary>A server on the loopback that answers every request, and counts them.</summary>
internal sealed class LoopbackServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private int requests;

    public LoopbackServer()
    {
        listener.Start();
        _ = ServeAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public int Requests => Volatile.Read(ref requests);

    /// <summary>Where <c>/redirect</c> leads to.</summary>
    public string? Redirect { get; set; }

    public void Dispose() => listener.Stop();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
                _ = AnswerAsync(await listener.AcceptTcpClientAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // the test is over
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        Interlocked.Increment(ref requests);
        try
        {
            using (client)
            {
                NetworkStream stream = client.GetStream();
                byte[] buffer = new byte[8192];
                int read = await stream.ReadAsync(buffer);
                string request = Encoding.ASCII.GetString(buffer, 0, read);
                string answer = request.Contains("/redirect", StringComparison.Ordinal)
                    ? $"HTTP/1.1 302 Found\r\nLocation: {Redirect}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                    : "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\n";
                await stream.WriteAsync(Encoding.ASCII.GetBytes(answer));
                if (request.Contains("/slow", StringComparison.Ordinal))
                    await Task.Delay(TimeSpan.FromSeconds(2));
                await stream.WriteAsync("hello"u8.ToArray());
            }
        }
        catch (IOException)
        {
            // the client has gone
        }
    }
}
