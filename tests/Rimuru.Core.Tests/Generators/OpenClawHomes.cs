using System.Text;
using System.Text.Json.Nodes;
using ZstdSharp;

namespace Rimuru.Core.Tests.Generators;

/// <summary>
/// Homes of OpenClaw: the database of 2026.8 and its compressed events and archives, the files of before and their generations, forks,
/// sub-agents, runs of Codex, copies that do not count.
/// </summary>
internal static class OpenClawHomes
{
    private static readonly string[] Schema =
    [
        "CREATE TABLE session_nodes(session_key TEXT PRIMARY KEY, current_session_id TEXT, fork_source_session_id TEXT, label TEXT)",
        "CREATE TABLE session_windows(session_id TEXT PRIMARY KEY, session_key TEXT, previous_session_id TEXT, reason TEXT, created_at INTEGER, model_provider TEXT, model TEXT, agent_harness_id TEXT, parent_session_key TEXT)",
        "CREATE TABLE transcript_events(session_id TEXT, seq INTEGER, event_json TEXT, created_at INTEGER, event_zstd BLOB, PRIMARY KEY(session_id, seq))",
        "CREATE TABLE session_transcript_archives(session_id TEXT, encoding TEXT, archive_blob BLOB)",
        "CREATE TABLE trajectory_runtime_events(session_id TEXT, event_json TEXT)",
    ];

    public static GeneratedHome Create(int seed) => HomeBuilder.Generated("OpenClaw", seed, Write);

    public static void Write(HomeBuilder home)
    {
        Random random = home.Random;
        string root = home.Root(".openclaw", ("OPENCLAW_STATE_DIR", ""), ("OPENCLAW_HOME", "/.openclaw"));
        if (root.EndsWith(".openclaw", StringComparison.Ordinal) && home.Is("another profile", random.Next(4) == 0))
            root = root[..^".openclaw".Length] + random.Of(".openclaw-dev", ".clawdbot", ".qclaw");
        string agent = $"{root}/agents/main";
        List<string> rows = [];
        for (int i = random.Next(2, 5); i > 0; i--)
        {
            OpenClawSession session = new(home, Draw.Epoch.AddMinutes(random.Next(6000)), null, random.Coin());
            session.Work(random.Next(1, 4));
            if (session.IsKept)
            {
                session.Keep(agent, rows);
                Descend(home, session, rows);
            }
            else
            {
                session.KeepFile(agent);
            }
        }

        if (rows.Count > 0)
            home.Add(
                new GeneratedDatabase($"{agent}/agent/openclaw-agent.sqlite", Schema, rows)
                {
                    TwinPath = $"{root}/agents/copy/agent/openclaw-agent.sqlite",
                    CleanUps = ["DELETE FROM transcript_events", "DELETE FROM transcript_events WHERE rowid % 2 = 0"],
                }
            );
    }

    private static void Descend(HomeBuilder home, OpenClawSession origin, List<string> rows)
    {
        for (int i = home.Random.Next(3); i > 0; i--)
        {
            OpenClawSession fork = new(home, origin.Clock.AddMinutes(home.Random.Next(1, 300)), origin, isKept: true);
            fork.Work(home.Random.Next(1, 3));
            fork.Keep(null, rows);
        }
    }
}

/// <summary>One session of OpenClaw.</summary>
internal sealed class OpenClawSession
{
    private readonly HomeBuilder home;
    private readonly Random random;
    private readonly string id;
    private readonly string project;
    private readonly bool isCodexs;
    private readonly OpenClawSession? origin;
    private readonly DateTimeOffset start;
    private readonly List<JsonObject> events = [];

    public OpenClawSession(HomeBuilder home, DateTimeOffset start, OpenClawSession? origin, bool isKept)
    {
        (this.home, random, this.start, Clock, this.origin) = (home, home.Random, start, start, origin);
        IsKept = isKept;
        id = random.Id();
        project = origin?.project ?? $"shop-{random.Next(3)}";
        isCodexs = home.Is("run of Codex", origin is null && isKept && random.Next(6) == 0);
        events.Add(Draw.Json(("type", "session"), ("version", 3), ("id", id), ("timestamp", start.Iso()), ("cwd", $"/home/dev/{project}")));
        if (origin is not null)
            events.AddRange(origin.events.Skip(1).Take(random.Next(1, origin.events.Count)).Select(line => (JsonObject)line.DeepClone()));
    }

    /// <summary>Whether it lies in the database.</summary>
    public bool IsKept { get; }

    public DateTimeOffset Clock { get; private set; }

    private string Key => origin is null ? $"agent:main:{id}" : $"agent:main:subagent:{id}";

    public void Work(int turns)
    {
        for (; turns > 0; turns--)
        {
            Message(Draw.Json(("role", "user"), ("content", new string('x', random.Next(400)))));
            for (int i = random.Next(1, 4); i > 0; i--)
                Respond(i > 1);
        }
    }

