using System.Text;
using System.Text.Json.Nodes;
using ZstdSharp;

namespace Rimuru.Core.Tests.Generators;

/// <summary>
/// Homes of DeepSeek Harness: samples that a message replaces, samples that stand, sessions that begin with the lines of another, compressed
/// logs.
/// </summary>
internal static class DeepSeekHarnessHomes
{
    public static GeneratedHome Create(int seed) => HomeBuilder.Generated("DeepSeekHarness", seed, Write);

    public static void Write(HomeBuilder home)
    {
        Random random = home.Random;
        string root = home.Root(".dsh", ("DSH_HOME", "")) + "/sessions";
        for (int i = random.Next(2, 6); i > 0; i--)
        {
            DeepSeekHarnessSession session = new(home, root, null);
            session.Write();
            if (random.Next(3) == 0)
                new DeepSeekHarnessSession(home, root, session).Write();
        }
    }
}

/// <summary>One session of DeepSeek Harness.</summary>
internal sealed class DeepSeekHarnessSession
{
    private readonly HomeBuilder home;
    private readonly Random random;
    private readonly string root;
    private readonly string id;
    private readonly string project;
    private readonly List<string> lines = [];
    private readonly string? parent;
    private readonly int copied;
    private DateTimeOffset clock;
    private int turn;

    public DeepSeekHarnessSession(HomeBuilder home, string root, DeepSeekHarnessSession? origin)
    {
        (this.home, this.root, random) = (home, root, home.Random);
        id = random.Id();
        project = origin?.project ?? $"shop-{random.Next(3)}";
        clock = origin?.clock ?? Draw.Epoch.AddMinutes(random.Next(6000));
        if (origin is null)
            return;
        parent = origin.id;
        turn = origin.turn;
        copied = random.Next(1, origin.lines.Count);
        lines.AddRange(origin.lines.Take(copied));
    }

    public void Write()
    {
        for (int turns = random.Next(1, 4); turns > 0; turns--)
            Work();
        string header = Draw.Json(
                ("type", "session"),
                ("version", 0),
                ("id", id),
                ("createdAt", clock.ToUnixTimeMilliseconds()),
                ("cwd", $"/home/dev/{project}"),
                ("parentSession", parent),
                ("seedLength", copied)
            )
            .ToJsonString();
        string[] all = [header, .. lines];
        string path = $"{root}/--home-dev--/{id}/session.jsonl";
        if (random.Next(3) > 0)
            home.Log(path, all, $"{root}/copy/{id}/session.jsonl");
        else
            home.Add(new GeneratedFrames($"{path}.zstd", all));
    }

    private void Work()
    {
        turn++;
        string model = random.Of("deepseek-v4-flash", "deepseek-v4-pro");
        lines.Add(
            Line(
                "request/header",
                Draw.Json(("header", Draw.Json(("config", Draw.Json(("provider", "deepseek-official"), ("model", model))))))
            )
        );
        for (int step = random.Next(1, 4); step > 0; step--)
        {
            TokenUsage used = random.Tokens();
            bool isCutOff = random.Next(4) == 0;
            TokenUsage sample = isCutOff ? used : used with { Output = used.Output + 3 };
            lines.Add(
                Line(
                    "assistant/chunk",
                    Draw.Json(("turn", turn), ("step", step), ("chunk", Draw.Json(("type", "usage"), ("usage", Usage(sample)))))
                )
            );
            if (!isCutOff)
                lines.Add(
                    Line(
                        "assistant/message",
                        Draw.Json(
                            ("turn", turn),
                            ("step", step),
                            ("message", Draw.Json(("source", Draw.Json(("model", model))))),
                            ("usage", Usage(used))
                        )
                    )
                );
            home.Bill(id, model, clock, used, project);
        }
    }

    private string Line(string type, JsonObject data)
    {
        clock = clock.AddMilliseconds(random.Next(1, 90_000));
        return Draw.Json(("type", type), ("seq", lines.Count), ("time", clock.ToUnixTimeMilliseconds()), ("data", data)).ToJsonString();
    }

    private static JsonObject Usage(TokenUsage used) =>
        Draw.Json(
            ("inputTokens", used.Input),
            ("outputTokens", used.Output),
            ("cacheReadTokens", used.CacheRead),
            ("cacheWriteTokens", used.CacheWrite5m),
            ("reasoningTokens", used.Reasoning)
        );
}

/// <summary>A log of which each line is a frame of its own.</summary>
internal sealed class GeneratedFrames(string path, IReadOnlyList<string> lines) : GeneratedFile(path)
{
    public override int Extent => lines.Count;

    public override byte[] At(int extent)
    {
        using Compressor compressor = new();
        return [.. lines.Take(extent).SelectMany(line => compressor.Wrap(Encoding.UTF8.GetBytes(line + "\n")).ToArray())];
    }
}
