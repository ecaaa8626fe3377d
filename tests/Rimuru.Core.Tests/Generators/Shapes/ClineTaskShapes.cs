using System.Text.Json.Nodes;

namespace Rimuru.Core.Tests.Generators.Shapes;

/// <summary>The extensions that write tasks alike.</summary>
internal enum ClineTaskKind
{
    Cline,
    Roo,
    Kilo,
}

/// <summary>The folders where extensions keep their tasks, and the lists of tasks in them.</summary>
internal sealed class ClineTaskPlaces
{
    private readonly ShapedHome home;
    private readonly Random random;
    private readonly string[] editors;
    private readonly Dictionary<string, string> moved = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonArray> lists = new(StringComparer.Ordinal);
    private readonly string settings;

    public ClineTaskPlaces(ShapedHome home, Random random)
    {
        (this.home, this.random) = (home, random);
        string config = ".config";
        if (home.Is("moved by XDG_CONFIG_HOME", random.Next(5) == 0))
            home.Variables["XDG_CONFIG_HOME"] = config = "settings";
        settings = $"{config}/Code/User/{(random.Next(4) == 0 ? "profiles/-5a3b1c2d/" : "")}settings.json";
        editors =
        [
            $"{config}/Code/User",
            $"{config}/Code - Insiders/User",
            $"{config}/VSCodium/User",
            $"{config}/Cursor/User",
            ".vscode-server-insiders/data/User",
            ".cursor-server/data/User",
        ];
    }

    public string Of(string extension, string publisher = "saoudrizwan") =>
        $"{random.Of<string>(editors)}/globalStorage/{publisher}.{extension}/tasks";

    public string Roo()
    {
        if (home.Is("Roo Code's CLI", random.Next(5) == 0))
            return ".vscode-mock/global-storage/tasks";
        return home.Is("storage moved by a setting", random.Next(4) == 0)
            ? Moved("roo-cline")
            : Of(random.Of("roo-cline", "roo-code-nightly"), "rooveterinaryinc");
    }

    public string Kilo() => home.Is("storage moved by a setting", random.Next(4) == 0) ? Moved("kilo-code") : Of("kilo-code", "kilocode");

    /// <summary>Adds a task to the extension's list of tasks.</summary>
    public void List(string folder, JsonObject task)
    {
        home.Is("folder in the list of tasks");
        string storage = folder[..^"/tasks".Length];
        if (!lists.TryGetValue(storage, out JsonArray? list))
            lists.Add(storage, list = []);
        list.Add(task);
    }

    /// <summary>Writes the lists, and the settings that the places need; users write comments into those.</summary>
    public void Close()
    {
        foreach ((string storage, JsonArray list) in lists)
            home.AddFirst($"{storage}/state/taskHistory.json", list.ToJsonString());
        if (moved.Count == 0)
            return;
        IEnumerable<string> lines = moved.Select(setting => $"  // mine\n  \"{setting.Key}.customStoragePath\": \"~/{setting.Value}\",\n");
        home.AddFirst(settings, $"{{\n{string.Concat(lines)}}}\n");
    }

    private string Moved(string setting)
    {
        moved[setting] = $"storage/{setting}";
        return $"storage/{setting}/tasks";
    }
}

