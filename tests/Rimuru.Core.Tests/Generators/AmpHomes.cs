using System.Text.Json.Nodes;

namespace Rimuru.Core.Tests.Generators;

/// <summary>
/// Homes in which Amp was at work: threads whose messages tell their usage, and threads with a ledger, which comes a moment behind the
/// messages.
/// </summary>
internal static class AmpHomes
{
    public static GeneratedHome Create(int seed)
    {
        GeneratedHome home = new("Amp", seed);
        Random random = new(seed * 677 + 29);
        for (int i = random.Next(2, 6); i > 0; i--)
            Thread(home, random, Draw.Epoch.AddMinutes(random.Next(6000)), hasLedger: random.Next(3) > 0);
        return home;
    }

    private static void Thread(GeneratedHome home, Random random, DateTimeOffset clock, bool hasLedger)
    {
        string id = "T-" + random.Id();
        DateTimeOffset start = clock;
        List<(bool IsEvent, JsonObject Value)> steps = [];
        for (int number = 1; number <= random.Next(2, 8); number++)
        {
            TokenUsage used = random.Tokens(hasReasoning: false);
            string model = random.Of("claude-opus-4-5", "gpt-5.5");
            clock = clock.AddSeconds(random.Next(1, 900));
            steps.Add((false, Draw.Json(("role", "user"))));
            steps.Add(
                (
                    false,
                    Draw.Json(
                        ("role", "assistant"),
                        ("messageId", number),
                        ("content", Content($"{id} {number}")),
                        (
                            "usage",
                            Draw.Json(
                                ("model", model),
                                ("inputTokens", used.Input),
                                ("outputTokens", used.Output),
                                ("cacheReadInputTokens", used.CacheRead),
                                ("cacheCreationInputTokens", used.CacheWrite5m),
                                ("timestamp", clock.Iso())
                            )
                        )
                    )
                )
            );
            home.Bill(id, model, used);
            home.Use($"{id} {number}", used);
            if (!hasLedger)
                continue;

            // A request of no message, such as one for the title, is told by the ledger alone.
            if (random.Next(3) == 0)
            {
                TokenUsage more = new(random.Next(900), 0, 0, 0, random.Next(1, 90), 0);
                steps.Add((true, Event(random, clock, "claude-haiku-4-5", null, more)));
                home.Bill(id, "claude-haiku-4-5", more);
            }

            steps.Add((true, Event(random, clock, model, number, used)));
        }

        string Text(int extent)
        {
            JsonObject document = Draw.Json(
                ("id", id),
                ("title", "A title"),
                ("created", start.ToUnixTimeMilliseconds()),
                ("env", Draw.Json(("initial", Draw.Json(("trees", new JsonArray(Draw.Json(("uri", "file:///home/dev/shop")))))))),
                ("messages", All(isEvent: false))
            );
            if (All(isEvent: true) is { Count: > 0 } events)
                document["usageLedger"] = Draw.Json(("events", events));
            return document.ToJsonString();

            JsonArray All(bool isEvent) =>
                new([.. steps.Take(extent).Where(step => step.IsEvent == isEvent).Select(step => step.Value.DeepClone())]);
        }

        home.Files.Add(new GeneratedDocument($".local/share/amp/threads/{id}.json", steps.Count, Text));
    }

    private static JsonArray Content(string request) =>
        [.. DrawnTools.Of(request, hasSkills: false).Select(use => DrawnTools.Block(use.Id, use.Tool, null))];

    private static JsonObject Event(Random random, DateTimeOffset time, string model, int? message, TokenUsage used) =>
        Draw.Json(
            ("id", random.Id()),
            ("timestamp", time.Iso()),
            ("model", model),
            ("toMessageId", message),
            ("tokens", Draw.Json(("input", used.Input), ("output", used.Output)))
        );
}
