using System.Globalization;
using System.Text.Json.Nodes;

namespace Rimuru.Core.Tests.Generators;

/// <summary>
/// Homes of gptme: conversations, and branches that begin with a copy of them, counts beside the model, names of its cloud and with notes.
/// </summary>
internal static class GptmeHomes
{
    public static GeneratedHome Create(int seed) => HomeBuilder.Generated("Gptme", seed, Write);

    public static void Write(HomeBuilder home)
    {
        Random random = home.Random;
        string usual = home.HasShapes
            ? random.Of(".local/share", "Library/Application Support", "AppData/Local/gptme") + "/gptme/logs"
            : ".local/share/gptme/logs";
        string root = home.Root(usual, ("GPTME_LOGS_HOME", ""), ("XDG_DATA_HOME", "/gptme/logs"));
        for (int i = random.Next(2, 6); i > 0; i--)
        {
            string id = $"2026-10-24-{random.Short()}";
            DateTimeOffset clock = Draw.Epoch.AddMinutes(random.Next(6000));
            List<string> lines = Messages(home, id, ref clock);
            home.Log($"{root}/{id}/conversation.jsonl", lines, $"{root}/{id}/branches/copy.jsonl");
            if (random.Next(3) == 0)
                home.Log($"{root}/{id}/branches/other.jsonl", [.. lines.Take(random.Next(lines.Count)), .. Messages(home, id, ref clock)]);
        }
    }

    private static List<string> Messages(HomeBuilder home, string id, ref DateTimeOffset clock)
    {
        Random random = home.Random;
        List<string> lines = [];
        for (int turn = random.Next(1, 5); turn > 0; turn--)
        {
            clock = clock.AddMilliseconds(random.Next(1, 90_000));
            lines.Add(Line("user", clock, null));
            clock = clock.AddMilliseconds(random.Next(1, 90_000));
            TokenUsage used = random.Tokens(hasReasoning: false);
            string model = random.Of("claude-sonnet-4-6", "gpt-5.5");
            string name = $"{(model[0] == 'c' ? "anthropic" : "openai")}/{model}";
            if (home.HasShapes && home.Is("name of the cloud", random.Next(4) == 0))
                name = $"gptme/{name}";
            else if (home.HasShapes && home.Is("level in the name", random.Next(4) == 0))
                name += ":high";
            JsonObject usage = Draw.Json(
                    ("input_tokens", used.Input),
                    ("output_tokens", used.Output),
                    ("cache_read_tokens", used.CacheRead),
                    ("cache_creation_tokens", used.CacheWrite5m)
                ),
                about = home.HasShapes && home.Is("counts beside the model", random.Next(3) == 0) ? usage : Draw.Json(("usage", usage));
            about["model"] = name;
            about["cost"] = 0.01m;
            lines.Add(Line("assistant", clock, about));
            home.Bill(id, model, clock, used);
        }

        return lines;
    }

    /// <summary>The time of the user's clock.</summary>
    private static string Line(string role, DateTimeOffset at, JsonObject? about) =>
        Draw.Json(
                ("role", role),
                ("content", "x"),
                ("timestamp", at.ToLocalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff", CultureInfo.InvariantCulture)),
                ("metadata", about)
            )
            .ToJsonString();
}