/// <summary>Writes one task in the shapes that it draws for itself.</summary>
internal sealed class ClineShapedTask
{
    private static readonly DateTimeOffset WholePromptSince = new(2025, 11, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly double[] Rates = [0.25, 0.8, 1, 3, 5, 15];

    private readonly ShapedHome home;
    private readonly Random random;
    private readonly ClineTaskKind kind;
    private readonly string id;
    private readonly string? project;
    private readonly int tellsFolder;
    private readonly bool leavesOutTimes;
    private readonly bool hasPrompts;
    private readonly JsonArray messages = [];
    private readonly JsonArray prompts = [];
    private DateTimeOffset clock;
    private DateTimeOffset last;
    private string? model;

    public ClineShapedTask(ShapedHome home, Random random, ClineTaskKind kind, DateTimeOffset start)
    {
        (this.home, this.random, this.kind) = (home, random, kind);
        bool isOld = kind != ClineTaskKind.Cline && home.Is("Roo Code before its input held the cache", random.Coin());
        last = clock = isOld ? start.AddYears(-1) : start;
        id = kind == ClineTaskKind.Cline ? Draw.Text($"{start.ToUnixTimeMilliseconds()}{random.Next(90)}") : random.Id();
        project = home.Is("task without a folder", random.Next(4) == 0) ? null : $"shop-{random.Next(3)}";
        tellsFolder = random.Next(4);
        hasPrompts = home.Is("models in the prompts", kind != ClineTaskKind.Cline && random.Next(3) > 0);

        // Which prompt belongs to a request, only their times tell.
        leavesOutTimes = home.Is("requests without time", !hasPrompts && random.Next(4) == 0);
        messages.Add(Draw.Json(("ts", clock.ToUnixTimeMilliseconds()), ("type", "say"), ("say", "text"), ("text", "...")));
    }

    public void Work(int requests)
    {
        for (; requests > 0; requests--)
        {
            Respond();
            if (kind == ClineTaskKind.Cline && home.Is("sum of sub-agents", random.Next(5) == 0))
                Beside("subagent_usage", model);
            if (home.Is("sum of deleted requests", random.Next(6) == 0))
                Beside(kind == ClineTaskKind.Cline ? "deleted_api_reqs" : "api_req_deleted", null);
            if (home.Is("request that is not told", random.Next(8) == 0))
                Untold(isDamaged: random.Coin());
        }
    }

    public void WriteTo(string folder, ClineTaskPlaces places)
    {
        string task = $"{folder}/{id}";
        if (project is not null && tellsFolder == 3)
            places.List(folder, Draw.Json(("id", id), ("cwdOnTaskInitialization", $"/home/dev/{project}")));
        if (project is not null && tellsFolder == 0)
            home.Add($"{task}/history_item.json", Draw.Json(("id", id), ("workspace", $"/home/dev/{project}")).ToJsonString());
        if (hasPrompts || (project is not null && tellsFolder == 1))
            home.Add($"{task}/api_conversation_history.json", prompts.ToJsonString());
        home.Add($"{task}/ui_messages.json", messages.ToJsonString());
    }

    private void Respond()
    {
        TokenUsage used = random.Tokens(hasReasoning: false);
        string? by = random.Next(4) == 0 ? null : random.Of("claude-opus-4-5", "gpt-5.5", "house-model");
        bool isNamed = by is not null && !hasPrompts,
            hasTime = !leavesOutTimes || random.Coin();
        home.Is("request without a model", by is null && !hasPrompts);
        clock = clock.AddMilliseconds(random.Next(1, 90_000));
        JsonObject text = Counts(used);
        text["request"] = Described(tellsFolder == 2);
        Say("api_req_started", text.ToJsonString(), isNamed ? by : null, hasTime);

        // A prompt without a model leaves the model of the prompt before.
        model = hasPrompts ? by ?? model : by;
        clock = clock.AddMilliseconds(random.Next(1, 90));
        prompts.Add(
            Draw.Json(
                ("role", "user"),
                ("ts", clock.ToUnixTimeMilliseconds()),
                ("content", new JsonArray(Draw.Json(("type", "text"), ("text", Described(tellsFolder == 1) + Mode(by)))))
            )
        );
        Bill(model, used);
    }

    /// <summary>A request without an answer, or with a text that is no JSON; of the latter not even the model is known.</summary>
    private void Untold(bool isDamaged)
    {
        clock = clock.AddMilliseconds(random.Next(1, 90_000));
        Say("api_req_started", isDamaged ? "..." : """{"request":"..."}""", null, hasTime: true);
        if (!isDamaged && !hasPrompts)
            model = null;
    }

    private void Beside(string say, string? by)
    {
        TokenUsage used = random.Tokens(hasReasoning: false);
        clock = clock.AddMilliseconds(random.Next(1, 90_000));
        Say(say, Counts(used).ToJsonString(), null, hasTime: true);
        Bill(by, used);
    }

    private void Say(string say, string text, string? by, bool hasTime)
    {
        if (hasTime)
            last = clock;
        messages.Add(
            Draw.Json(
                ("ts", hasTime ? clock.ToUnixTimeMilliseconds() : null),
                ("type", "say"),
                ("say", say),
                ("text", text),
                ("modelInfo", by is null ? null : Draw.Json(("providerId", "anthropic"), ("modelId", by)))
            )
        );
    }

    /// <summary>
    /// Cline's input never holds the cache. That of the others does since a release; what tells otherwise is the protocol, the row's own
    /// cost, or an input that is too small.
    /// </summary>
    private JsonObject Counts(TokenUsage used)
    {
        long cached = used.CacheRead + used.CacheWrite5m;
        bool isLate = kind != ClineTaskKind.Cline && clock >= WholePromptSince,
            isWhole = isLate,
            hasCost = random.Coin(),
            isOpenAi = kind != ClineTaskKind.Cline && cached > 0 && home.Is("OpenAI's protocol", random.Next(5) == 0);
        if (isOpenAi)
            isWhole = true;
        else if (kind != ClineTaskKind.Cline && cached > 0 && random.Next(4) == 0)
        {
            bool isContrary = isLate ? used.Input < cached || IsProven(used, isWhole: false) : IsProven(used, isWhole: true);
            if (home.Is("row against its release", isContrary))
                (isWhole, hasCost) = (!isLate, true);
        }

        return Draw.Json(
            ("tokensIn", used.Input + (isWhole ? cached : 0)),
            ("tokensOut", used.Output),
            ("cacheReads", used.CacheRead),
            ("cacheWrites", used.CacheWrite5m),
            ("apiProtocol", isOpenAi ? "openai" : null),
            ("cost", hasCost && !isOpenAi ? (decimal)Cost(used.Input, used) : 0)
        );
    }

    /// <summary>Whether the row's cost, at three dollars a million tokens of input, fits no price of the other reading.</summary>
    private static bool IsProven(TokenUsage used, bool isWhole)
    {
        long cached = used.CacheRead + used.CacheWrite5m,
            other = isWhole ? used.Input + cached : used.Input - cached;
        double rate = other < 0 ? 0 : 3 * Cost(used.Input, used) / Cost(other, used);
        return !Array.Exists(Rates, known => Math.Abs(rate - known) <= known * 0.002);
    }

    private static double Cost(long input, TokenUsage used) =>
        3 * (input + (1.25 * used.CacheWrite5m) + (0.1 * used.CacheRead) + (5 * used.Output)) / 1_000_000;

    private string Described(bool tells) =>
        tells && project is not null ? $"# Current Workspace Directory (/home/dev/{project}) Files\n" : "...";

    private string Mode(string? by) =>
        by is null || !hasPrompts ? "" : $"# Current Mode\n<slug>code</slug>\n<name>Code</name>\n<model>{by}</model>\n";

    private void Bill(string? by, TokenUsage used) => home.Requests.Add(new TrueRequest(id, by, last, used) { Project = project });
}