    /// <summary>In the database, each event as text or compressed.</summary>
    public void Keep(string? agent, List<string> rows)
    {
        string parent = origin is null ? "NULL" : $"'{origin.Key}'";
        rows.Add($"INSERT INTO session_nodes VALUES('{Key}', '{id}', {(origin is null ? "NULL" : $"'{origin.id}'")}, 'a label')");
        rows.Add(
            Draw.Text(
                $"INSERT INTO session_windows VALUES('{id}', '{Key}', NULL, 'initial', {start.ToUnixTimeMilliseconds()}, 'anthropic', 'the-model', {(isCodexs ? "'codex'" : "NULL")}, {parent})"
            )
        );
        for (int i = 0; i < events.Count; i++)
        {
            string text = events[i].ToJsonString();
            bool isLarge = random.Next(4) == 0;
            string values = isLarge
                ? $"NULL, {start.ToUnixTimeMilliseconds()}, X'{Compressed(text)}'"
                : $"'{text}', {start.ToUnixTimeMilliseconds()}, NULL";
            rows.Add(Draw.Text($"INSERT INTO transcript_events VALUES('{id}', {i}, {values})"));
        }

        rows.Add($"INSERT INTO trajectory_runtime_events VALUES('{id}', '{events[^1].ToJsonString()}')");
        if (home.Is("archive in the database", random.Next(4) == 0))
            rows.Add($"INSERT INTO session_transcript_archives VALUES('{id}', 'zstd', X'{Compressed(Text)}')");
        if (agent is not null && !isCodexs && home.Is("file beside the database", random.Next(3) == 0))
            home.Log($"{agent}/sessions/{id}.jsonl", Lines);
    }

    /// <summary>As a file, perhaps in two generations, with copies that do not count.</summary>
    public void KeepFile(string agent)
    {
        string path = $"{agent}/sessions/{id}.jsonl";
        if (home.Is("earlier generation", random.Next(3) == 0))
        {
            home.Log(path + ".reset.2026-03-02T08-15-00.123Z", Lines);
            events.RemoveRange(1, events.Count - 1);
            Clock = Clock.AddHours(1);
            Work(1);
        }

        if (home.Is("checkpoint", random.Next(3) == 0))
        {
            home.Log($"{agent}/sessions/{id}.checkpoint.{random.Id()}.jsonl", Lines);
            home.Log(path + ".bak", Lines);
        }

        string end = random.Of("", "", ".deleted.2026-03-03T09-00-00.000Z");
        bool isImported = home.Is("left by the migration", random.Next(5) == 0);
        path = isImported ? $"{agent}/session-sqlite-import-archive/archive-tier.{id}.jsonl.imported-1" : path + end;
        home.Log(path, Lines, path.Replace(id + ".jsonl", id + ".jsonl.reset.2026-03-04T09-00-00.000Z", StringComparison.Ordinal));
    }

    private string[] Lines => [.. events.Select(line => line.ToJsonString())];

    private string Text => string.Join('\n', Lines);

    private void Respond(bool goesOn)
    {
        bool isCut = home.Is("response that was cut off", random.Next(6) == 0);
        TokenUsage used = random.Next(8) == 0 ? default : random.Tokens();
        long kept = used.CacheWrite5m > 0 && random.Coin() ? random.NextInt64(used.CacheWrite5m + 1) : 0;
        used = used with { CacheWrite5m = used.CacheWrite5m - kept, CacheWrite1h = kept };
        string model = random.Of("claude-opus-4-8", "gpt-5.5", "kimi-k2.6");
        bool isRouted = home.Is("router", random.Next(4) == 0);
        JsonObject message = Draw.Json(
            ("role", "assistant"),
            ("provider", "anthropic"),
            ("model", model),
            ("responseModel", isRouted ? "answering-model" : null),
            (
                "usage",
                Draw.Json(
                    ("input", used.Input),
                    ("output", used.Output),
                    ("cacheRead", used.CacheRead),
                    ("cacheWrite", used.CacheWrite5m + used.CacheWrite1h),
                    ("cacheWrite1h", used.CacheWrite1h > 0 ? used.CacheWrite1h : null),
                    ("reasoningTokens", used.Reasoning > 0 ? used.Reasoning : null),
                    ("totalTokens", used.Total),
                    ("cost", Draw.Json(("total", random.Next(900) / 100_000m)))
                )
            ),
            ("stopReason", StopOf(isCut, goesOn))
        );
        DateTimeOffset at = Message(message);
        if (!used.IsZero && !isCodexs)
            home.Bill(id, isRouted ? "answering-model" : model, at, used, project, isCut ? UsageEvidence.Partial : UsageEvidence.Recorded);
        if (random.Next(5) == 0)
            Message(
                Draw.Json(("role", "assistant"), ("provider", "openclaw"), ("model", "delivery-mirror"), ("usage", Draw.Json(("input", 0))))
            );
    }

    private string StopOf(bool isCut, bool goesOn)
    {
        if (isCut)
            return random.Of("aborted", "error");
        return goesOn ? "toolUse" : "stop";
    }

    private DateTimeOffset Message(JsonObject message)
    {
        Clock = Clock.AddMilliseconds(random.Next(1, 90_000));
        events.Add(Draw.Json(("type", "message"), ("id", random.Short()[..8]), ("timestamp", Clock.Iso()), ("message", message)));
        return Clock;
    }

    private static string Compressed(string text)
    {
        using Compressor compressor = new();
        return Convert.ToHexString(compressor.Wrap(Encoding.UTF8.GetBytes(text)));
    }
}
