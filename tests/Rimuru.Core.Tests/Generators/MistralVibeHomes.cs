namespace Rimuru.Core.Tests.Generators;

/// <summary>
/// Homes of Mistral Vibe: counters that go on in the next session after a compaction, sessions that begin at zero after a fork, sub-agents.
/// </summary>
internal static class MistralVibeHomes
{
    public static GeneratedHome Create(int seed) => HomeBuilder.Generated("MistralVibe", seed, Write);

    public static void Write(HomeBuilder home)
    {
        Random random = home.Random;
        string root = home.Root(".vibe", ("VIBE_HOME", "")) + "/logs/session";
        for (int i = random.Next(2, 5); i > 0; i--)
        {
            MistralVibeSession session = new(home, root, Draw.Epoch.AddMinutes(random.Next(6000)), null);
            session.Write();
            if (random.Next(3) == 0)
                session.Delegate().Write();
            for (int next = random.Next(3); next > 0; next--)
            {
                session = session.GoOn(isFork: home.Is("fork", random.Next(3) == 0));
                session.Write();
            }
        }
    }
}

/// <summary>One session of Mistral Vibe, which makes one request.</summary>
internal sealed class MistralVibeSession(HomeBuilder home, string root, DateTimeOffset start, MistralVibeSession? parent)
{
    private readonly string id = home.Random.Id();
    private readonly string folder = $"session_{home.Random.Short()}";
    private readonly string project = parent?.project ?? $"shop-{home.Random.Next(3)}";
    private readonly DateTimeOffset end = start.AddSeconds(home.Random.Next(10, 900));
    private readonly TokenUsage used = home.Random.Tokens(hasWrites: false, hasReasoning: false);
    private TokenUsage before;
    private int stepsBefore;
    private string? subAgent;

    /// <summary>The session that goes on from this one: with its counters, or from zero.</summary>
    public MistralVibeSession GoOn(bool isFork)
    {
        MistralVibeSession next = new(home, root, end.AddSeconds(home.Random.Next(1, 90)), this);
        if (!isFork)
            (next.before, next.stepsBefore) = (before + used, stepsBefore + 1);
        return next;
    }

    public MistralVibeSession Delegate() => new(home, $"{root}/{folder}/agents", start.AddSeconds(1), null) { subAgent = "explore" };

    public void Write()
    {
        string name = subAgent is null ? folder : $"{subAgent}_{folder}",
            twin = $"{root}/copy/{name}";

        // A fork's messages begin with those of its origin; after a compaction there is a summary instead.
        int answers = parent is not null && stepsBefore == 0 ? 3 : 1;
        string messages = string.Concat(
            Enumerable.Repeat(Draw.Json(("role", "assistant"), ("content", "x")).ToJsonString() + "\n", answers)
        );
        home.First.Add(($"{root}/{name}/messages.jsonl", messages));
        if (subAgent is null)
            home.First.Add(($"{twin}/messages.jsonl", messages));
        home.Add(new GeneratedDocument($"{root}/{name}/meta.json", 4, Text) { TwinPath = subAgent is null ? $"{twin}/meta.json" : null });
        home.Bill(id, "devstral-2", end, used, project, UsageEvidence.Inferred);
    }

    private string Text(int upTo)
    {
        TokenUsage now = new(
            before.Input + (used.Input * upTo / 4),
            before.CacheRead + (used.CacheRead * upTo / 4),
            0,
            0,
            before.Output + (used.Output * upTo / 4),
            0
        );
        return Draw.Json(
                ("session_id", id),
                ("parent_session_id", parent?.id),
                ("start_time", start.Iso()),
                ("end_time", start.Add((end - start) * upTo / 4).Iso()),
                ("environment", Draw.Json(("working_directory", $"/home/dev/{project}"))),
                ("title", "A title"),
                (
                    "stats",
                    Draw.Json(
                        ("steps", stepsBefore + 1),
                        ("session_prompt_tokens", now.Input + now.CacheRead),
                        ("session_completion_tokens", now.Output),
                        ("session_cached_tokens", now.CacheRead),
                        ("context_tokens", 9000),
                        ("last_turn_prompt_tokens", 8800)
                    )
                ),
                ("config", Draw.Json(("active_model", "devstral-2")))
            )
            .ToJsonString();
    }
}
