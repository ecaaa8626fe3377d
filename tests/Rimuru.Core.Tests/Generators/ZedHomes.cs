using System.Text;
using System.Text.Json.Nodes;
using ZstdSharp;

namespace Rimuru.Core.Tests.Generators;

/// <summary>Homes of Zed: threads with a sum, threads of before with the last request of each prompt, sub-agents, imported threads.</summary>
internal static class ZedHomes
{
    private static readonly string[] Schema =
    [
        "CREATE TABLE threads(id TEXT PRIMARY KEY, summary TEXT, updated_at TEXT, data_type TEXT, data BLOB, parent_id TEXT, folder_paths TEXT, created_at TEXT)",
    ];

    public static GeneratedHome Create(int seed) => HomeBuilder.Generated("Zed", seed, Write);

    public static void Write(HomeBuilder home)
    {
        Random random = home.Random;
        string root = home.Root(".local/share/zed", ("XDG_DATA_HOME", "/zed"), ("FLATPAK_XDG_DATA_HOME", "/zed"));
        List<string> rows = [];
        for (int i = random.Next(3, 7); i > 0; i--)
            Thread(home, rows, null);
        home.Add(
            new GeneratedDatabase($"{root}/threads/threads.db", Schema, rows)
            {
                TwinPath = "Library/Application Support/Zed/threads/threads.db",
                CleanUps = ["DELETE FROM threads", "DELETE FROM threads WHERE rowid = 1"],
            }
        );
    }

    private static void Thread(HomeBuilder home, List<string> rows, string? parent)
    {
        Random random = home.Random;
        string id = random.Id(),
            project = $"shop-{random.Next(3)}",
            model = random.Of("claude-sonnet-4-6", "gpt-5.4");
        DateTimeOffset clock = Draw.Epoch.AddMinutes(random.Next(6000));
        bool hasSum = random.Next(3) > 0,
            isImported = home.Is("imported thread", random.Next(6) == 0);
        TokenUsage sum = default;
        JsonObject prompts = [];
        for (int turn = random.Next(1, 4); turn > 0; turn--)
        {
            clock = clock.AddMilliseconds(random.Next(1, 900_000));
            TokenUsage used = random.Tokens(hasReasoning: false);
            sum += used;
            string prompt = random.Id();
            prompts[prompt] = Counts(used);
            if (!hasSum && !isImported)
                home.Bill(id, model, clock, used, project, UsageEvidence.Partial);
            JsonObject data = Draw.Json(
                ("title", "A title"),
                ("imported", isImported),
                ("cumulative_token_usage", hasSum && !isImported ? Counts(sum) : new JsonObject()),
                ("request_token_usage", isImported ? new JsonObject() : prompts.DeepClone()),
                ("model", Draw.Json(("provider", "anthropic"), ("model", model)))
            );
            bool isPlain = random.Coin();
            rows.Add(
                $"INSERT OR REPLACE INTO threads VALUES('{id}', 'A title', '{clock.Iso()}', '{(isPlain ? "json" : "zstd")}', {(isPlain ? $"'{data.ToJsonString()}'" : Compressed(data))}, {(parent is null ? "NULL" : $"'{parent}'")}, '/home/dev/{project}', '{clock.Iso()}')"
            );
        }

        if (hasSum && !isImported)
            home.Bill(id, model, clock, sum, project, UsageEvidence.Inferred);
        else if (!isImported)
            Retime(home, id, clock);
        if (parent is null && home.Is("sub-agent", random.Next(3) == 0))
            Thread(home, rows, id);
    }

    /// <summary>Only the thread has a time.</summary>
    private static void Retime(HomeBuilder home, string id, DateTimeOffset clock)
    {
        for (int i = 0; i < home.Requests.Count; i++)
        {
            if (home.Requests[i].Session == id)
                home.Requests[i] = home.Requests[i] with { At = clock };
        }
    }

    private static JsonObject Counts(TokenUsage used) =>
        Draw.Json(
            ("input_tokens", used.Input > 0 ? used.Input : null),
            ("output_tokens", used.Output),
            ("cache_creation_input_tokens", used.CacheWrite5m > 0 ? used.CacheWrite5m : null),
            ("cache_read_input_tokens", used.CacheRead > 0 ? used.CacheRead : null)
        );

    private static string Compressed(JsonObject data)
    {
        using Compressor compressor = new();
        return $"X'{Convert.ToHexString(compressor.Wrap(Encoding.UTF8.GetBytes(data.ToJsonString())))}'";
    }
}
