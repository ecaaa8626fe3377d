using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Rimuru.Core.Tests.ModelCatalog;

/// <summary>A real HTTP server on the loopback interface that gives prepared answers in order, and notes what it was asked.</summary>
internal sealed partial class LoopbackServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentQueue<LoopbackAnswer> answers = new();
    private readonly Task loop;
    private int usual = 404;

    public LoopbackServer()
    {
        listener.Start();
        loop = Task.Run(Accept);
    }

    public string Url => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";

    /// <summary>The requests so far: the first line and the headers.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>The bodies of these requests.</summary>
    public ConcurrentQueue<byte[]> Bodies { get; } = new();

    public LoopbackServer Answer(int status, string body = "", params string[] headers)
    {
        answers.Enqueue(new LoopbackAnswer(status, Encoding.UTF8.GetBytes(body), headers));
        return this;
    }

    /// <summary>Answers with this status when no answer is prepared.</summary>
    public LoopbackServer Usually(int status)
    {
        usual = status;
        return this;
    }

    /// <summary>A body of so many megabytes of blanks.</summary>
    public LoopbackServer AnswerHuge(int megabytes)
    {
        answers.Enqueue(new LoopbackAnswer(200, [], []) { Megabytes = megabytes });
        return this;
    }

    /// <summary>Accepts the request and says nothing.</summary>
    public LoopbackServer Hang()
    {
        answers.Enqueue(new LoopbackAnswer(0, [], []));
        return this;
    }

    /// <summary>Begins an answer and never ends it.</summary>
    public LoopbackServer Drip(int status)
    {
        answers.Enqueue(new LoopbackAnswer(status, [], []) { IsEndless = true });
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
                NetworkStream stream = client.GetStream();
                if (await Head(stream) is not { } head)
                    return;
                int length = BodyLength().Match(head) is { Success: true } match
                    ? int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)
                    : 0;
                byte[] body = new byte[length];
                await stream.ReadExactlyAsync(body, stopping.Token);
                Bodies.Enqueue(body);
                Requests.Enqueue(head);
                LoopbackAnswer answer = answers.TryDequeue(out LoopbackAnswer? next) ? next : new LoopbackAnswer(usual, [], []);
                if (answer.Status == 0)
                    await Task.Delay(Timeout.Infinite, stopping.Token);
                long answerLength = answer.Megabytes > 0 ? answer.Megabytes * 1024L * 1024 : answer.Body.Length;
                string answerHead =
                    $"HTTP/1.1 {answer.Status} Prepared\r\nConnection: close\r\n"
                    + (answer.Megabytes > 0 || answer.IsEndless ? "" : $"Content-Length: {answerLength}\r\n")
                    + string.Concat(answer.Headers.Select(header => header + "\r\n"))
                    + "\r\n";
                await stream.WriteAsync(Encoding.ASCII.GetBytes(answerHead), stopping.Token);
                while (answer.IsEndless)
                {
                    await stream.WriteAsync(" "u8.ToArray(), stopping.Token);
                    await Task.Delay(20, stopping.Token);
                }

                byte[] blanks = new byte[1024 * 1024];
                Array.Fill(blanks, (byte)' ');
                for (int i = 0; i < answer.Megabytes; i++)
                    await stream.WriteAsync(blanks, stopping.Token);
                await stream.WriteAsync(answer.Body, stopping.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // the client or the test has left
        }
    }

    /// <summary>The first line and the headers; null if the client has left.</summary>
    private async Task<string?> Head(NetworkStream stream)
    {
        List<byte> head = [];
        byte[] one = new byte[1];
        while (head.Count < 4 || !head[^4..].SequenceEqual("\r\n\r\n"u8.ToArray()))
        {
            if (await stream.ReadAsync(one, stopping.Token) == 0)
                return null;
            head.Add(one[0]);
        }

        return Encoding.Latin1.GetString([.. head]);
    }

    [GeneratedRegex("^Content-Length: (\\d+)", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex BodyLength();

    private sealed record LoopbackAnswer(int Status, byte[] Body, string[] Headers)
    {
        public int Megabytes { get; init; }

        public bool IsEndless { get; init; }
    }
}
