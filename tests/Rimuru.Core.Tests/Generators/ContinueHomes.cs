using System.Text.Json.Nodes;

namespace Rimuru.Core.Tests.Generators;

/// <summary>
/// Homes of Continue's CLI: interfaces that count the cache inside the prompt and beside it, forks that copy the whole history, and
/// compactions after which only the session's sum has what was there.
/// </summary>
internal static class ContinueHomes
{
    public static GeneratedHome Create(int seed) => HomeBuilder.Generated("Continue", seed, Write);

    public static void Write(HomeBuilder home)
    {
        Random random = home.Random;
        string root = home.Root(".continue", ("CONTINUE_GLOBAL_DIR", ""));
        JsonArray index = [];
        for (int i = random.Next(2, 5); i > 0; i--)
        {
            ContinueSession session = new(home, Draw.Epoch.AddMinutes(random.Next(6000)), null);
            session.Work(random.Next(1, 4));
            for (int forks = random.Next(3); forks > 0; forks--)
            {
                ContinueSession fork = new(home, session.Start.AddMinutes(random.Next(1, 500)), session);
                fork.Work(random.Next(3));
                fork.Keep(root, index);
            }

            session.Compact();
            session.Keep(root, index);
        }

        home.First.Add(($"{root}/sessions/sessions.json", index.ToJsonString()));
    }
}

/// <summary>One session of Continue.</summary>
internal sealed class ContinueSession
{
    private readonly HomeBuilder home;
    private readonly Random random;
    private readonly string id;
    private readonly string project;
    private readonly int copied;
    private const int Thoughts = 700;

    private readonly List<(JsonObject Item, long Prompt, TokenUsage Tokens, bool IsApart)> history = [];
    private long lostPrompt;
    private long lostOutput;

    public ContinueSession(HomeBuilder home, DateTimeOffset start, ContinueSession? origin)
    {
        (this.home, random, Start) = (home, home.Random, start);
        id = random.Id();
        project = origin?.project ?? $"shop-{random.Next(3)}";
        if (origin is not null)
            history.AddRange(origin.history);
        copied = history.Count;
    }

    public DateTimeOffset Start { get; }

    public void Work(int turns)
    {
        for (; turns > 0; turns--)
        {
            Add("user", null, 0, default, false);
            for (int i = random.Next(1, 4); i > 0; i--)
                Respond();
        }
    }

    /// <summary>The history is replaced by a summary, whose request has no usage of its own.</summary>
    public void Compact()
    {
        if (!home.Is("compaction", copied == 0 && random.Next(3) == 0))
            return;
        int cut = random.Next(1, history.Count);
        foreach ((_, long prompt, TokenUsage tokens, bool isApart) in history.Take(cut))
        {
            if (isApart || tokens.IsZero)
                continue;
            (lostPrompt, lostOutput) = (lostPrompt + prompt, lostOutput + tokens.Output);
        }

        // What is cached beside the prompt would need sums of its own; only the other kind is taken away here.
        history.RemoveAll(item => history.IndexOf(item) < cut && !item.IsApart);
        home.Requests.RemoveAll(request =>
            request.Session == id && !history.Exists(item => !item.Tokens.IsZero && IsOf(request.Tokens, item.Tokens))
        );
        long summary = random.Next(1, 900);
        (lostPrompt, lostOutput) = (lostPrompt + summary, lostOutput + 40);
        home.Bill(id, null, Start, new TokenUsage(lostPrompt, 0, 0, 0, lostOutput, 0), project, UsageEvidence.Partial);
    }

    public void Keep(string root, JsonArray index)
    {
        index.Add(
            Draw.Json(("sessionId", id), ("dateCreated", Draw.Text($"{Start.ToUnixTimeMilliseconds()}")), ("workspaceDirectory", "/x"))
        );
        string path = $"{root}/sessions/{id}.json";
        home.Add(
            new GeneratedDocument(path, Math.Max(1, history.Count - copied), upTo => Text(copied + Math.Min(upTo, history.Count - copied)))
            {
                TwinPath = $"{root}/sessions/copy/{id}.json",
                Companions = [],
            }
        );
    }

    private string Text(int upTo)
    {
        long prompt = lostPrompt,
            output = lostOutput,
            read = 0,
            written = 0;
        foreach ((_, long asked, TokenUsage tokens, bool isApart) in history.Take(upTo).Skip(copied))
        {
            prompt += asked;
            output += tokens.Output;
            read += isApart ? tokens.CacheRead : 0;
            written += tokens.CacheWrite5m;
        }

        return Draw.Json(
                ("sessionId", id),
                ("title", "A title"),
                ("workspaceDirectory", $"/home/dev/{project}"),
                ("history", new JsonArray([.. history.Take(upTo).Select(item => item.Item.DeepClone())])),
                (
                    "usage",
                    Draw.Json(
                        ("promptTokens", prompt),
                        ("completionTokens", output),
                        ("promptTokensDetails", Draw.Json(("cachedTokens", read), ("cacheWriteTokens", written)))
                    )
                )
            )
            .ToJsonString();
    }

    private static bool IsOf(TokenUsage billed, TokenUsage logged) =>
        billed == logged || billed == logged with { Output = logged.Output + Thoughts, Reasoning = Thoughts };

    private void Respond()
    {
        TokenUsage used = random.Tokens();
        bool isApart = random.Coin();
        if (isApart)
            used = used with { Reasoning = 0 };
        else
            used = used with { CacheWrite5m = 0 };
        string model = random.Of("claude-sonnet-5", "gpt-4.1");
        long prompt = isApart ? used.Input : used.Input + used.CacheRead;
        bool isBeside = home.HasShapes && home.Is("thoughts in the total only", !isApart && prompt > 0 && random.Next(4) == 0);
        if (isBeside)
            used = used with { Reasoning = 0 };
        JsonObject usage = Draw.Json(
            ("prompt_tokens", prompt),
            ("completion_tokens", used.Output),
            ("total_tokens", isBeside ? prompt + used.Output + Thoughts : null),
            (
                "prompt_tokens_details",
                isApart
                    ? Draw.Json(
                        ("cached_tokens", used.CacheRead),
                        ("cache_read_tokens", used.CacheRead),
                        ("cache_write_tokens", used.CacheWrite5m)
                    )
                    : Draw.Json(("cached_tokens", used.CacheRead))
            ),
            ("completion_tokens_details", used.Reasoning > 0 ? Draw.Json(("reasoning_tokens", used.Reasoning)) : null),
            ("model", model)
        );
        Add("assistant", usage, prompt, used, isApart);
        home.Bill(id, model, Start, isBeside ? used with { Output = used.Output + Thoughts, Reasoning = Thoughts } : used, project);
    }

    private void Add(string role, JsonObject? usage, long prompt, TokenUsage used, bool isApart) =>
        history.Add((Draw.Json(("message", Draw.Json(("role", role), ("content", "x"), ("usage", usage)))), prompt, used, isApart));
}
