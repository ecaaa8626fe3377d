using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Rimuru.Core.Tests.Generators;

/// <summary>
/// Homes of Kimi: sessions of Kimi Code with sub-agents, compactions and forks that copy a whole folder; sessions of the former CLI with
/// mirrored sub-agents and forks.
/// </summary>
internal static class KimiCliHomes
{
    public static GeneratedHome Create(int seed) => HomeBuilder.Generated("KimiCli", seed, Write);

    public static void Write(HomeBuilder home)
    {
        Random random = home.Random;
        bool isCode = random.Next(3) > 0;
        string root = isCode ? home.Root(".kimi-code", ("KIMI_CODE_HOME", "")) : home.Root(".kimi", ("KIMI_SHARE_DIR", ""));
        if (root == ".kimi-code" && home.Is("desktop app", random.Next(4) == 0))
            root = ".config/kimi-desktop/daimon-share/daimon/runtime/kimi-code/home";
        if (!isCode)
            home.First.Add(
                (
                    $"{root}/kimi.json",
                    Draw.Json(
                            (
                                "work_dirs",
                                new JsonArray([.. Enumerable.Range(0, 3).Select(i => Draw.Json(("path", $"/home/dev/shop-{i}")))])
                            )
                        )
                        .ToJsonString()
                )
            );
        for (int i = random.Next(2, 4); i > 0; i--)
        {
            KimiSession session = new(home, $"{root}/sessions", isCode, Draw.Epoch.AddMinutes(random.Next(6000)), null);
            session.Work(random.Next(1, 4));
            KimiSession from = session;
            for (int forks = isCode ? random.Next(3) : 0; forks > 0; forks--)
            {
                KimiSession fork = new(home, $"{root}/sessions", isCode, from.Clock.AddMinutes(random.Next(1, 300)), from);
                fork.Work(random.Next(1, 3));
                fork.Keep();
                if (home.Is("fork of a fork", random.Coin()))
                    from = fork;
            }

            session.Keep();
        }
    }
}

/// <summary>One session of Kimi, with its sub-agents.</summary>
internal sealed class KimiSession
{
    private readonly HomeBuilder home;
    private readonly Random random;
    private readonly string root;
    private readonly bool isCode;
    private readonly string id;
    private readonly string project;
    private readonly KimiSession? origin;
    private readonly DateTimeOffset start;
    private readonly SortedDictionary<string, List<JsonObject>> logs = new(StringComparer.Ordinal);

    public KimiSession(HomeBuilder home, string root, bool isCode, DateTimeOffset start, KimiSession? origin)
    {
        (this.home, random, this.root, this.isCode, this.start, Clock, this.origin) = (
            home,
            home.Random,
            root,
            isCode,
            start,
            start,
            origin
        );
        id = "session_" + random.Id();
        project = origin?.project ?? $"shop-{random.Next(3)}";
        if (origin is null)
        {
            logs["main"] = [Draw.Json(("type", "metadata"), ("protocol_version", "1.5"))];
            return;
        }

        foreach ((string agent, List<JsonObject> lines) in origin.logs)
            logs[agent] = [.. lines.Select(line => (JsonObject)line.DeepClone())];
        logs["main"].Add(Draw.Json(("type", "forked"), ("agentId", "main"), ("time", start.ToUnixTimeMilliseconds())));
    }

    public DateTimeOffset Clock { get; private set; }

    public void Work(int turns)
    {
        for (; turns > 0; turns--)
        {
            Line("main", isCode ? Draw.Json(("type", "turn.prompt")) : Message("TurnBegin", []));
            for (int i = random.Next(1, 4); i > 0; i--)
                Respond("main");
            if (random.Next(3) == 0)
                Respond($"agent-{random.Next(100)}");
            Line("main", isCode ? Draw.Json(("type", "agent.turn.ended"), ("outcome", "done")) : Message("TurnEnd", []));
        }
    }

