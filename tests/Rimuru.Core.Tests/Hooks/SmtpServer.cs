using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Rimuru.Core.Tests.Hooks;

/// <summary>A relay of mail on the loopback interface that says what it is told to, and notes everything it is sent.</summary>
internal sealed class SmtpServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly string[] capabilities;
    private readonly Dictionary<string, string> answers = [];
    private readonly Task loop;

    /// <param name="capabilities">What it offers after EHLO, such as AUTH PLAIN.</param>
    public SmtpServer(params string[] capabilities)
    {
        this.capabilities = capabilities;
        listener.Start();
        loop = Task.Run(Accept);
    }

    public string Port => ((IPEndPoint)listener.LocalEndpoint).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>All lines that were sent to it, those of messages too.</summary>
    public ConcurrentQueue<string> Lines { get; } = new();

    /// <summary>Answers a command otherwise than usual; null for never.</summary>
    public SmtpServer Answer(string command, string? answer)
    {
        answers[command] = answer ?? "";
        return this;
    }

    public void Dispose()
    {
        stopping.Cancel();
        listener.Stop();
        loop.Wait();
        stopping.Dispose();
    }

    private async Task Accept()
    {
        List<Task> running = [];
        try
        {
            while (true)
                running.Add(Serve(await listener.AcceptTcpClientAsync(stopping.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or InvalidOperationException)
        {
            await Task.WhenAll(running);
        }
    }

    private async Task Serve(TcpClient client)
    {
        try
        {
            using (client)
            {
                StreamReader reader = new(client.GetStream(), Encoding.UTF8);
                StreamWriter writer = WriterTo(client.GetStream());
                await writer.WriteLineAsync("220 loopback".AsMemory(), stopping.Token);
                while (await reader.ReadLineAsync(stopping.Token) is { } line)
                {
                    Lines.Enqueue(line);
                    string command = line.Split(' ', ':')[0].ToUpperInvariant();
                    string answer = answers.GetValueOrDefault(command) ?? Usual(command);
                    if (answer.Length == 0)
                        await Task.Delay(Timeout.Infinite, stopping.Token);
                    await writer.WriteLineAsync(answer.AsMemory(), stopping.Token);
                    if (command == "STARTTLS")
                    {
                        SslStream encrypted = new(client.GetStream());
                        using X509Certificate2 certificate = SelfSigned();
                        await encrypted.AuthenticateAsServerAsync(certificate);
                        (reader, writer) = (new StreamReader(encrypted, Encoding.UTF8), WriterTo(encrypted));
                    }

                    if (command == "DATA" && answer.StartsWith("354", StringComparison.Ordinal))
                        await Message(reader, writer);
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or AuthenticationException)
        {
            // the client or the test has left
        }
    }

    private static StreamWriter WriterTo(Stream stream) => new(stream, new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };

    /// <summary>A certificate that nobody trusts.</summary>
    private static X509Certificate2 SelfSigned()
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }

    private async Task Message(StreamReader reader, StreamWriter writer)
    {
        while (await reader.ReadLineAsync(stopping.Token) is { } line and not ".")
            Lines.Enqueue(line);
        await writer.WriteLineAsync((answers.GetValueOrDefault(".") ?? "250 taken").AsMemory(), stopping.Token);
    }

    private string Usual(string command) =>
        command switch
        {
            "EHLO" => string.Join(
                "\r\n",
                ((string[])["loopback", .. capabilities]).Select((text, at) => $"250{(at < capabilities.Length ? '-' : ' ')}{text}")
            ),
            "AUTH" => "235 welcome",
            "DATA" => "354 go on",
            "STARTTLS" => "220 go on",
            "QUIT" => "221 bye",
            _ => "250 fine",
        };
}
