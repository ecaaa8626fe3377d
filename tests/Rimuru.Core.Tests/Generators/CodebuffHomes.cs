using System.Text.Json.Nodes;

namespace Rimuru.Core.Tests.Generators;

/// <summary>Homes of Codebuff: chats whose answers have credits, some with the provider's counts, and a sum beside them.</summary>
internal static class CodebuffHomes
{
    public static GeneratedHome Create(int seed) => HomeBuilder.Generated("Codebuff", seed, Write);

    public static void Write(HomeBuilder home)
    {
        Random random = home.Random;
        for (int i = random.Next(2, 6); i > 0; i--)
            Chat(home);
    }

    private static void Chat(HomeBuilder home)
    {
        Random random = home.Random;
        string project = $"shop-{random.Next(3)}";
        DateTimeOffset clock = Draw.Epoch.AddMinutes(random.Next(6000));
        string folder =
                $".config/{random.Of("manicode", "manicode-dev")}/projects/{project}/chats/{clock:yyyy-MM-ddTHH-mm-ss}.{random.Next(1000):000}Z",
            id = $"{project}/{Path.GetFileName(folder)}";
        home.First.Add(
            (
                $"{folder}/run-state.json",
                Draw.Json(
                        (
                            "sessionState",
                            Draw.Json(
                                ("mainAgentState", Draw.Json(("creditsUsed", 15.5m), ("contextTokenCount", 48_211))),
                                ("projectContext", Draw.Json(("cwd", $"/home/dev/{project}")))
                            )
                        )
                    )
                    .ToJsonString()
            )
        );
        List<JsonObject> messages = [];
        for (int count = random.Next(1, 7); count > 0; count--)
        {
            clock = clock.AddMilliseconds(random.Next(1, 90_000));
            messages.Add(Draw.Json(("id", $"u{count}"), ("variant", "user"), ("timestamp", clock.Iso())));
            clock = clock.AddMilliseconds(random.Next(1, 90_000));
            bool hasCounts = home.Is("counts of the provider", random.Next(3) == 0),
                isFree = random.Next(6) == 0;
            TokenUsage used = hasCounts ? random.Tokens(hasReasoning: false) : default;
            messages.Add(
                Draw.Json(
                    ("id", $"a{count}"),
                    ("variant", "ai"),
                    ("timestamp", clock.Iso()),
                    ("credits", isFree ? null : 3.5m),
                    (
                        "metadata",
                        hasCounts
                            ? Draw.Json(
                                ("model", "claude-opus-4-8"),
                                (
                                    "usage",
                                    Draw.Json(
                                        ("inputTokens", used.Input),
                                        ("cacheReadInputTokens", used.CacheRead),
                                        ("cacheCreationInputTokens", used.CacheWrite5m),
                                        ("outputTokens", used.Output)
                                    )
                                )
                            )
                            : null
                    )
                )
            );
            if (hasCounts || !isFree)
                home.Bill(
                    id,
                    hasCounts ? "claude-opus-4-8" : null,
                    clock,
                    used,
                    project,
                    hasCounts ? UsageEvidence.Recorded : UsageEvidence.Partial
                );
        }

        home.Add(
            new GeneratedDocument(
                $"{folder}/chat-messages.json",
                messages.Count,
                upTo => new JsonArray([.. messages.Take(upTo).Select(message => message.DeepClone())]).ToJsonString()
            )
        );
    }
}
