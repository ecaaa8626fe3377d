using System.Text.Json.Nodes;

namespace Rimuru.Core.Tests.Generators.Shapes;

/// <summary>
/// Homes of Droid: sums that hold their sub-sessions, one session in two folders, logs that are torn, glued, late or not there, sums
/// without time, model or seller, models that only the log names, and sessions of several days.
/// </summary>
internal static class DroidShapes
{
    private static readonly DateTimeOffset Epoch = new(2026, 5, 4, 15, 0, 0, TimeSpan.Zero);

    public static ShapedHome Create(int seed)
    {
        ShapedHome home = new("Droid", seed);
        Random random = new((seed * 1847) + 17);
        string root = ".factory/sessions";
        switch (random.Next(4))
        {
            case 0:
                home.Is("moved by FACTORY_DIR");
                home.Variables["FACTORY_DIR"] = "moved";
                root = "moved/sessions";
                break;
            case 1:
                home.Is("moved by DROID_SESSIONS_DIR");
                home.Variables["DROID_SESSIONS_DIR"] = root = "elsewhere";
                break;
        }

        for (int i = random.Next(1, 5); i > 0; i--)
        {
            DroidShapedSession session = new(home, random, Epoch.AddMinutes(random.Next(9000)));
            session.Work(random.Next(1, 4));
            if (home.Is("one session in two folders", random.Next(3) == 0))
                session.WriteTo($"{root}/-old-place");
            session.Work(random.Next(3));
            session.WriteTo($"{root}/{session.Place}");
            session.Bill();
        }

        return home;
    }
}

/// <summary>Writes one session in the shapes that it draws for itself.</summary>
internal sealed class DroidShapedSession
{
    private readonly ShapedHome home;
    private readonly Random random;
    private readonly string id;
    private readonly string? project;
    private readonly bool hasLock;
    private readonly string? written;
    private readonly string? inLog;
    private readonly string? model;
    private readonly DateTimeOffset start;
    private readonly bool hasLog;
    private readonly List<string> log = [];
    private DateTimeOffset clock;
    private DateTimeOffset answered;
    private TokenUsage sum;
    private TokenUsage children;

    public DroidShapedSession(ShapedHome home, Random random, DateTimeOffset start)
    {
        (this.home, this.random, this.start, clock) = (home, random, start, start);
        id = random.Id();
        hasLock = !home.Is("no time of its own", random.Next(3) == 0);
        hasLog = !home.Is("no log", random.Next(5) == 0);
        project = home.Is("log without a folder", hasLog && random.Next(4) == 0) || !hasLog ? null : $"shop-{random.Next(3)}";
        (written, model) = random.Of<(string?, string?)>(
            ("Claude-Sonnet-4-[Anthropic]", "claude-sonnet-4"),
            ("custom:GPT-5.5-[Proxy]-0", "gpt-5.5"),
            ("gpt-5.5", "gpt-5.5"),
            (null, null)
        );
        if (hasLog && home.Is("model in the log only", model is null && random.Coin()))
            model = inLog = "claude-opus-4-5-20251101";
        bool isShown = hasLog && home.Is("model in a reminder only", model is null && random.Coin());
        if (isShown)
            model = "claude-opus-4.5-thinking";
        home.Is("no model", model is null);
        log.Add(
            Draw.Json(("type", "session_start"), ("id", id), ("title", "A title"), ("cwd", project is null ? null : $"/home/dev/{project}"))
                .ToJsonString()
        );
        string about = isShown ? "<system-reminder>\nModel: Claude Opus 4.5 Thinking [Anthropic]\n</system-reminder>" : "";
        Say("user", null, about + "Model: another [Vendor], says the user");
    }

    public string Place => project is null ? "-" : $"-home-dev-{project}";

    public void Work(int turns)
    {
        for (; turns > 0; turns--)
        {
            sum += random.Tokens();
            if (home.Is("sub-sessions in a sum", random.Next(3) == 0))
                children += random.Tokens();
            clock = clock.AddHours(home.Is("several days", random.Next(4) == 0) ? random.Next(24, 96) : 0);
            Say("user", null, "again");
            for (int i = random.Next(1, 4); i > 0; i--)
                Say("assistant", inLog, "done");
            answered = clock;
            if (home.Is("question without an answer", random.Next(3) == 0))
                Say("user", null, "and now?");
        }
    }

    public void WriteTo(string folder)
    {
        bool hasCredits = home.Is("thinking in the output", random.Coin());
        JsonObject settings = Draw.Json(
            ("model", written),
            ("providerLock", home.Is("no seller", random.Next(4) == 0) ? null : "anthropic"),
            ("providerLockTimestamp", hasLock ? start.Iso() : null),
            ("tokenUsage", Usage(sum, hasCredits)),
            ("inclusiveTokenUsage", random.Coin() || !children.IsZero ? Usage(sum + children, hasCredits) : null)
        );
        if (hasLog)
            home.AddFirst($"{folder}/{id}.jsonl", LineShapes.Write(home, random, log));
        home.Add($"{folder}/{id}.settings.json", settings.ToJsonString(), clock);
    }

    public void Bill() =>
        home.Requests.Add(
            new TrueRequest(id, model, hasLog ? answered : clock, sum) { Project = project, Evidence = UsageEvidence.Inferred }
        );

    private void Say(string role, string? modelId, string text)
    {
        clock = clock.AddSeconds(random.Next(1, 900));
        JsonObject message = Draw.Json(("role", role), ("modelId", modelId), ("content", text));
        log.Add(Draw.Json(("type", "message"), ("id", random.Id()), ("timestamp", clock.Iso()), ("message", message)).ToJsonString());
    }

    /// <summary>Releases with credits hold the thinking in the output.</summary>
    private static JsonObject Usage(TokenUsage used, bool hasCredits) =>
        Draw.Json(
            ("inputTokens", used.Input),
            ("outputTokens", hasCredits ? used.Output : used.Output - used.Reasoning),
            ("cacheCreationTokens", used.CacheWrite5m),
            ("cacheReadTokens", used.CacheRead),
            ("thinkingTokens", used.Reasoning),
            ("factoryCredits", hasCredits ? 7 : null)
        );
}
