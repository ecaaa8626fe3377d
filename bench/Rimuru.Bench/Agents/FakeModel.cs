using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Rimuru.Bench.Agents;

/// <summary>A server on the loopback that answers like the models' APIs, always with "ok", and counts what it was asked.</summary>
internal sealed class FakeModel : IDisposable
{
    private const string Anthropic = """
        event: message_start
        data: {"type":"message_start","message":{"id":"msg_fake","type":"message","role":"assistant","model":"claude-sonnet-4-5","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":10,"output_tokens":1}}}

        event: content_block_start
        data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"ok"}}

        event: content_block_stop
        data: {"type":"content_block_stop","index":0}

        event: message_delta
        data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":2}}

        event: message_stop
        data: {"type":"message_stop"}


        """;

    private const string Responses = """
        event: response.created
        data: {"type":"response.created","response":{"id":"resp_fake"}}

        event: response.output_item.done
        data: {"type":"response.output_item.done","output_index":0,"item":{"type":"message","role":"assistant","id":"m1","content":[{"type":"output_text","text":"ok"}]}}

        event: response.completed
        data: {"type":"response.completed","response":{"id":"resp_fake","usage":{"input_tokens":10,"input_tokens_details":null,"output_tokens":2,"output_tokens_details":null,"total_tokens":12}}}


        """;

    private const string Chat = """
        data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"fake","choices":[{"index":0,"delta":{"role":"assistant","content":"ok"},"finish_reason":null}]}

        data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"fake","choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":{"prompt_tokens":10,"completion_tokens":2,"total_tokens":12}}

        data: [DONE]


        """;

    private const string Gemini = """
        data: {"candidates":[{"content":{"parts":[{"text":"ok"}],"role":"model"},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":10,"candidatesTokenCount":2,"totalTokenCount":12},"modelVersion":"gemini-fake"}


        """;

    private static readonly (string Path, string Answer)[] Answers =
    [
        ("/v1/messages", Anthropic),
        ("/responses", Responses),
        ("/chat/completions", Chat),
        (":streamGenerateContent", Gemini),
    ];

    private readonly HttpListener listener = new();
    private int requests;

    public FakeModel()
    {
        using (TcpListener free = new(IPAddress.Loopback, 0))
        {
            free.Start();
            Url = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}";
        }

        listener.Prefixes.Add(Url + "/");
        listener.Start();
        _ = Task.Run(ServeAsync);
    }

    public string Url { get; }

    /// <summary>The requests to a model since the last time this was read.</summary>
    public int Take() => Interlocked.Exchange(ref requests, 0);

    public void Dispose() => listener.Close();

    private async Task ServeAsync()
    {
        while (listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            _ = Task.Run(() => AnswerAsync(context));
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        try
        {
            await context.Request.InputStream.CopyToAsync(Stream.Null);
            string path = context.Request.Url!.AbsolutePath;
            string? answer =
                context.Request.HttpMethod == "POST"
                    ? Answers.FirstOrDefault(one => path.EndsWith(one.Path, StringComparison.Ordinal)).Answer
                    : null;
            if (answer is not null)
                Interlocked.Increment(ref requests);
            context.Response.ContentType = answer is null ? "application/json" : "text/event-stream";
            await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(answer ?? "{}"));
            context.Response.Close();
        }
        catch (Exception e) when (e is HttpListenerException or IOException)
        {
            // the agent was stopped
        }
    }
}
