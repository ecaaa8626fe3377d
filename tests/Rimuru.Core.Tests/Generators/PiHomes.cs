using System.Text.Json.Nodes;

namespace Rimuru.Core.Tests.Generators;

/// <summary>Homes in which Pi was at work: sessions, forks that hold their parent's entries, forks of forks.</summary>
internal static class PiHomes
{
    public static GeneratedHome Create(int seed)
    {
        GeneratedHome home = new("Pi", seed);
        Random random = new(seed * 1361 + 19);
        for (int i = random.Next(2, 5); i > 0; i--)
        {
            PiSession session = new(home, random, Draw.Epoch.AddMinutes(random.Next(6000)), $"project-{random.Next(3)}", null);
            for (int turn = random.Next(1, 5); turn > 0; turn--)
                session.Turn();
            PiSession from = session;
            for (int fork = random.Next(3); fork > 0; fork--)
            {
                PiSession copy = new(home, random, from.Clock.AddMinutes(random.Next(1, 500)), from.Project, from);
                copy.Turn();
                if (random.Coin())
                    from = copy;
                copy.Keep();
            }

            session.Keep();
        }

        return home;
    }
}

/// <summary>One session of Pi.</summary>
internal sealed class PiSession
{
    private readonly GeneratedHome home;
    private readonly Random random;
    private readonly string id;
    private readonly string path;
    private readonly List<JsonObject> lines = [];

    public PiSession(GeneratedHome home, Random random, DateTimeOffset start, string project, PiSession? parent)
    {
        (this.home, this.random, Clock, Project, id) = (home, random, start, project, random.Id());
        path = Draw.Text($".pi/agent/sessions/--home-dev-{project}--/{start:yyyy-MM-ddTHH-mm-ss-fffZ}_{id}.jsonl");
        lines.Add(
            Draw.Json(
                ("type", "session"),
                ("version", 3),
                ("id", id),
                ("timestamp", start.Iso()),
                ("cwd", $"/home/dev/{project}"),
                ("parentSession", parent is null ? null : $"/home/dev/{parent.path}")
            )
        );
        if (parent is not null)
            lines.AddRange(parent.lines.Skip(1).Take(random.Next(1, parent.lines.Count)));
    }

    public string Project { get; }

    public DateTimeOffset Clock { get; private set; }

    public void Turn()
    {
        Message(Draw.Json(("role", "user")));
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            TokenUsage used = random.Next(8) == 0 ? default : random.Tokens(hasReasoning: false);
            string model = random.Of("claude-sonnet-4-5", "gpt-5.5");
            bool isWhole = home.HasFaults && random.Next(3) == 0;
            JsonObject message = Draw.Json(
                ("role", "assistant"),
                ("provider", isWhole ? "google" : "anthropic"),
                ("model", model),
                ("stopReason", i > 1 ? "toolUse" : "stop")
            );
            message["usage"] = Draw.Json(
                ("input", isWhole ? used.Input + used.CacheRead + used.CacheWrite5m : used.Input),
                (
                    "totalTokens",
                    isWhole || (home.HasFaults && random.Coin()) ? used.Input + used.CacheRead + used.CacheWrite5m + used.Output : null
                ),
                ("output", used.Output),
                ("cacheRead", used.CacheRead),
                ("cacheWrite", used.CacheWrite5m),
                ("cost", Draw.Json(("total", random.Next(900) / 100_000m)))
            );
            if (random.Next(3) > 0)
                message["responseId"] = "msg_" + random.Short();
            message["content"] = Content($"{id}:{lines.Count}");
            Message(message);
            if (used.IsZero)
                continue;
            home.Bill(id, model, used);
            home.Use($"{id}:{lines.Count - 1}", used);
        }

        if (random.Next(3) == 0)
            lines.Add(Draw.Json(("type", "session_info"), ("id", random.Short()[..8]), ("timestamp", Clock.Iso()), ("name", "A name")));
    }

    public void Keep() =>
        home.Files.Add(
            new GeneratedLog(path, [.. lines.Select(line => line.ToJsonString())])
            {
                TwinPath = path.Replace("--home-dev-", "--moved-", StringComparison.Ordinal),
            }
        );

    private static JsonArray Content(string request) =>
        [
            Draw.Json(("type", "text"), ("name", "Decoy")),
            .. DrawnTools
                .Of(request, hasSkills: false)
                .Select(use =>
                    Draw.Json(("type", "toolCall"), ("id", use.Id), ("name", use.Tool), ("arguments", Draw.Json(("name", "Decoy"))))
                ),
        ];

    private void Message(JsonObject message)
    {
        Clock = Clock.AddMilliseconds(random.Next(1, 90_000));
        lines.Add(Draw.Json(("type", "message"), ("id", random.Short()[..8]), ("timestamp", Clock.Iso()), ("message", message)));
    }
}
