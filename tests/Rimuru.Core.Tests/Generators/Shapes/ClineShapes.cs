using System.Text.Json.Nodes;

namespace Rimuru.Core.Tests.Generators.Shapes;

/// <summary>
/// Homes of Cline: sessions of its CLI that messages tell, or their own sum; messages without id, time or model; older copies in another
/// folder; tasks of its extension and of Roo Code in every place.
/// </summary>
internal static class ClineShapes
{
    private static readonly DateTimeOffset Epoch = new(2026, 5, 4, 9, 0, 0, TimeSpan.Zero);

    public static ShapedHome Create(int seed)
    {
        ShapedHome home = new("Cline", seed);
        Random random = new((seed * 4153) + 7);
        (string sessions, string tasks) = Roots(home, random);
        ClineTaskPlaces places = new(home, random);
        for (int i = random.Next(1, 5); i > 0; i--)
        {
            DateTimeOffset start = Epoch.AddMinutes(random.Next(9000));
            switch (random.Next(4))
            {
                case 0:
                    ClineShapedTask roo = new(home, random, ClineTaskKind.Roo, start);
                    roo.Work(random.Next(1, 6));
                    roo.WriteTo(places.Roo(), places);
                    break;
                case 1:
                    ClineShapedTask task = new(home, random, ClineTaskKind.Cline, start);
                    task.Work(random.Next(1, 6));
                    task.WriteTo(tasks.Length > 0 && random.Coin() ? tasks : places.Of(random.Of("claude-dev", "cline-nightly")), places);
                    break;
                default:
                    new ClineShapedSession(home, random, sessions, start).Write();
                    break;
            }
        }

        places.Close();
        return home;
    }

    /// <summary>The folders of the CLI's sessions and, if it has one there, of tasks.</summary>
    private static (string Sessions, string Tasks) Roots(ShapedHome home, Random random)
    {
        switch (random.Next(6))
        {
            case 0:
                home.Is("moved by CLINE_SESSION_DATA_DIR");
                home.Variables["CLINE_SESSION_DATA_DIR"] = "moved";
                return ("moved", "");
            case 1:
                home.Is("moved by CLINE_DATA_DIR");
                home.Variables["CLINE_DATA_DIR"] = "moved";
                return ("moved/sessions", "moved/tasks");
            case 2:
                home.Is("moved by CLINE_DIR");
                home.Variables["CLINE_DIR"] = "moved";
                return ("moved/data/sessions", "moved/data/tasks");
            default:
                return (".cline/data/sessions", ".cline/data/tasks");
        }
    }
}

/// <summary>Writes one session of the CLI, and its sub-agents, in the shapes that it draws for itself.</summary>
internal sealed class ClineShapedSession
{
    private static readonly string[] Models = ["claude-opus-4-5", "gpt-5.5", "house-model"];

    private readonly ShapedHome home;
    private readonly Random random;
    private readonly string root;
    private readonly string id;
    private readonly string? project;
    private readonly string? model;
    private readonly DateTimeOffset started;
    private readonly bool leavesOutIds;
    private readonly bool leavesOutTimes;
    private readonly bool leavesOutModels;
    private readonly bool isSum;

    public ClineShapedSession(ShapedHome home, Random random, string root, DateTimeOffset start)
    {
        (this.home, this.random, this.root, started) = (home, random, root, start);
        id = Draw.Text($"{start.ToUnixTimeMilliseconds()}_{random.Short()[..5]}");
        project = home.Is("session without a folder", random.Next(4) == 0) ? null : $"shop-{random.Next(3)}";
        model = home.Is("session without a model", random.Next(4) == 0) ? null : "gpt-5.5";
        isSum = home.Is("session of which only the sum is known", random.Next(4) == 0);
        leavesOutIds = home.Is("messages without id", random.Next(4) == 0);
        leavesOutTimes = home.Is("messages without time", random.Next(4) == 0);
        leavesOutModels = home.Is("messages without model", random.Next(4) == 0);
    }

