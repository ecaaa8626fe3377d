using System.Text.Json.Nodes;

namespace Rimuru.Core.Tests.Generators;

/// <summary>
/// Homes of Muse Code: sessions with what tells a call's usage once more, sub-agents whose calls are in two logs, reviews by a model, records
/// in frames.
/// </summary>
internal static class MuseCodeHomes
{
    public static GeneratedHome Create(int seed) => HomeBuilder.Generated("MuseCode", seed, Write);

    public static void Write(HomeBuilder home)
    {
        Random random = home.Random;
        string root = home.Root(".local/share/muse", ("XDG_DATA_HOME", "/muse")) + "/sessions";
        for (int i = random.Next(2, 5); i > 0; i--)
            new MuseCodeLog(home, $"{root}/2026/10/24", null).Write();
    }
}

/// <summary>The log of one session or sub-agent of Muse Code.</summary>
internal sealed class MuseCodeLog
{
    private const string Default = "muse-spark-1.2";

    private readonly HomeBuilder home;
    private readonly Random random;
    private readonly string folder;
    private readonly string id;
    private readonly string project;
    private readonly MuseCodeLog? parent;
    private readonly List<string> lines = [];
    private DateTimeOffset clock;

    public MuseCodeLog(HomeBuilder home, string root, MuseCodeLog? parent)
    {
        (this.home, this.parent, random) = (home, parent, home.Random);
        id = random.Id();
        folder = $"{root}/{id}";
        project = parent?.project ?? $"shop-{random.Next(3)}";
        clock = parent?.clock ?? Draw.Epoch.AddMinutes(random.Next(6000));
    }

    public void Write()
    {
        Frame();
        JsonObject about = Draw.Json(("model_id", Default), ("provider_id", "meta"), ("build", Draw.Json(("semver", "1.4.2"))));
        if (parent is null || !home.Is("sub-agent without a folder"))
            about["workspace_root"] = $"/home/dev/{project}";
        Add("runtime.session.metadata", Draw.Json(("kind", "metadata"), ("record", about)));
        for (int runs = random.Next(1, 4); runs > 0; runs--)
            Run();
        home.Log($"{folder}/session.jsonl", lines, parent is null ? $"{folder.Replace("/24/", "/25/")}/session.jsonl" : null);
    }

    private void Run()
    {
        string run = random.Id(),
            model = random.Of("muse-spark-1.3", "muse-spark-1.3-contributor");
        Add("run.model.configured", Draw.Json(("record", Draw.Json(("model_id", model), ("run_stream", Draw.Json(("id", run)))))));
        Event(run, "started", ("prompt", "go on"));
        for (int calls = random.Next(1, 4); calls > 0; calls--)
            Call(run, model);
        if (random.Next(4) == 0)
            Review(model);
        if (parent is null && random.Next(2) == 0)
        {
            new MuseCodeLog(home, $"{folder}/subagent", this).Write();
            Event(run, "workflow_child_lifecycle", ("status", "usage"), ("usage", Usage(random.Tokens())));
        }

        Event(run, "terminal", ("terminal", "completed"));
    }

    private void Call(string run, string model)
    {
        TokenUsage used = random.Next(8) == 0 ? default : random.Tokens(hasWrites: false);
        string record = random.Id();
        string? named = random.Of(null, "same-as-main", model);
        Event(
            run,
            "goal_usage_attribution",
            ("record", Draw.Json(("usage_id", random.Id()), ("usage_family", "provider"), ("quantity", Usage(used))))
        );
        string line = Record(id, run, record, "model_completed", ("model", named), ("duration_ms", 5), ("usage", Usage(used)));
        lines.Add(line);
        if (!used.IsZero)
            home.Bill(id, model, clock, used, project);
        if (parent is not null && home.Is("calls in two logs", random.Coin()))
            parent.lines.Add(line);
    }

    private void Review(string model)
    {
        TokenUsage used = random.Tokens(hasWrites: false);
        string by = random.Of("muse-spark-1.2-mini", model);
        bool isNamed = random.Coin();
        JsonObject reviewer = Draw.Json(("model_id", by), ("provider_id", "meta"));
        Approval("automated_review_started", ("model", reviewer));
        Approval(
            "automated_review_completed",
            ("model", isNamed ? reviewer.DeepClone() : null),
            (
                "usage",
                Draw.Json(
                    ("input_tokens", used.Input + used.CacheRead),
                    ("cached_input_tokens", used.CacheRead),
                    ("non_cached_input_tokens", used.Input),
                    ("output_tokens", used.Output),
                    ("reasoning_tokens", used.Reasoning)
                )
            )
        );
        home.Bill(id, by, clock, used, project);
    }

    /// <summary>The first line of a log, and what stands where nothing was kept.</summary>
    private void Frame()
    {
        string inner = Envelope(id, "runtime.session.permission_format_declared", Draw.Json(("kind", "permission")));
        lines.Add(
            Draw.Json(
                    ("retained_frame", "session_permission_transaction"),
                    ("children", new JsonArray(Draw.Json(("child_index", 0), ("record_json", inner))))
                )
                .ToJsonString()
        );
        lines.Add(Draw.Json(("retained_marker", "omitted_live_only"), ("stream", Draw.Json(("id", id)))).ToJsonString());
    }

    private void Event(string run, string kind, params (string, JsonNode?)[] told) => lines.Add(Record(id, run, random.Id(), kind, told));

    private void Approval(string kind, params (string, JsonNode?)[] told)
    {
        JsonObject made = Draw.Json(told);
        made["kind"] = kind;
        Add("runtime.session", Draw.Json(("kind", "approval"), ("event", made)));
    }

    private string Record(string stream, string run, string record, string kind, params (string, JsonNode?)[] told)
    {
        JsonObject made = Draw.Json(told);
        made["kind"] = kind;
        return Envelope(
            stream,
            "runtime.session",
            Draw.Json(("kind", "run"), ("run_id", run), ("source_run_record_id", record), ("event", made))
        );
    }

    private void Add(string type, JsonObject payload) => lines.Add(Envelope(id, type, payload));

    private string Envelope(string stream, string type, JsonObject payload)
    {
        clock = clock.AddMilliseconds(random.Next(1, 90_000));
        return Draw.Json(
                ("schema_version", 1),
                ("id", random.Id()),
                ("stream", Draw.Json(("kind", "session"), ("id", stream))),
                ("sequence", lines.Count),
                ("recorded_at", clock.ToUnixTimeMilliseconds() * 1000),
                ("payload_type", type),
                ("payload", payload)
            )
            .ToJsonString();
    }

    private static JsonObject Usage(TokenUsage used) =>
        Draw.Json(
            ("input_tokens", used.Input + used.CacheRead),
            ("output_tokens", used.Output),
            ("cached_tokens", used.CacheRead),
            ("cache_read_tokens", used.CacheRead),
            ("cache_write_tokens", used.CacheWrite5m),
            ("reasoning_tokens", used.Reasoning)
        );
}
