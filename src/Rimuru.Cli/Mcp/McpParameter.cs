using System.Text.Json.Nodes;
using Rimuru.Core.Parameters;

namespace Rimuru.Cli.Mcp;

/// <summary>An argument of a tool: nothing of it is required.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its JSON type; an array is one of texts.</param>
/// <param name="Description">What it does.</param>
internal sealed record McpParameter(string Name, string Type, string Description)
{
    public const string Text = "string";
    public const string List = "array";
    public const string Flag = "boolean";
    public const string Number = "integer";

    /// <summary>The words that it may be; empty for any.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>The argument for a parameter that command and cmdlets have.</summary>
    public static McpParameter Of(SharedParameter shared, params string[] words) =>
        new(
            char.ToLowerInvariant(shared.Name[0]) + shared.Name[1..],
            shared.Type switch
            {
                SharedParameter.Switch => Flag,
                SharedParameter.Number => Number,
                _ when shared.Type.EndsWith("[]", StringComparison.Ordinal) => List,
                _ => Text,
            },
            shared.OptionHelp
        )
        {
            Words = words,
        };

    public JsonObject Schema()
    {
        JsonObject schema = new() { ["type"] = Type, ["description"] = Description };
        JsonObject values = schema;
        if (Type == List)
            schema["items"] = values = new JsonObject { ["type"] = Text };
        if (Words.Count > 0)
            values["enum"] = new JsonArray([.. Words.Select(word => JsonValue.Create(word))]);
        return schema;
    }
}
