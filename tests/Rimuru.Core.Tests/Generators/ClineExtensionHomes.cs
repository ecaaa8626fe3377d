using System.Text.Json.Nodes;

namespace Rimuru.Core.Tests.Generators;

/// <summary>Homes of an extension that was derived from Cline or Roo Code: tasks with a request a message, whose prompt may hold the cache.</summary>
internal static class ClineExtensionHomes
{
    public static GeneratedHome ZooCode(int seed) => HomeBuilder.Generated("ZooCode", seed, WriteZooCode);

    public static GeneratedHome CoStrict(int seed) => HomeBuilder.Generated("CoStrict", seed, WriteCoStrict);

    public static GeneratedHome IbmBob(int seed) => HomeBuilder.Generated("IbmBob", seed, WriteIbmBob);

    public static void WriteZooCode(HomeBuilder home) => Write(home, "Code", "zoocodeorganization.zoo-code", holdsCache: true);

    public static void WriteCoStrict(HomeBuilder home) => Write(home, "VSCodium", "zgsm-ai.zgsm", holdsCache: true);

    public static void WriteIbmBob(HomeBuilder home) =>
        Write(home, home.Random.Of("IBM Bob", "Bob-IDE"), "ibm.bob-code", holdsCache: false);

    private static void Write(HomeBuilder home, string editor, string extension, bool holdsCache)
    {
        Random random = home.Random;
        string root = home.Root(".config", ("XDG_CONFIG_HOME", ""));
        for (int i = random.Next(2, 6); i > 0; i--)
        {
            string id = random.Id();
            DateTimeOffset clock = Draw.Epoch.AddMinutes(random.Next(6000));
            List<JsonObject> messages = [];
            for (int count = random.Next(1, 6); count > 0; count--)
            {
                clock = clock.AddMilliseconds(random.Next(1, 90_000));
                messages.Add(Request(home, id, clock, holdsCache));
            }

            string folder = $"{root}/{editor}/User/globalStorage/{extension}/tasks";
            home.Add(
                new GeneratedDocument(
                    $"{folder}/{id}/ui_messages.json",
                    messages.Count,
                    upTo => new JsonArray([.. messages.Take(upTo).Select(message => message.DeepClone())]).ToJsonString()
                )
            );
        }
    }

    private static JsonObject Request(HomeBuilder home, string id, DateTimeOffset at, bool holdsCache)
    {
        TokenUsage used = home.Random.Tokens(hasReasoning: false);
        string model = home.Random.Of("claude-sonnet-4-6", "gpt-5.5");
        home.Bill(id, model, at, used);
        return Draw.Json(
            ("ts", at.ToUnixTimeMilliseconds()),
            ("type", "say"),
            ("say", "api_req_started"),
            ("modelInfo", Draw.Json(("modelId", model), ("providerId", "openrouter"))),
            (
                "text",
                Draw.Json(
                        ("tokensIn", holdsCache ? used.Input + used.CacheRead + used.CacheWrite5m : used.Input),
                        ("tokensOut", used.Output),
                        ("cacheReads", used.CacheRead),
                        ("cacheWrites", used.CacheWrite5m)
                    )
                    .ToJsonString()
            )
        );
    }
}
