using System.Text.Json;

namespace Rimuru.Core.Tests.Adapters;

/// <summary>
/// What real agents wrote, and small cases with known totals: where a <c>shared/agents</c> folder lies beside the repository.
/// </summary>
public sealed class SharedAgentsTests : IDisposable
{
    private readonly AgentHome home = new();

    [Theory]
    [InlineData("opencode", "OpenCode")]
    [InlineData("opencode_old", "OpenCode")]
    [InlineData("kilo", "Kilo")]
    [InlineData("goose", "Goose")]
    [InlineData("cursor", "Cursor")]
    public void Every_model_of_a_corpus_has_what_was_served(string corpus, string agent)
    {
        string folder = Path.Combine(Shared(), "corpus", corpus);
        Copy(Path.Combine(folder, "home"), home.Home);
        JsonElement truth = JsonSerializer.Deserialize<JsonElement>(File.ReadAllBytes(Path.Combine(folder, "truth.json")));
        JsonElement models = truth.TryGetProperty("models_with_a_record_on_disk", out JsonElement recorded)
            ? recorded
            : truth.GetProperty("models");
        string[] expected =
        [
            .. models
                .EnumerateObject()
                .Select(m =>
                    $"{m.Name} {Long(m.Value, "requests")} {Long(m.Value, "input")} {Long(m.Value, "cache_read")} {Long(m.Value, "cache_write_5m") + Long(m.Value, "cache_write_1h")} {Long(m.Value, "output")}"
                )
                .Order(StringComparer.Ordinal),
        ];
        home.Ingest(agent)
            .GroupBy(row => row.Model)
            .Select(g =>
                $"{g.Key} {g.Sum(r => r.Requests)} {g.Sum(r => r.InputTokens)} {g.Sum(r => r.CacheReadTokens)} {g.Sum(r => r.CacheWrite5mTokens)} {g.Sum(r => r.OutputTokens)}"
            )
            .Order(StringComparer.Ordinal)
            .ShouldBe(expected);
        home.Warnings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("opencode-01-json-file", "OpenCode")]
    [InlineData("opencode-02-db-beats-json", "OpenCode")]
    [InlineData("opencode-04-fork-copies", "OpenCode")]
    [InlineData("opencode-05-reasoning-additive", "OpenCode")]
    [InlineData("opencode-08-step-finish-fallback", "OpenCode")]
    [InlineData("goose-01-accumulated", "Goose")]
    [InlineData("goose-02-ledger", "Goose")]
    public void A_case_has_the_totals_that_it_names(string name, string agent)
    {
        JsonElement @case = JsonSerializer.Deserialize<JsonElement>(File.ReadAllBytes(Path.Combine(Shared(), "cases", name + ".json")));
        foreach (JsonProperty file in @case.GetProperty("home").EnumerateObject())
        {
            if (file.Value.ValueKind == JsonValueKind.Array)
                home.File(file.Name, string.Join('\n', file.Value.EnumerateArray().Select(line => line.GetString())) + "\n");
            else
                home.Sql(file.Name, [.. file.Value.GetProperty("sqlite").EnumerateArray().Select(statement => statement.GetString()!)]);
        }

        JsonElement expected = @case.GetProperty("expected"),
            tokens = expected.GetProperty("tokens");
        List<UsageRecord> rows = home.Ingest(agent);
        (
            rows.Sum(r => r.InputTokens),
            rows.Sum(r => r.CacheReadTokens),
            rows.Sum(r => r.CacheWrite5mTokens),
            rows.Sum(r => r.OutputTokens),
            rows.Sum(r => r.ReasoningTokens)
        ).ShouldBe(
            (
                Long(tokens, "input"),
                Long(tokens, "cacheRead"),
                Long(tokens, "cacheWrite"),
                Long(tokens, "output"),
                Long(tokens, "reasoning")
            )
        );
        if (expected.TryGetProperty("records", out JsonElement records))
            rows.Count.ShouldBe(records.GetInt32());
        if (expected.TryGetProperty("recorded_cost_usd", out JsonElement cost))
            rows.Sum(r => r.ReportedCost ?? 0).ShouldBe(cost.GetDecimal());
    }

    public void Dispose() => home.Dispose();

    private static string Shared()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !Directory.Exists(Path.Combine(folder, "shared", "agents")))
            folder = Path.GetDirectoryName(folder);
        Assert.SkipWhen(folder is null, "No shared/agents folder lies beside the repository.");
        return Path.Combine(folder!, "shared", "agents");
    }

    private static long Long(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) ? value.GetInt64() : 0;

    private static void Copy(string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
