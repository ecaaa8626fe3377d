using System.Text.Json.Nodes;

namespace Rimuru.Core.Tests.Generators;

/// <summary>
/// Homes of Mux: turns in the chat and in its archive, models that tools asked, calls outside the chat, transcripts of sub-agents, forks,
/// and sums that have all of it and what was deleted.
/// </summary>
internal static class MuxHomes
{
    public static GeneratedHome Create(int seed) => HomeBuilder.Generated("Mux", seed, Write);

    public static void Write(HomeBuilder home)
    {
        Random random = home.Random;
        string root = home.Root(random.Of(".mux", ".xum"), ("MUX_ROOT", ""), ("XUM_ROOT", ""));
        JsonArray projects = [];
        for (int i = random.Next(2, 6); i > 0; i--)
        {
            string id = random.Short(),
                project = $"shop-{random.Next(3)}",
                folder = $"{root}/sessions/{id}";
            JsonArray known = new(Draw.Json(("id", id), ("createdAt", home.HasShapes && random.Coin() ? Draw.Epoch.Iso() : null)));
            projects.Add(new JsonArray($"/home/dev/{project}", Draw.Json(("workspaces", known))));
            MuxWorkspace workspace = new(home, id, project);
            List<string> archive = workspace.Chat();
            home.Log($"{folder}/chat-archive.jsonl", archive);
            home.Log($"{folder}/chat.jsonl", workspace.Chat());
            if (random.Coin())
                home.Log($"{folder}/headless-usage.jsonl", workspace.Calls());
            if (home.Is("sub-agent", random.Next(3) == 0))
                home.Log($"{folder}/subagent-transcripts/task-1/chat.jsonl", workspace.Chat());
            workspace.Sum(folder);
            if (home.HasShapes && home.Is("fork", random.Next(3) == 0))
                Fork(home, root, known, project, archive);
        }

        home.First.Add(($"{root}/config.json", Draw.Json(("projects", projects)).ToJsonString()));
    }

    /// <summary>A fork begins with the other's log, but with a sum of its own.</summary>
    private static void Fork(HomeBuilder home, string root, JsonArray known, string project, List<string> copied)
    {
        string id = home.Random.Short(),
            folder = $"{root}/sessions/{id}";
        known.Add(Draw.Json(("id", id)));
        MuxWorkspace fork = new(home, id, project);
        home.Log($"{folder}/chat.jsonl", [.. copied, .. fork.Chat()]);
        fork.Sum(folder);
    }
}

/// <summary>One workspace of Mux.</summary>
internal sealed class MuxWorkspace(HomeBuilder home, string id, string project)
{
    private readonly Random random = home.Random;
    private readonly SortedDictionary<string, TokenUsage> sums = new(StringComparer.Ordinal);
    private DateTimeOffset clock = Draw.Epoch.AddMinutes(home.Random.Next(6000));

    public List<string> Chat()
    {
        List<string> lines = [];
        for (int turn = random.Next(1, 5); turn > 0; turn--)
        {
            lines.Add(Draw.Json(("id", random.Id()), ("role", "user"), ("metadata", Draw.Json(("timestamp", Tick())))).ToJsonString());
            lines.Add(Turn());
            if (home.Is("repeated line", random.Next(6) == 0))
                lines.Add(lines[^1]);
        }

        return lines;
    }

    /// <summary>The sum of all so far, sometimes with what was deleted since.</summary>
    public void Sum(string folder)
    {
        JsonObject deleted = [];
        if (home.HasShapes && home.Is("deleted messages", random.Next(3) == 0))
        {
            string model = random.Of("anthropic:claude-sonnet-4-6", "openai:gpt-4.1");
            TokenUsage lost = random.Tokens();
            Add(model, lost);
            home.Bill(id, model.Split(':')[1], clock, lost, project, UsageEvidence.Inferred);
        }

        if (home.HasShapes && home.Is("deleted sub-agent", random.Next(3) == 0))
        {
            string child = random.Short();
            TokenUsage lost = random.Tokens();
            Add("anthropic:claude-haiku-4-5", lost);
            home.Bill(child, "claude-haiku-4-5", clock, lost, project, UsageEvidence.Partial);
            deleted[child] = Draw.Json(
                ("inputTokens", lost.Input),
                ("cachedTokens", lost.CacheRead),
                ("cacheCreateTokens", lost.CacheWrite5m),
                ("outputTokens", lost.Output - lost.Reasoning),
                ("reasoningTokens", lost.Reasoning),
                ("model", "anthropic:claude-haiku-4-5"),
                ("rolledUpAtMs", clock.ToUnixTimeMilliseconds())
            );
        }

        JsonObject byModel = [];
        foreach ((string model, TokenUsage used) in sums)
            byModel[model] = SumOf(used);
        JsonObject sum = Draw.Json(
            ("byModel", byModel),
            ("rolledUpFrom", deleted),
            ("lastRequest", Draw.Json(("timestamp", clock.ToUnixTimeMilliseconds()))),
            ("version", 1)
        );
        home.Add(new GeneratedDocument($"{folder}/session-usage.json", 1, _ => sum.ToJsonString()));
    }

