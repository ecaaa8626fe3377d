using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Rimuru.Core;
using Rimuru.Core.Tracking;

namespace Rimuru.Cli.Mcp;

/// <summary>Answers the calls of one client, one after the other: an engine serves one call at a time.</summary>
/// <param name="open">Opens an engine.</param>
/// <param name="warn">Told of each file that could not be read completely; null to read no logs.</param>
internal sealed class McpSession(Func<RimuruEngine> open, Action<string>? warn) : IDisposable
{
    private const string Instructions =
        "Exact tokens and cost of the AI coding agents on this machine, from a ledger of their logs. All tools only read. Times may be "
        + "dates (2026-11-22), ages (7d, 24h) or words (today, thismonth).";

    private readonly SemaphoreSlim turn = new(1, 1);
    private RimuruEngine? engine;
    private int calls;
    private LogFollower? follower;

    public async Task RunAsync(CancellationToken stop)
    {
        McpServerOptions options = new()
        {
            ServerInfo = new Implementation
            {
                Name = "rimuru",
                Title = "Rimuru",
                Version = typeof(McpSession).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion,
            },
            ServerInstructions = Instructions,
            Handlers = new McpServerHandlers
            {
                ListToolsHandler = (_, _) => ValueTask.FromResult(new ListToolsResult { Tools = [.. McpTools.All.Select(ToolOf)] }),
                CallToolHandler = (request, stopCall) => AnswerAsync(request.Params, stopCall),
            },
        };
        CountedOutput output = new(Console.OpenStandardOutput());
        StreamServerTransport transport = new(
            new PatientInput(Console.OpenStandardInput(), () => output.Lines, () => Volatile.Read(ref calls) > 0),
            output
        );
        await using (transport.ConfigureAwait(false))
        {
            McpServer server = McpServer.Create(transport, options);
            await using (server.ConfigureAwait(false))
                await server.RunAsync(stop).ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        follower?.Dispose();
        engine?.Dispose();
        turn.Dispose();
    }

    private static Tool ToolOf(McpTool tool) =>
        new()
        {
            Name = tool.Name,
            Title = tool.Title,
            Description = tool.Description,
            InputSchema = ElementOf(tool.InputSchema()),
            OutputSchema = ElementOf(McpTool.OutputSchema()),
            Annotations = new ToolAnnotations
            {
                ReadOnlyHint = true,
                DestructiveHint = false,
                IdempotentHint = true,
                OpenWorldHint = false,
            },
        };

    private static JsonElement ElementOf(JsonObject schema) => JsonElement.Parse(schema.ToJsonString());

    private async ValueTask<CallToolResult> AnswerAsync(CallToolRequestParams? call, CancellationToken stop)
    {
        if (McpTools.All.FirstOrDefault(tool => tool.Name == call?.Name) is not { } named)
            return McpAnswer.Error(
                $"There is no tool '{call?.Name}'. The tools are {string.Join(", ", McpTools.All.Select(tool => tool.Name))}."
            );
        Interlocked.Increment(ref calls);
        try
        {
            return await AnswerInTurn(named, call?.Arguments, stop).ConfigureAwait(false);
        }
        catch (RimuruException error)
        {
            return McpAnswer.Error(error.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return McpAnswer.Error(e.Message);
        }
        finally
        {
            Interlocked.Decrement(ref calls);
        }
    }

    private async Task<CallToolResult> AnswerInTurn(McpTool tool, IDictionary<string, JsonElement>? arguments, CancellationToken stop)
    {
        await turn.WaitAsync(stop).ConfigureAwait(false);
        try
        {
            return Answer(tool, arguments, stop);
        }
        finally
        {
            turn.Release();
        }
    }

    private CallToolResult Answer(McpTool tool, IDictionary<string, JsonElement>? arguments, CancellationToken stop)
    {
        engine ??= open();
        engine.Stop = stop;
        McpCall call = new(engine, tool, arguments is null ? new Dictionary<string, JsonElement>() : arguments.AsReadOnly(), stop);
        call.Check();
        int limit = call.Number(McpTools.Limit, McpTools.Usual, McpTools.Most);
        if (engine.Agents.ExplainEmptyHome() is { } explanation && !tool.NeedsNoLogs)
            return McpAnswer.Of([], limit, [explanation]);
        if (!tool.NeedsNoLogs && warn is not null)
            (follower ??= engine.Agents.Follow()).Refresh(engine.Ledger, warn, stop);
        return McpAnswer.Of(tool.Answer(call), limit, call.Notes);
    }
}
