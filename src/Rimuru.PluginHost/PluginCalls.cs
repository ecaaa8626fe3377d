using System.Text.Json;
using Rimuru.Plugins.Wire;

namespace Rimuru.PluginHost;

/// <summary>The arguments of calls, as the interfaces take them.</summary>
internal static class PluginCalls
{
    /// <summary>A table whose rows are read as they come.</summary>
    public static PluginTable Table(JsonElement call, Stream input)
    {
        IReadOnlyList<PluginColumn> columns = TableWire.Columns(call);
        return new PluginTable(Text(call, "name"), columns, Rows(columns, input))
        {
            Raw = call.TryGetProperty("raw", out JsonElement raw) && raw.ValueKind == JsonValueKind.True,
        };
    }

    public static AgentFile File(JsonElement call) =>
        new(
            Text(call, "path"),
            DateTimeOffset.FromUnixTimeMilliseconds(call.GetProperty("modified").GetInt64()),
            call.GetProperty("size").GetInt64()
        );

    public static PluginNotice Notice(JsonElement call)
    {
        JsonElement told = call.GetProperty("event");
        return new PluginNotice
        {
            Id = Text(told, "id"),
            Kind = Enum.Parse<EventKind>(Text(call, "kind")),
            Time = told.GetProperty("time").GetDateTimeOffset(),
            Subject = Text(told, "subject"),
            Text = Text(call, "text"),
            Data = told.TryGetProperty("data", out JsonElement data) ? data.Clone() : default,
            Setting = call.GetProperty("setting").EnumerateObject().ToDictionary(one => one.Name, one => one.Value.GetString() ?? ""),
        };
    }

    private static string Text(JsonElement of, string name) =>
        of.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static IEnumerable<IReadOnlyList<object?>> Rows(IReadOnlyList<PluginColumn> columns, Stream input)
    {
        WireLines lines = new(input);
        while (lines.Next(out ReadOnlyMemory<byte> line))
        {
            using JsonDocument row = JsonDocument.Parse(line);
            yield return TableWire.Row(row.RootElement, columns);
        }
    }
}
