using System.Globalization;
using System.Text.Json.Nodes;

namespace Rimuru.Core.Tests.Generators;

/// <summary>
/// Homes of Rovo Dev: sessions of each form of the counts, responses without ids, forks that begin with the messages of another session, and
/// sessions that the standalone CLI took over.
/// </summary>
internal static class RovoDevHomes
{
    public static GeneratedHome Create(int seed) => HomeBuilder.Generated("RovoDev", seed, Write);

    public static void Write(HomeBuilder home)
    {
        Random random = home.Random;
        string root = random.Coin() ? ".rovo" : ".rovodev";
        string sessions = $"{root}/sessions";
        if (home.Is("moved by the settings", random.Next(4) == 0))
        {
            sessions = "elsewhere/rovo";
            string comment = random.Coin() ? "\n  # persistenceDir: ~/wrong" : "";
            home.First.Add(
                ($"{root}/config.yml", $"agent:\n  streaming: true\nsessions:{comment}\n  persistenceDir: \"~/{sessions}\" # mine\n")
            );
        }

        for (int i = random.Next(2, 5); i > 0; i--)
        {
            RovoDevSession session = new(home, sessions, null);
            session.Work(random.Next(1, 6));
            session.Keep();
            for (int forks = random.Next(3); forks > 0; forks--)
            {
                session = new RovoDevSession(home, sessions, session);
                session.Work(random.Next(1, 4));
                session.Keep();
            }
        }
    }
}

/// <summary>One session of Rovo Dev.</summary>
internal sealed class RovoDevSession
{
    private readonly HomeBuilder home;
    private readonly Random random;
    private readonly string sessions;
    private readonly string id;
    private readonly string project;
    private readonly bool isOld;
    private readonly string? parent;
    private readonly int copied;
    private readonly List<JsonObject> messages = [];
    private readonly DateTimeOffset start;
    private DateTimeOffset clock;

    public RovoDevSession(HomeBuilder home, string sessions, RovoDevSession? origin)
    {
        (this.home, this.sessions, random) = (home, sessions, home.Random);
        id = random.Id();
        project = origin?.project ?? $"shop-{random.Next(3)}";
        isOld = origin?.isOld ?? random.Next(4) == 0;
        clock = origin?.clock ?? Draw.Epoch.AddMinutes(random.Next(6000));
        start = origin?.start ?? clock;
        if (origin is null)
            return;
        parent = origin.id;
        copied = origin.messages.Count;
        messages.AddRange(origin.messages);
    }

    public void Work(int responses)
    {
        for (; responses > 0; responses--)
        {
            clock = clock.AddMilliseconds(random.Next(1, 90_000));
            messages.Add(
                Draw.Json(("kind", "request"), ("parts", new JsonArray(Draw.Json(("part_kind", "user-prompt"), ("content", "go on")))))
            );
            messages.Add(Response());
        }
    }

    public void Keep()
    {
        string path = $"{sessions}/{id}";
        JsonObject metadata = Draw.Json(("title", "a title"), ("workspace_path", $"/home/dev/{project}"));
        if (parent is not null)
            metadata["fork_data"] = Draw.Json(("parent_session_id", parent), ("fork_point", copied));
        string? twin = sessions.StartsWith('.') ? $"{(sessions == ".rovo/sessions" ? ".rovodev" : ".rovo")}/sessions/{id}" : null;
        foreach (string folder in new[] { path, twin }.OfType<string>())
            home.First.Add(($"{folder}/metadata.json", metadata.ToJsonString()));
        home.Add(
            new GeneratedDocument(
                $"{path}/session_context.json",
                messages.Count,
                upTo =>
                    Draw.Json(
                            ("id", id),
                            ("timestamp", start.ToUnixTimeSeconds()),
                            ("workspace_path", $"/home/dev/{project}"),
                            ("message_history", new JsonArray([.. messages.Take(upTo).Select(message => message.DeepClone())])),
                            ("usage", Draw.Json(("input_tokens", 1_000_000), ("output_tokens", 90_000)))
                        )
                        .ToJsonString()
            )
            {
                TwinPath = twin is null ? null : $"{twin}/session_context.json",
            }
        );
    }

    private JsonObject Response()
    {
        bool isClaude = isOld || random.Coin();
        TokenUsage used = random.Next(8) == 0 ? default : random.Tokens(hasWrites: isClaude, hasReasoning: !isClaude);
        string? model = isOld ? null : random.Of(isClaude ? "claude-sonnet-4-5-20250929" : "gpt-5.5");
        if (!used.IsZero)
            home.Bill(id, model, clock, used, project);
        string? response = isOld && random.Coin() ? null : $"msg_{random.Id()}";
        return Draw.Json(
            ("kind", "response"),
            ("parts", new JsonArray(Draw.Json(("part_kind", "text"), ("content", "done")))),
            ("usage", isOld ? OldUsage(used) : Usage(used, isClaude)),
            ("model_name", model),
            (
                "provider_name",
                isOld ? null
                : isClaude ? "anthropic"
                : "openai"
            ),
            (isOld ? "vendor_id" : "provider_response_id", response),
            ("timestamp", clock.ToString("yyyy-MM-ddTHH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture))
        );
    }

    private static JsonObject Usage(TokenUsage used, bool isClaude) =>
        Draw.Json(
            ("input_tokens", used.Input + used.CacheRead + used.CacheWrite5m),
            ("cache_write_tokens", used.CacheWrite5m),
            ("cache_read_tokens", used.CacheRead),
            ("output_tokens", used.Output),
            ("details", isClaude ? OfClaude(used) : Draw.Json(("reasoning_tokens", used.Reasoning)))
        );

    private static JsonObject OldUsage(TokenUsage used) =>
        Draw.Json(
            ("request_tokens", used.Input + used.CacheRead + used.CacheWrite5m),
            ("response_tokens", used.Output),
            ("total_tokens", used.Input + used.CacheRead + used.CacheWrite5m + used.Output),
            ("details", OfClaude(used))
        );

    private static JsonObject OfClaude(TokenUsage used) =>
        Draw.Json(
            ("input_tokens", used.Input),
            ("output_tokens", used.Output),
            ("cache_read_input_tokens", used.CacheRead),
            ("cache_creation_input_tokens", used.CacheWrite5m)
        );
}
