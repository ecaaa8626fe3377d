using System.Globalization;
using Rimuru.Core.Config;
using Rimuru.Core.ModelCatalog;
using Rimuru.Core.Reports;
using Rimuru.Core.Tests.Errors;
using Rimuru.Core.Tests.Store;

namespace Rimuru.Core.Tests.ModelCatalog;

/// <summary>A home with a ledger, a clock, and sources of models on the loopback interface.</summary>
internal sealed class SyncHome : IDisposable
{
    private readonly TestHome home;
    private readonly Dictionary<string, string> variables = [];

    public PassingTime Clock { get; } = new();

    public LoopbackServer Server { get; } = new();

    public string Ledger => home.Ledger;

    public string Database => home.Database;

    public SyncHome(TestStore? store = null)
    {
        home = new TestHome(store);
        foreach (string source in (string[])["anthropic", "openai", "google", "openrouter", "litellm"])
            variables[$"RIMURU__SYNC__{source.ToUpperInvariant()}__BASE_URL"] = Server.Url;
        foreach (string key in (string[])["ANTHROPIC_API_KEY", "OPENAI_API_KEY", "GEMINI_API_KEY"])
            variables[key] = "secret-key-4711";
    }

    public SyncHome With(string variable, string? value)
    {
        if (value is null)
            variables.Remove(variable);
        else
            variables[variable] = value;
        return this;
    }

    public RimuruEngine Open() => RimuruEngine.Open(new EngineOptions { Database = home.Database, Environment = WithTime() });

    public ModelSyncReport Sync(string source, bool isForced = false, bool isPreview = false)
    {
        using RimuruEngine engine = Open();
        return engine.Prices.Sync([source], isForced, isPreview, CancellationToken.None);
    }

    /// <summary>Makes it noon of a day.</summary>
    public void SetDay(string day) => Clock.SetUtcNow(DateTimeOffset.Parse(day + "T12:00:00Z", CultureInfo.InvariantCulture));

    /// <summary>Syncs LiteLLM with one answer on a day.</summary>
    public ModelSyncReport SyncOn(string day, string body, bool isForced = false, bool isPreview = false)
    {
        SetDay(day);
        Server.Answer(200, body);
        return Sync("LiteLLM", isForced, isPreview);
    }

    /// <summary>Writes one Claude Code response and reads it in.</summary>
    public void Log(string id, string model, string day, int input = 1_000_000, int output = 0) =>
        Log(
            $".claude/projects/-work-shop/{id}.jsonl",
            Adapters.ClaudeCodeLines.Assistant(
                id,
                $""" "input_tokens":{input},"output_tokens":{output} """,
                model: model,
                time: day + "T10:00:00.000Z"
            )
        );

    /// <summary>Writes one line as a file and reads it in.</summary>
    public void Log(string file, string line)
    {
        home.Write(file, line);
        using RimuruEngine engine = Open();
        engine.Ledger.Sync([], null, null, CancellationToken.None);
    }

    public List<UsageRecord> Records()
    {
        using RimuruEngine engine = Open();
        return [.. engine.Reports.Usage(new ReportFilter(), CancellationToken.None)];
    }

    public UsageRecord Record(string model) => Records().Single(record => record.Model == model);

    public void Dispose()
    {
        Server.Dispose();
        home.Dispose();
    }

    private HostEnvironment WithTime()
    {
        HostEnvironment host = HostEnvironment.Of(home.Folder, variables, HostPlatform.Linux);
        return host.With(Clock);
    }
}
