using System.Text;
using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Cline;

/// <summary>The tools of a task: each is a message after the request that called it, with the call as JSON in its text.</summary>
internal sealed class ClineTaskTools(NameTable names)
{
    private const string Tool = "tool";
    private const string McpServer = "use_mcp_server";

    /// <summary>Calls whose message has no JSON: the kind of the message is the tool.</summary>
    private static readonly string[] Plain = ["command", "browser_action_launch"];

    private RecordKey? request;
    private int place;

    /// <summary>What is called from now on belongs to this request; null if it is in no row.</summary>
    public void Begin(RecordKey? key) => (request, place) = (key, 0);

    public void Take(JsonElement message, RowSink sink)
    {
        if (request is not { } record || (message.Text("ask"u8, names) ?? message.Text("say"u8, names)) is not { } kind)
            return;
        if (Plain.Contains(kind))
            sink.Batch.Tools.Add(ToolUse.Of(record, ++place, kind));
        else if (kind is Tool or McpServer && CallOf(message.Get("text"u8).Text()) is { } call)
            sink.Batch.Tools.Add(
                call.Server is null ? ToolUse.Of(record, ++place, call.Name) : ToolUse.OfServer(record, ++place, call.Name, call.Server)
            );
    }

    /// <summary>The names in a call; null if it has none, or its text is cut.</summary>
    private (string Name, string? Server)? CallOf(string? text)
    {
        if (text is null)
            return null;
        try
        {
            using JsonDocument call = JsonFields.Parse(Encoding.UTF8.GetBytes(text));
            JsonElement root = call.RootElement;
            if (root.Text("tool"u8, names) is { } tool)
                return (tool, null);
            return root.Text("toolName"u8, names) is { } name ? (name, root.Text("serverName"u8, names)) : null;
        }
        catch (Exception e) when (Json.IsDefect(e))
        {
            return null; // a call that is still written; what the request used counts all the same
        }
    }
}
