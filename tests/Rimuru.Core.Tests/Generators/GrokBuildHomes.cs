using System.Text.Json.Nodes;

namespace Rimuru.Core.Tests.Generators;

/// <summary>
/// Homes of Grok Build: turns of several calls and models, turns that are told again with more, context sizes that are no usage, forks that
/// repeat their parent's turns.
/// </summary>
internal static class GrokBuildHomes
{
    public static GeneratedHome Create(int seed) => HomeBuilder.Generated("GrokBuild", seed, Write);

    public static void Write(HomeBuilder home)
    {
        Random random = home.Random;
        string root = home.Root(".grok", ("GROK_HOME", "")) + "/sessions";
        for (int i = random.Next(2, 5); i > 0; i--)
        {
            GrokSession session = new(home, root, Draw.Epoch.AddMinutes(random.Next(6000)), null);
            session.Work(random.Next(1, 4));
            for (int forks = random.Next(3); forks > 0; forks--)
            {
                GrokSession fork = new(home, root, session.Clock.AddMinutes(random.Next(1, 300)), session);
                fork.Work(random.Next(3));
                fork.Keep();
            }

            session.Keep();
        }
    }
}

/// <summary>One session of Grok Build.</summary>
internal sealed class GrokSession
{
    private readonly HomeBuilder home;
    private readonly Random random;
    private readonly string root;
    private readonly string id;
    private readonly string project;
    private readonly GrokSession? origin;
    private readonly DateTimeOffset start;
    private readonly List<JsonObject> lines = [];

    public GrokSession(HomeBuilder home, string root, DateTimeOffset start, GrokSession? origin)
    {
        (this.home, random, this.root, this.start, Clock, this.origin) = (home, home.Random, root, start, start, origin);
        id = random.Id();
        project = origin?.project ?? $"shop-{random.Next(3)}";
        if (origin is not null)
            lines.AddRange(origin.lines.Select(line => (JsonObject)line.DeepClone()));
    }

    public DateTimeOffset Clock { get; private set; }

    public void Work(int turns)
    {
        for (; turns > 0; turns--)
        {
            Update(Draw.Json(("sessionUpdate", "user_message_chunk")));
            Turn(random.Id());
        }
    }

    public void Keep()
    {
        string folder = $"{root}/%2Fhome%2Fdev%2F{project}/{id}",
            copy = $"{root}/copy/{id}";
        string summary = Draw.Json(
                ("info", Draw.Json(("id", id), ("cwd", $"/home/dev/{project}"))),
                ("created_at", start.Iso()),
                ("current_model_id", "grok-4.5"),
                ("parent_session_id", origin?.id)
            )
            .ToJsonString();
        home.First.Add(($"{folder}/summary.json", summary));
        home.First.Add(($"{copy}/summary.json", summary));
        home.Log($"{folder}/updates.jsonl", [.. lines.Select(line => line.ToJsonString())], $"{copy}/updates.jsonl");
    }

    private void Turn(string prompt)
    {
        TokenUsage first = random.Tokens(),
            second = home.Is("two models", random.Coin()) ? random.Tokens() : default;
        bool isSplit = !second.IsZero || random.Coin();
        if (home.Is("turn that is told again", random.Next(3) == 0))
            Complete(prompt, new TokenUsage(first.Input / 2, 0, 0, 0, 1, 0), default, isSplit: true);
        Complete(prompt, first, second, isSplit);
        home.Bill(id, "grok-4.5", Clock, first, project);
        if (!second.IsZero)
            home.Bill(id, "grok-4.5-fast", Clock, second, project);
    }

    private void Complete(string prompt, TokenUsage first, TokenUsage second, bool isSplit)
    {
        JsonObject usage = Counts(first + second);
        if (second.IsZero)
            usage["modelCalls"] = 1;
        if (isSplit)
            usage["modelUsage"] = Draw.Json(("grok-4.5", Counts(first)), ("grok-4.5-fast", second.IsZero ? null : Counts(second)));
        Update(Draw.Json(("sessionUpdate", "turn_completed"), ("prompt_id", prompt), ("usage", usage)));
    }

    private static JsonObject Counts(TokenUsage used) =>
        Draw.Json(
            ("inputTokens", used.Input + used.CacheRead + used.CacheWrite5m),
            ("outputTokens", used.Output),
            ("cachedReadTokens", used.CacheRead),
            ("cacheCreationTokens", used.CacheWrite5m > 0 ? used.CacheWrite5m : null),
            ("reasoningTokens", used.Reasoning > 0 ? used.Reasoning : null)
        );

    private void Update(JsonObject update)
    {
        Clock = Clock.AddSeconds(random.Next(1, 90));
        lines.Add(
            Draw.Json(
                ("timestamp", Clock.ToUnixTimeSeconds()),
                ("method", "session/update"),
                ("params", Draw.Json(("sessionId", id), ("update", update), ("_meta", Draw.Json(("totalTokens", random.Next(90_000))))))
            )
        );
    }
}
