using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rimuru.Core.Budgets;
using Rimuru.Core.Errors;

namespace ViewWriter;

/// <summary>The JSON schema of a file of budgets, made from the keys that the reader knows.</summary>
internal static class BudgetSchema
{
    public const string Name = "budgets.schema.json";

    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Text()
    {
        JsonObject keys = [];
        foreach (BudgetKey key in BudgetKey.All)
        {
            JsonObject value = new() { ["description"] = key.Purpose };
            foreach ((string name, JsonNode? rule) in Of(key))
                value.Add(name, rule?.DeepClone());
            keys.Add(key.Name, value);
        }

        JsonObject schema = new()
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = $"Budgets of Rimuru: {BudgetFile.FileName}",
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["required"] = new JsonArray("budgets"),
            ["properties"] = new JsonObject
            {
                ["budgets"] = new JsonObject
                {
                    ["description"] = "The budgets, by their names.",
                    ["type"] = "object",
                    ["propertyNames"] = new JsonObject { ["pattern"] = AsciiName.Pattern },
                    ["additionalProperties"] = new JsonObject
                    {
                        ["type"] = "object",
                        ["additionalProperties"] = false,
                        ["required"] = new JsonArray("amount"),
                        ["properties"] = keys,
                    },
                },
            },
        };
        return schema.ToJsonString(Layout).ReplaceLineEndings("\n") + "\n";
    }

    private static JsonObject Of(BudgetKey key) =>
        key.Kind switch
        {
            BudgetKeyKind.Number => new JsonObject { ["type"] = "number", ["exclusiveMinimum"] = 0 },
            BudgetKeyKind.Word => new JsonObject { ["enum"] = new JsonArray([.. key.Words.Select(word => (JsonNode)word)]) },
            BudgetKeyKind.Names => new JsonObject
            {
                ["type"] = new JsonArray("string", "array"),
                ["minLength"] = 1,
                ["minItems"] = 1,
                ["items"] = new JsonObject { ["type"] = "string", ["minLength"] = 1 },
            },
            _ => new JsonObject
            {
                ["type"] = "integer",
                ["minimum"] = key.Least,
                ["maximum"] = BudgetRules.MostPercent,
            },
        };
}
