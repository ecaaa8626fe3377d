using System.Text.Json.Nodes;

namespace Rimuru.Core.Tests.Generators;

/// <summary>
/// Homes of Grok Build: turns of several calls and models, turns that are told again with more, context sizes that are no usage, forks that
/// repeat their parent's turns, sub-agents whose usage is in the turn that started them and in logs of their own.
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
    /// <summary>Names of one model: of the API, of the plans, and of the free one.</summary>
    private static readonly string[] Models = ["grok-4.5", "grok-4.5-build", "grok-4.5-build-free"];

    private readonly HomeBuilder home;
    private readonly Random random;
    private readonly string root;
    private readonly string id;
    private readonly string project;
    private readonly string model;
    private readonly GrokSession? origin;
    private readonly GrokSession? starter;
    private readonly DateTimeOffset start;
    private readonly List<JsonObject> lines = [];

    public GrokSession(HomeBuilder home, string root, DateTimeOffset start, GrokSession? origin)
    {
        (this.home, random, this.root, this.start, Clock, this.origin) = (home, home.Random, root, start, start, origin);
        id = random.Id();
        project = origin?.project ?? $"shop-{random.Next(3)}";
        model = origin?.model ?? (home.HasShapes || home.Seed > 1 ? Models[id[0] % Models.Length] : Models[0]);
        if (origin is not null)
            lines.AddRange(origin.lines.Select(line => (JsonObject)line.DeepClone()));
    }

    /// <summary>A sub-agent of a session, which may leave no log.</summary>
    private GrokSession(GrokSession starter, bool hasLog)
        : this(starter.home, starter.root, starter.Clock, null) => (this.starter, HasLog, model) = (starter, hasLog, starter.model);

    public DateTimeOffset Clock { get; private set; }

    private bool HasLog { get; } = true;

    /// <summary>What its turns told of the two models.</summary>
    private TokenUsage First { get; set; }

    private TokenUsage Second { get; set; }

    private int Calls { get; set; }

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
                ("current_model_id", model),
                ("parent_session_id", (origin ?? starter)?.id)
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
        List<GrokSession> subAgents = home.HasShapes || home.Seed > 1 ? SubAgents(prompt) : [];
        GrokSession? late = subAgents.Count > 0 && home.Is("sub-agent that goes on", random.Next(4) == 0) ? subAgents[^1] : null;
        GrokSession[] included = [.. subAgents.Where(agent => agent != late)];
        TokenUsage wholeFirst = Sum(included, first, agent => agent.First),
            wholeSecond = Sum(included, second, agent => agent.Second);
        foreach (GrokSession agent in included)
            Tell("subagent_finished", agent, null);
        int calls = 1 + included.Where(agent => agent.HasLog).Sum(agent => agent.Calls);
        if (home.Is("turn that is told again", random.Next(3) == 0))
            Complete(prompt, new TokenUsage(first.Input / 2, 0, 0, 0, 1, 0), default, isSplit: true, 1);
        Complete(prompt, wholeFirst, wholeSecond, isSplit || !wholeSecond.IsZero, calls);
        (First, Second, Calls) = (First + wholeFirst, Second + wholeSecond, Calls + calls);
        Bill(model, wholeFirst, included, agent => agent.First);
        Bill("grok-4.5-fast", wholeSecond, included, agent => agent.Second);
        if (late is not null)
            Tell("subagent_finished", late, null);
    }

    /// <summary>Sub-agents that a turn starts; some leave no log, whose usage only the turn tells.</summary>
    private List<GrokSession> SubAgents(string prompt)
    {
        List<GrokSession> agents = [];
        for (int i = starter is null && random.Next(3) == 0 ? random.Next(1, 3) : 0; i > 0; i--)
        {
            GrokSession agent = new(this, !home.Is("sub-agent without a log", random.Next(4) == 0));
            Tell("subagent_spawned", agent, prompt);
            agent.Work(random.Next(1, 3));
            Clock = agent.Clock;
            if (agent.HasLog)
                agent.Keep();
            agents.Add(agent);
        }

        return agents;
    }

    private void Tell(string update, GrokSession agent, string? prompt) =>
        Update(
            Draw.Json(
                ("sessionUpdate", update),
                ("subagent_id", agent.id),
                ("parent_session_id", prompt is null ? null : id),
                ("parent_prompt_id", prompt),
                ("child_session_id", agent.id)
            )
        );

    private static TokenUsage Sum(IEnumerable<GrokSession> agents, TokenUsage own, Func<GrokSession, TokenUsage> part) =>
        agents.Aggregate(own, (sum, agent) => sum + part(agent));

    /// <summary>The turn's own, and what no other log tells.</summary>
    private void Bill(string model, TokenUsage whole, IEnumerable<GrokSession> included, Func<GrokSession, TokenUsage> part)
    {
        TokenUsage elsewhere = Sum(included.Where(agent => agent.HasLog), default, part),
            left = whole - elsewhere;
        if (HasLog && !left.IsZero)
            home.Bill(id, model, Clock, left, project, elsewhere.IsZero ? UsageEvidence.Recorded : UsageEvidence.Inferred);
    }

    private void Complete(string prompt, TokenUsage first, TokenUsage second, bool isSplit, int calls)
    {
        JsonObject usage = Counts(first + second);
        if (second.IsZero)
            usage["modelCalls"] = calls;
        if (isSplit)
            usage["modelUsage"] = Draw.Json((model, Counts(first)), ("grok-4.5-fast", second.IsZero ? null : Counts(second)));
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
