using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Rimuru.Bench.Agents;

/// <summary>A server on the loopback that answers like the models' APIs, with "ok" or a call of a tool, and counts what it was asked.</summary>
internal sealed partial class FakeModel : IDisposable
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

    /// <summary>The same with a call of the tool TOOL, whose input is INPUT, and INPUT as a text within JSON is TEXT.</summary>
    private const string AnthropicTool = """
        event: message_start
        data: {"type":"message_start","message":{"id":"msg_tool","type":"message","role":"assistant","model":"claude-sonnet-4-5","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":1000,"output_tokens":1}}}

        event: content_block_start
        data: {"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"toolu_fake","name":"TOOL","input":{}}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"TEXT"}}

        event: content_block_stop
        data: {"type":"content_block_stop","index":0}

        event: message_delta
        data: {"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"output_tokens":20}}

        event: message_stop
        data: {"type":"message_stop"}


        """;

    private const string ResponsesTool = """
        event: response.created
        data: {"type":"response.created","response":{"id":"resp_tool"}}

        event: response.output_item.done
        data: {"type":"response.output_item.done","output_index":0,"item":{"type":"function_call","id":"f1","call_id":"call_fake","name":"TOOL","arguments":"TEXT"}}

        event: response.completed
        data: {"type":"response.completed","response":{"id":"resp_tool","usage":{"input_tokens":1000,"input_tokens_details":null,"output_tokens":20,"output_tokens_details":null,"total_tokens":1020}}}


        """;

    private const string ChatTool = """
        data: {"id":"c0","object":"chat.completion.chunk","created":1,"model":"fake","choices":[{"index":0,"delta":{"role":"assistant","content":null,"tool_calls":[{"index":0,"id":"call_fake","type":"function","function":{"name":"TOOL","arguments":"TEXT"}}]},"finish_reason":null}]}

        data: {"id":"c0","object":"chat.completion.chunk","created":1,"model":"fake","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}],"usage":{"prompt_tokens":1000,"completion_tokens":20,"total_tokens":1020}}

        data: [DONE]


        """;

    private const string GeminiTool = """
        data: {"candidates":[{"content":{"parts":[{"functionCall":{"name":"TOOL","args":INPUT}}],"role":"model"},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":1000,"candidatesTokenCount":20,"totalTokenCount":1020},"modelVersion":"gemini-fake"}


        """;

    private static readonly (string Path, string Answer, string ToolAnswer)[] Answers =
    [
        ("/v1/messages", Anthropic, AnthropicTool),
        ("/responses", Responses, ResponsesTool),
        ("/chat/completions", Chat, ChatTool),
        (":streamGenerateContent", Gemini, GeminiTool),
    ];

    /// <summary>Tools that agents run without a question, or a shell, by the agents' names, with what they are given.</summary>
    private static readonly (string Name, string Input)[] Tools =
    [
        ("Bash", """{"command":"echo hi","description":"Says hi"}"""),
        ("bash", """{"command":"echo hi","description":"Says hi"}"""),
        ("glob", """{"pattern":"*"}"""),
        ("list_directory", """{"dir_path":".","path":"."}"""),
        ("run_shell_command", """{"command":"echo hi","description":"Says hi","is_background":false}"""),
        ("exec_command", """{"cmd":"echo hi"}"""),
        ("shell_command", """{"command":"echo hi"}"""),
        ("shell", """{"command":["echo","hi"]}"""),
    ];

    /// <summary>Codex keeps the tools of a server together.</summary>
    private const string Namespace = "mcp__rimuru";

    private readonly HttpListener listener = new();
    private int requests;
    private int hasAsked;

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

    /// <summary>True if the first request that has one of some tools is answered with a call of it.</summary>
    public bool AsksForTool { get; set; }

    /// <summary>True if the first request that offers Rimuru's tool for costs is answered with a call of it.</summary>
    public bool AsksForCost { get; set; }

    /// <summary>True if a request came with what Rimuru answered.</summary>
    public bool HasCost { get; private set; }

    /// <summary>The requests to a model since the last time this was read.</summary>
    public int Take()
    {
        hasAsked = 0;
        HasCost = false;
        return Interlocked.Exchange(ref requests, 0);
    }

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

    private string? AnswerTo(string path, string body)
    {
        (_, string? answer, string? toolAnswer) = Answers.FirstOrDefault(one => path.EndsWith(one.Path, StringComparison.Ordinal));
        HasCost |= body.Contains("totalTokens", StringComparison.Ordinal);
        if (answer is null || !(AsksForTool || AsksForCost))
            return answer;
        (string? name, string? input) = AsksForCost
            ? (
                CostTool().Match(body) is { Success: true } tool ? tool.Groups.Values.Skip(1).First(group => group.Success).Value : null,
                "{}"
            )
            : Tools.FirstOrDefault(tool => Regex.IsMatch(body, $"\"name\"\\s*:\\s*\"{tool.Name}\""));
        if (name is null || Interlocked.Exchange(ref hasAsked, 1) == 1)
            return answer;
        if (name == Namespace)
            toolAnswer = toolAnswer!.Replace(
                "\"name\":\"TOOL\"",
                $"\"namespace\":\"{Namespace}\",\"name\":\"cost\"",
                StringComparison.Ordinal
            );
        return toolAnswer!
            .Replace("TOOL", name, StringComparison.Ordinal)
            .Replace("TEXT", input!.Replace("\"", "\\\"", StringComparison.Ordinal), StringComparison.Ordinal)
            .Replace("INPUT", input, StringComparison.Ordinal);
    }

    /// <summary>Agents put the server's name before that of the tool, each in its way.</summary>
    [GeneratedRegex("\"name\"\\s*:\\s*\"((?:mcp_+)?rimuru[-_.]+cost)\"|(mcp__rimuru__cost)|\"name\"\\s*:\\s*\"(mcp__rimuru)\"")]
    private static partial Regex CostTool();

    private async Task AnswerAsync(HttpListenerContext context)
    {
        try
        {
            using StreamReader reader = new(context.Request.InputStream);
            string body = await reader.ReadToEndAsync(),
                path = context.Request.Url!.AbsolutePath;
            string? answer = context.Request.HttpMethod == "POST" ? AnswerTo(path, body) : null;
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