    public void Write()
    {
        TokenUsage sum = isSum ? random.Tokens(hasReasoning: false) : default;
        JsonObject about = Draw.Json(
            ("session_id", id),
            ("started_at", started.Iso()),
            ("status", "completed"),
            ("provider", "anthropic"),
            ("model", model),
            (random.Coin() ? "cwd" : "workspace_root", project is null ? null : $"/home/dev/{project}"),
            ("metadata", Draw.Json(("title", "A title"), ("usage", Metrics(sum))))
        );
        if (isSum)
        {
            DateTimeOffset ended = started.AddHours(random.Next(1, 72));
            if (!home.Is("sum of a session without an end", random.Next(3) == 0))
                about["ended_at"] = ended.Iso();
            home.Add($"{root}/{id}/{id}.json", about.ToJsonString(), ended);
            home.Requests.Add(new TrueRequest(id, model, ended, sum) { Project = project, Evidence = UsageEvidence.Inferred });
            return;
        }

        Messages(id, null, about);
        foreach (TrueRequest request in home.Requests.Where(request => request.Session == id))
            sum += request.Tokens;
        about["metadata"]!["usage"] = Metrics(sum);
        for (int i = home.Is("sub-agents", random.Next(3) == 0) ? random.Next(1, 3) : 0; i > 0; i--)
            Messages($"agent_{random.Short()}", id, null);
        home.Add($"{root}/{id}/{id}.json", about.ToJsonString());
    }

    private void Messages(string session, string? parent, JsonObject? about)
    {
        JsonArray messages = [];
        DateTimeOffset clock = started,
            last = started;
        int extent = random.Next(1, 6),
            kept = about is not null && home.Is("older copy", random.Next(4) == 0) ? random.Next(1, extent + 1) : 0;
        for (int i = 0; i < extent; i++)
        {
            clock = clock.AddMilliseconds(random.Next(1, 90_000));
            bool hasTime = !leavesOutTimes || random.Coin();
            if (hasTime)
                last = clock;
            messages.Add(Draw.Json(("id", Name()), ("role", "user"), ("ts", hasTime ? clock.ToUnixTimeMilliseconds() : null)));
            Respond(messages, session, ref clock, ref last);
            if (i + 1 != kept)
                continue;
            home.Add($"{root}/backup/{id}/{id}.messages.json", Text(messages, session, parent));
            if (random.Coin())
                home.Add($"{root}/backup/{id}/{id}.json", about!.ToJsonString());
        }

        home.Add($"{root}/{id}/{session}.messages.json", Text(messages, session, parent));
    }

    private void Respond(JsonArray messages, string session, ref DateTimeOffset clock, ref DateTimeOffset last)
    {
        TokenUsage used = home.Is("answers without counts", random.Next(5) == 0) ? default : random.Tokens(hasReasoning: false);
        string? by = leavesOutModels && random.Coin() ? null : random.Of<string>(Models);
        bool hasTime = !leavesOutTimes || random.Coin();
        clock = clock.AddMilliseconds(random.Next(1, 90_000));
        if (hasTime)
            last = clock;
        messages.Add(
            Draw.Json(
                ("id", Name()),
                ("role", "assistant"),
                ("ts", hasTime ? clock.ToUnixTimeMilliseconds() : null),
                ("modelInfo", by is null ? null : Draw.Json(("id", by), ("provider", "anthropic"))),
                ("metrics", Metrics(used))
            )
        );
        if (!used.IsZero)
            home.Requests.Add(new TrueRequest(session, by ?? model, last, used) { Project = project });
    }

    private string? Name() => leavesOutIds ? null : "msg_" + random.Short();

    private static string Text(JsonArray messages, string session, string? parent) =>
        Draw.Json(
                ("version", 1),
                ("agent", parent is null ? "lead" : "scout"),
                ("sessionId", session),
                ("origin", Draw.Json(("mode", parent is null ? "user" : "subagent"), ("parentThreadId", parent))),
                ("messages", messages.DeepClone())
            )
            .ToJsonString();

    /// <summary>The input holds the reads; it holds the writes too, unless it is plainly too small for them.</summary>
    private JsonObject Metrics(TokenUsage used)
    {
        bool isApart = home.Is("writes beside the input", used.Input < used.CacheWrite5m && random.Coin());
        return Draw.Json(
            ("inputTokens", used.Input + used.CacheRead + (isApart ? 0 : used.CacheWrite5m)),
            ("outputTokens", used.Output),
            ("cacheReadTokens", used.CacheRead),
            ("cacheWriteTokens", used.CacheWrite5m)
        );
    }
}
