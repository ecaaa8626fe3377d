using System.Text;
using System.Text.Json;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.AdapterContract;

/// <summary>Calls of tools in the messages of logs: objects with a name, mostly with an id.</summary>
internal static class ToolCalls
{
    /// <summary>Adds the calls of a list to what a request used.</summary>
    /// <param name="calls">The list; items without a name are no calls.</param>
    /// <param name="record">The key of the request.</param>
    /// <param name="type">The type of an item that is a call; null if all are.</param>
    /// <param name="names">The reader's names.</param>
    /// <param name="sink">Receives the uses.</param>
    /// <param name="id">The field with the id of a call.</param>
    /// <param name="server">The field with the MCP server whose tool it is; null if logs do not name it apart.</param>
    public static void Add(
        JsonElement calls,
        RecordKey record,
        string? type,
        NameTable names,
        RowSink sink,
        string id = "id",
        string? server = null
    )
    {
        int place = 0;
        foreach (JsonElement call in calls.Items())
        {
            place++;
            if ((type is not null && call.Text("type"u8, names) != type) || call.Text("name"u8, names) is not { } name)
                continue;
            long use = TextOf(call, id) is { } told ? StableHash.Of(Encoding.UTF8.GetBytes(told)) : place;
            sink.Batch.Tools.Add(
                server is not null && TextOf(call, server) is { } by
                    ? ToolUse.OfServer(record, use, name, by)
                    : ToolUse.Of(record, use, name)
            );
        }
    }

    private static string? TextOf(JsonElement call, string field) =>
        call.ValueKind == JsonValueKind.Object && call.TryGetProperty(field, out JsonElement value) ? value.Text() : null;
}
