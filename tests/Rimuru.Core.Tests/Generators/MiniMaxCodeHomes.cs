using System.Text;
using System.Text.Json.Nodes;

namespace Rimuru.Core.Tests.Generators;

/// <summary>
/// Homes of MiniMax Code: sessions and their sub-sessions, messages that are repeated while they grow, forks that begin with the history of
/// another session, and what a history was before a compaction.
/// </summary>
internal static class MiniMaxCodeHomes
{
    public static GeneratedHome Create(int seed) => HomeBuilder.Generated("MiniMaxCode", seed, Write);

    public static void Write(HomeBuilder home)
    {
        Random random = home.Random;
        string usual = home.Seed % 3 == 0 ? ".local/share/minimax" : ".minimax";
        string root =
            home.Is("legacy folder", random.Next(5) == 0) ? ".mavis"
            : home.Is("profile", random.Next(5) == 0) ? $"{usual}-work"
            : home.Root(usual, ("MINIMAX_DATA_DIR", ""), ("MAVIS_DATA_DIR", ""));
        List<string> rows = [];
        for (int i = random.Next(2, 5); i > 0; i--)
        {
            MiniMaxCodeHistory session = new(home, root, rows, null, isFork: false);
            session.Work();
            session.Keep();
            for (int more = random.Next(3); more > 0; more--)
            {
                MiniMaxCodeHistory other = new(home, root, rows, session, isFork: random.Coin());
                other.Work();
                other.Keep();
            }
        }

        if (home.HasShapes)
            home.FirstFiles.Add(
                new GeneratedDatabase(
                    $"{root}/v2/sqlite/runtime-state.sqlite",
                    [
                        "CREATE TABLE local_runtime_sessions(session_id TEXT PRIMARY KEY, title TEXT, workspace_dir TEXT, project_workspace_dir TEXT, parent_session_id TEXT)",
                    ],
                    rows
                )
            );
    }
}

/// <summary>The history of one session of MiniMax Code.</summary>
internal sealed class MiniMaxCodeHistory
{
    private readonly HomeBuilder home;
    private readonly Random random;
    private readonly string folder;
    private readonly string id;
    private readonly string? project;
    private readonly List<string> lines = [];
    private readonly DateTimeOffset start;
    private DateTimeOffset clock;
    private int kept;

    public MiniMaxCodeHistory(HomeBuilder home, string root, List<string> rows, MiniMaxCodeHistory? origin, bool isFork)
    {
        (this.home, random) = (home, home.Random);
        id = $"mvs_{random.Id()}";
        project = home.HasShapes ? origin?.project ?? $"shop-{random.Next(3)}" : null;
        clock = start = (origin?.clock ?? Draw.Epoch.AddMinutes(random.Next(6000))).AddSeconds(1);
        string name = Convert.ToBase64String(Encoding.UTF8.GetBytes(id)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        folder = $"{root}/v2/sessions/2026/10/24/10-30-00-000-session_{name}";
        if (isFork)
            lines.AddRange(origin!.lines);
        kept = lines.Count;
        string parent = origin is null || isFork ? "NULL" : $"'{origin.id}'";
        rows.Add($"INSERT INTO local_runtime_sessions VALUES('{id}', 'a title', '/tmp/work', '/home/dev/{project}', {parent})");
    }

    public void Work()
    {
        for (int calls = random.Next(1, 6); calls > 0; calls--)
        {
            clock = clock.AddMilliseconds(random.Next(1, 90_000));
            lines.Add(Line(random.Id(), Draw.Json(("role", "user"), ("timestamp", clock.ToUnixTimeMilliseconds()))));
            Call();
        }
    }

    public void Keep()
    {
        home.First.Add(
            ($"{folder}/manifest.json", Draw.Json(("sessionId", id), ("createdAtMs", start.ToUnixTimeMilliseconds())).ToJsonString())
        );
        if (random.Next(3) > 0)
        {
            home.Log($"{folder}/messages.jsonl", lines);
            return;
        }

        // A compaction leaves a summary and the end of the history, which is whole in a snapshot.
        kept = random.Next(kept, lines.Count);
        string summary = Line(random.Id(), Draw.Json(("role", "compactionSummary"), ("summary", "what was")));
        home.Log($"{folder}/snapshots/g0001--{random.Id()}.jsonl", [.. lines]);
        home.Log($"{folder}/messages.jsonl", [summary, .. lines.Skip(kept)]);
    }

    private void Call()
    {
        TokenUsage used = random.Next(8) == 0 ? default : random.Tokens(hasReasoning: false);
        string model = random.Of("MiniMax-M3", "MiniMax-M2.7"),
            message = home.Is("ids that are used again", random.Next(6) == 0) ? Draw.Text($"{lines.Count}") : $"msg-{random.Id()}";
        string? response = random.Next(4) == 0 ? null : $"resp_{random.Id()}";
        if (home.Is("messages that grow", random.Next(5) == 0))
            lines.Add(Line(message, Answer(used with { Output = used.Output / 2 }, model, response)));
        lines.Add(Line(message, Answer(used, model, response)));
        if (!used.IsZero)
            home.Bill(id, model, clock, used, project);
    }

    private JsonObject Answer(TokenUsage used, string model, string? response) =>
        Draw.Json(
            ("role", "assistant"),
            ("content", new JsonArray()),
            ("provider", "minimax"),
            ("model", model),
            ("responseId", response),
            ("stopReason", "stop"),
            ("timestamp", clock.ToUnixTimeMilliseconds()),
            (
                "usage",
                Draw.Json(
                    ("input", used.Input),
                    ("output", used.Output),
                    ("cacheRead", used.CacheRead),
                    ("cacheWrite", used.CacheWrite5m),
                    ("totalTokens", used.Input + used.CacheRead + used.CacheWrite5m + used.Output),
                    ("cost", Draw.Json(("total", 0)))
                )
            )
        );

    private static string Line(string id, JsonObject message) =>
        Draw.Json(("message_id", id), ("turn_id", "turn-1"), ("message", message)).ToJsonString();
}