    private static JsonObject SumOf(TokenUsage sum)
    {
        return Draw.Json(
            ("input", Of(sum.Input)),
            ("cached", Of(sum.CacheRead)),
            ("cacheCreate", Of(sum.CacheWrite5m)),
            ("output", Of(sum.Output - sum.Reasoning)),
            ("reasoning", Of(sum.Reasoning))
        );

        static JsonObject Of(long count) => Draw.Json(("tokens", count), ("cost_usd", 0.01m));
    }

    private void Add(string model, TokenUsage used) => sums[model] = sums.GetValueOrDefault(model) + used;

    public List<string> Calls()
    {
        List<string> lines = [];
        for (int call = random.Next(1, 4); call > 0; call--)
        {
            long ms = Tick();
            TokenUsage used = random.Tokens(hasWrites: false);
            lines.Add(
                Draw.Json(
                        ("timestamp", ms),
                        ("source", "workspace-status"),
                        ("model", "anthropic:claude-haiku-4-5"),
                        ("usage", Usage(used))
                    )
                    .ToJsonString()
            );
            home.Bill(id, "claude-haiku-4-5", clock, used, project);
            Add("anthropic:claude-haiku-4-5", used);
        }

        return lines;
    }

    private string Turn()
    {
        long ms = Tick();
        TokenUsage used = random.Tokens();
        string model = random.Of("claude-sonnet-4-6", "gpt-5.5");
        string provider = model[0] == 'c' ? "anthropic" : "openai";
        bool isBeside = home.HasShapes && home.Is("thoughts in the total only", used.Prompt > 0 && random.Next(4) == 0);
        if (isBeside)
            used = used with { Output = used.Output + 700, Reasoning = 700 };
        bool isAlias = home.HasShapes && home.Is("alias of a model", random.Next(4) == 0);
        home.Bill(id, model, clock, used, project);
        Add($"{provider}:{model}", used);
        JsonArray tools = [];
        for (int tool = random.Next(3); tool > 0; tool--)
        {
            TokenUsage asked = random.Tokens(hasWrites: false);
            tools.Add(
                Draw.Json(
                    ("toolCallId", $"call-{tool}"),
                    ("timestamp", ms),
                    ("model", "anthropic:claude-haiku-4-5"),
                    ("usage", Usage(asked))
                )
            );
            home.Bill(id, "claude-haiku-4-5", clock, asked, project);
            Add("anthropic:claude-haiku-4-5", asked);
        }

        return Draw.Json(
                ("id", random.Id()),
                ("role", "assistant"),
                ("workspaceId", id),
                (
                    "metadata",
                    Draw.Json(
                        ("model", isAlias ? "coder:an-alias" : $"{provider}:{model}"),
                        ("metadataModel", isAlias ? $"{provider}:{model}" : null),
                        ("timestamp", ms),
                        ("usage", Usage(used, isBeside)),
                        ("contextUsage", Draw.Json(("inputTokens", 5))),
                        (
                            "providerMetadata",
                            used.CacheWrite5m > 0
                                ? Draw.Json(("anthropic", Draw.Json(("cacheCreationInputTokens", used.CacheWrite5m))))
                                : null
                        ),
                        ("toolModelUsages", tools)
                    )
                )
            )
            .ToJsonString();
    }

    private long Tick()
    {
        clock = clock.AddMilliseconds(random.Next(1, 90_000));
        return clock.ToUnixTimeMilliseconds();
    }

    private static JsonObject Usage(TokenUsage used, bool isBeside = false) =>
        Draw.Json(
            ("inputTokens", used.Input + used.CacheRead + used.CacheWrite5m),
            ("outputTokens", used.Output - (isBeside ? used.Reasoning : 0)),
            ("totalTokens", used.Total),
            ("reasoningTokens", used.Reasoning),
            ("cachedInputTokens", used.CacheRead)
        );
}
