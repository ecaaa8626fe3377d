using System.Text.Json.Nodes;

namespace Rimuru.Core.Tests.Generators;

/// <summary>
/// Homes of ForgeCode: conversations that grow, estimates that are no usage, messages with equal counts, compactions before and after the
/// first look, clones, thoughts that only the total has.
/// </summary>
internal static class ForgeCodeHomes
{
    private static readonly string[] Schema =
    [
        "CREATE TABLE conversations(conversation_id TEXT PRIMARY KEY NOT NULL, title TEXT, workspace_id BIGINT NOT NULL, context TEXT, created_at TIMESTAMP, updated_at TIMESTAMP, metrics TEXT)",
    ];

    public static GeneratedHome Create(int seed) => HomeBuilder.Generated("ForgeCode", seed, Write);

    public static void Write(HomeBuilder home)
    {
        Random random = home.Random;
        string root = home.Root(random.Coin() ? ".forge" : "forge", ("FORGE_CONFIG", ""));
        List<string> rows = [],
            compacted = [];
        for (int i = random.Next(2, 6); i > 0; i--)
            Conversation(home, rows, compacted);
        home.Add(
            new GeneratedDatabase($"{root}/.forge.db", Schema, rows)
            {
                CleanUps = ["DELETE FROM conversations", string.Join("; ", compacted)],
            }
        );
    }

    private static void Conversation(HomeBuilder home, List<string> rows, List<string> compacted)
    {
        Random random = home.Random;
        string id = random.Id(),
            model = random.Of("claude-sonnet-4-6", "gpt-5.5");
        DateTimeOffset start = Draw.Epoch.AddMinutes(random.Next(6000)).AddMilliseconds(home.HasShapes ? random.Next(1000) : 0);
        bool isCapital = random.Coin();
        List<JsonObject> messages = [Text("System", null, null)];
        TokenUsage sum = default,
            last = default;
        if (random.Next(3) == 0)
        {
            TokenUsage lost = random.Tokens(hasWrites: false, hasReasoning: false);
            messages.Add(Text("User", null, Usage(lost, isCapital)));
            sum += lost;
            home.Bill(id, model, start, lost, null, UsageEvidence.Partial);
        }

        for (int i = random.Next(1, 6); i > 0; i--)
        {
            TokenUsage used = random.Tokens(hasWrites: false, hasReasoning: false);
            if (home.HasShapes && home.Is("thoughts in the total only", used.Prompt > 0 && random.Next(4) == 0))
                used = used with { Output = used.Output + 700, Reasoning = 700 };
            if (home.Is("messages with equal counts", !last.IsZero && random.Next(4) == 0))
                used = last;
            messages.Add(Text("User", model, null));
            if (home.Is("estimate", random.Next(5) == 0))
                messages.Add(Text("Assistant", model, Draw.Json(("prompt_tokens", Draw.Json(("approx", 9999))))));
            messages.Add(Text("Assistant", model, Usage(used, isCapital)));
            home.Bill(id, model, start, used);
            sum += used;
            last = used;
            rows.Add(Row(id, start, messages, start.AddMinutes(i)));
        }

        if (home.HasShapes && home.Is("clone", random.Next(3) == 0))
        {
            string clone = random.Id();
            TokenUsage used = random.Tokens(hasWrites: false, hasReasoning: false);
            if (home.Is("clone that goes on", random.Coin()))
            {
                messages.Add(Text("Assistant", model, Usage(used, isCapital)));
                home.Bill(clone, model, start, used);
            }

            rows.Add(Row(clone, start, messages, start.AddHours(1)));
        }

        compacted.Add(Row(id, start, [Text("User", null, Usage(sum, isCapital)), Text("User", model, null)], start.AddDays(1)));
    }

    private static string Row(string id, DateTimeOffset start, IEnumerable<JsonObject> messages, DateTimeOffset changed)
    {
        string fraction = start.Millisecond > 0 ? Draw.Text($".{start.Millisecond:000}456789") : "";
        JsonObject context = Draw.Json(("messages", new JsonArray([.. messages.Select(message => message.DeepClone())])));
        return $"INSERT OR REPLACE INTO conversations VALUES('{id}', 'A title', 9007199254740993, '{context.ToJsonString()}', '{start:yyyy-MM-dd HH:mm:ss}{fraction}', '{changed:yyyy-MM-dd HH:mm:ss}', NULL)";
    }

    private static JsonObject Text(string role, string? model, JsonObject? usage) =>
        Draw.Json(("message", Draw.Json(("text", Draw.Json(("role", role), ("content", "x"), ("model", model))))), ("usage", usage));

    private static JsonObject Usage(TokenUsage used, bool isCapital)
    {
        string word = isCapital ? "Actual" : "actual";
        return Draw.Json(
            ("prompt_tokens", Draw.Json((word, used.Input + used.CacheRead))),
            ("completion_tokens", Draw.Json((word, used.Output - used.Reasoning))),
            ("total_tokens", Draw.Json((word, used.Total))),
            ("cached_tokens", Draw.Json((word, used.CacheRead))),
            ("cost", 0.01m)
        );
    }
}
