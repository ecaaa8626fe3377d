using System.Text.Json.Nodes;

namespace Rimuru.Cli.Mcp;

/// <summary>A question that an agent may ask.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">Its name for people.</param>
/// <param name="Description">What it answers.</param>
/// <param name="Parameters">Its arguments.</param>
/// <param name="Answer">Answers it.</param>
internal sealed record McpTool(
    string Name,
    string Title,
    string Description,
    IReadOnlyList<McpParameter> Parameters,
    Func<McpCall, IEnumerable<Func<JsonNode>>> Answer
)
{
    /// <summary>True if it has an answer where no agent has data yet.</summary>
    public bool NeedsNoLogs { get; init; }

    public JsonObject InputSchema()
    {
        JsonObject properties = [];
        foreach (McpParameter parameter in Parameters)
            properties[parameter.Name] = parameter.Schema();
        return new JsonObject
        {
            ["type"] = "object",
            ["properties"] = properties,
            ["additionalProperties"] = false,
        };
    }

    public static JsonObject OutputSchema() =>
        new()
        {
            ["type"] = "object",
            ["properties"] = new JsonObject
            {
                ["rows"] = new JsonObject
                {
                    ["type"] = "array",
                    ["items"] = new JsonObject { ["type"] = "object" },
                },
                ["left"] = new JsonObject { ["type"] = "integer", ["description"] = "Rows beyond the limit, which are not here." },
                ["notes"] = new JsonObject
                {
                    ["type"] = "array",
                    ["items"] = new JsonObject { ["type"] = "string" },
                },
            },
            ["required"] = new JsonArray("rows", "left", "notes"),
        };
}