    public void Keep()
    {
        string work = isCode ? $"wd_{project}_0123" : Hash($"/home/dev/{project}"),
            folder = $"{root}/{work}/{id}",
            copy = $"{root.Replace("sessions", "sessions/moved", StringComparison.Ordinal)}/{work}/{id}";
        foreach (string place in isCode ? new[] { folder, copy } : [])
            home.First.Add(
                (
                    $"{place}/state.json",
                    Draw.Json(
                            ("id", id),
                            (random.Coin() ? "cwd" : "workDir", $"/home/dev/{project}"),
                            ("title", "A title"),
                            ("createdAt", start.ToUnixTimeMilliseconds()),
                            ("forkedFrom", origin?.id)
                        )
                        .ToJsonString()
                )
            );
        foreach ((string agent, List<JsonObject> lines) in logs)
        {
            string below =
                isCode ? $"agents/{agent}/"
                : agent == "main" ? ""
                : $"subagents/{agent}/";
            home.Log($"{folder}/{below}wire.jsonl", [.. lines.Select(line => line.ToJsonString())], $"{copy}/{below}wire.jsonl");
        }
    }

    private void Respond(string agent)
    {
        TokenUsage used = random.Next(8) == 0 ? default : random.Tokens(hasReasoning: false);
        bool isKnown = !home.Is("model without a request", random.Next(6) == 0);
        (string alias, string real) = random.Of(
            home.HasShapes || home.Seed > 1 ? ("kimi-code/k3", "k3") : ("kimi-for-coding", "kimi-k3"),
            ("small", "claude-haiku-4-5")
        );
        if (!isKnown)
            alias = real = "unnamed-model";
        if (isCode && isKnown)
            Line(agent, Draw.Json(("type", "llm.request"), ("model", real), ("modelAlias", alias), ("provider", "openai")));
        JsonObject usage = isCode
            ? Draw.Json(
                ("inputOther", used.Input),
                ("output", used.Output),
                ("inputCacheRead", used.CacheRead),
                ("inputCacheCreation", used.CacheWrite5m)
            )
            : Draw.Json(
                ("input_other", used.Input),
                ("output", used.Output),
                ("input_cache_read", used.CacheRead),
                ("input_cache_creation", used.CacheWrite5m)
            );
        if (isCode)
            Line(
                agent,
                Draw.Json(("type", "context.append_loop_event"), ("event", Draw.Json(("type", "step.end"), ("usage", usage.DeepClone()))))
            );
        JsonObject status = Draw.Json(("token_usage", usage.DeepClone()), ("message_id", "chatcmpl-" + random.Short()));
        Line(
            agent,
            isCode
                ? Draw.Json(("type", "usage.record"), ("model", alias), ("usage", usage), ("usageScope", random.Of("turn", "session")))
                : Message("StatusUpdate", status)
        );
        if (!used.IsZero)
            home.Bill(id, isCode ? real : null, Clock, used, project);
        if (!isCode && agent != "main")
            Line(
                "main",
                Message(
                    "SubagentEvent",
                    Draw.Json(("event", Message("StatusUpdate", (JsonObject)status.DeepClone())["message"]!.DeepClone()))
                )
            );
    }

    private static JsonObject Message(string type, JsonObject payload) =>
        Draw.Json(("message", Draw.Json(("type", type), ("payload", payload))));

    private void Line(string agent, JsonObject line)
    {
        Clock = Clock.AddMilliseconds(random.Next(1, 90_000));
        line[isCode ? "time" : "timestamp"] = isCode ? Clock.ToUnixTimeMilliseconds() : Clock.ToUnixTimeMilliseconds() / 1000m;
        if (!logs.TryGetValue(agent, out List<JsonObject>? lines))
            logs.Add(agent, lines = []);
        lines.Add(line);
    }

#pragma warning disable CA5351 // It names a folder and protects nothing.
    private static string Hash(string text) => Convert.ToHexString(MD5.HashData(Encoding.UTF8.GetBytes(text))).ToLowerInvariant();
#pragma warning restore CA5351
}
