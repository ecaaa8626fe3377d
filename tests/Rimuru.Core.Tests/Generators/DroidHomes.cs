namespace Rimuru.Core.Tests.Generators;

/// <summary>Homes in which Droid was at work: one sum a session, which grows, and a log that names the folder and the last answer.</summary>
internal static class DroidHomes
{
    public static GeneratedHome Create(int seed)
    {
        GeneratedHome home = new("Droid", seed);
        Random random = new(seed * 431 + 31);
        for (int i = random.Next(2, 7); i > 0; i--)
        {
            string id = random.Id(),
                folder = $".factory/sessions/-home-dev-project-{random.Next(3)}",
                cwd = $"/home/dev/project-{random.Next(3)}";
            DateTimeOffset start = Draw.Epoch.AddMinutes(random.Next(6000));
            (string written, string model) = random.Of(
                ("Claude-Sonnet-4-[Anthropic]", "claude-sonnet-4"),
                ("custom:gpt-5.5", "gpt-5.5"),
                ("gpt-5.5", "gpt-5.5")
            );
            bool hasCredits = home.HasFaults && random.Coin();
            TokenUsage[] sums = new TokenUsage[random.Next(2, 6)];
            for (int turn = 1; turn < sums.Length; turn++)
                sums[turn] = sums[turn - 1] + random.Tokens();
            string Text(int extent) =>
                Draw.Json(
                        ("model", written),
                        ("providerLock", "anthropic"),
                        ("providerLockTimestamp", start.Iso()),
                        (
                            "tokenUsage",
                            Draw.Json(
                                ("inputTokens", sums[extent].Input),
                                ("outputTokens", hasCredits ? sums[extent].Output : sums[extent].Output - sums[extent].Reasoning),
                                ("cacheCreationTokens", sums[extent].CacheWrite5m),
                                ("cacheReadTokens", sums[extent].CacheRead),
                                ("thinkingTokens", sums[extent].Reasoning),
                                ("factoryCredits", hasCredits ? extent : null)
                            )
                        )
                    )
                    .ToJsonString();
            home.Bill(id, model, sums[^1]);
            home.Files.Add(
                new GeneratedDocument($"{folder}/{id}.settings.json", sums.Length - 1, Text)
                {
                    TwinPath = $".factory/sessions/{id}.settings.json",
                    Companions =
                    [
                        (
                            $"{folder}/{id}.jsonl",
                            Draw.Json(("type", "session_start"), ("id", id), ("title", "A title"), ("cwd", cwd)).ToJsonString()
                                + "\n"
                                + Draw.Json(
                                        ("type", "message"),
                                        ("timestamp", start.AddHours(17 * i).Iso()),
                                        ("message", Draw.Json(("role", "assistant"), ("modelId", "another-model")))
                                    )
                                    .ToJsonString()
                                + "\n"
                        ),
                    ],
                }
            );
        }

        return home;
    }
}
