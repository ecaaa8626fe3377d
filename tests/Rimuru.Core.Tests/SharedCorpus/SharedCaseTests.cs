using System.Text.Json.Nodes;

namespace Rimuru.Core.Tests.SharedCorpus;

/// <summary>The shared cases: small homes whose right totals are known.</summary>
public sealed class SharedCaseTests
{
    /// <summary>One placeholder where there are no cases, so that their absence shows as a skipped test.</summary>
    public static TheoryData<string> Names
    {
        get
        {
            string[] names = [.. SharedAgents.Cases("claude-*.json").Concat(SharedAgents.Cases("codex-*.json")).Where(HasTotals)];
            return names.Length == 0 ? ["(none)"] : [.. names];
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_shared_case_gives_what_it_expects(string name)
    {
        SharedAgents.Require();
        JsonObject input = SharedAgents.Read("cases", name + ".json");
        JsonObject expected = input["expected"]!.AsObject();
        using TestHome home = new();
        LayOut(home, input);
        home.Sync();
        List<CostRecord> rows = Rows(home);
        Check(rows, expected, "all");

        // Where trackers disagree on whose a response is, the page of the agent says how Rimuru decides.
        if ((string?)input["confidence"] != "contested")
            CheckOwners(rows, expected);
        home.Sync().Sum(result => result.FilesRead).ShouldBe(0);
        LedgerAudit.Check(home.Database);
        if (expected["after_second_scan_with_only_the_last_line_left"] is JsonObject later)
            Shrink(home, input, later);
    }

    [Fact]
    public void A_day_is_taken_in_the_zone_of_the_report()
    {
        JsonObject input = SharedAgents.Read("cases", "tz-01-midnight.json");
        using TestHome home = new();
        LayOut(home, input);
        home.Sync();
        TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById((string)input["expected"]!["timezone"]!);
        home.Costs(new() { By = [CostGrouping.Day], Zone = zone })
            .Select(row => (row.Day, row.InputTokens, row.OutputTokens))
            .ShouldBe(
                input["expected"]!["by_day"]!
                    .AsObject()
                    .Select(day => ((string?)day.Key, (long)day.Value!["input"]!, (long)day.Value!["output"]!))
            );
    }

    /// <summary>Some cases ask other questions than for totals.</summary>
    private static bool HasTotals(string name) => SharedAgents.Read("cases", name + ".json")["expected"]!["tokens"] is JsonObject;

    private static void CheckOwners(List<CostRecord> rows, JsonObject expected)
    {
        Parts(rows, expected["by_session"], row => row.SessionId);
        Parts(rows, expected["by_model"], row => row.Model);
        if (expected["sessions"] is JsonValue sessions)
            rows.Select(row => row.SessionId).Distinct().Count().ShouldBe((int)sessions);
        if (expected["models"] is JsonArray models)
            rows.Select(row => row.Model).Distinct().Order().ShouldBe(models.Select(model => (string?)model).Order());
    }

    private static void Shrink(TestHome home, JsonObject input, JsonObject later)
    {
        foreach ((string path, JsonNode? lines) in input["home"]!.AsObject())
            home.Write(path, (string)lines!.AsArray()[^1]!);
        home.Sync();
        Check(Rows(home), later, "after the rewrite");
        foreach ((string path, _) in input["home"]!.AsObject())
            File.Delete(home.In(path));
        home.Sync();
        Check(Rows(home), later, "after the deletion");
    }

    private static List<CostRecord> Rows(TestHome home) =>
        home.Costs(new() { By = [CostGrouping.Agent, CostGrouping.Session, CostGrouping.Model], Zone = TimeZoneInfo.Utc });

    private static void Parts(List<CostRecord> rows, JsonNode? parts, Func<CostRecord, string?> key)
    {
        foreach ((string name, JsonNode? part) in parts?.AsObject() ?? [])
        {
            List<CostRecord> mine = [.. rows.Where(row => key(row) == name)];
            if (part is not JsonObject wanted)
            {
                mine.Sum(row => row.Requests).ShouldBe((long)part!, name);
                continue;
            }

            Check(mine, new JsonObject { ["tokens"] = wanted.DeepClone(), ["records"] = wanted["requests"]?.DeepClone() }, name);
            if (wanted["raw_input"] is { } raw)
                mine.Sum(row => row.TotalTokens - row.OutputTokens).ShouldBe((long)raw, name);
        }
    }

    private static void Check(List<CostRecord> rows, JsonObject expected, string what)
    {
        JsonObject tokens = expected["tokens"]!.AsObject();
        void Holds(string name, Func<CostRecord, long> value)
        {
            if (tokens[name] is JsonValue wanted)
                rows.Sum(value).ShouldBe((long)wanted, $"{what}: {name}");
        }

        Holds("input", row => row.InputTokens);
        Holds("cacheRead", row => row.CacheReadTokens);
        Holds("cacheWrite", row => row.CacheWrite5mTokens + row.CacheWrite1hTokens);
        Holds("cacheWrite5m", row => row.CacheWrite5mTokens);
        Holds("cacheWrite1h", row => row.CacheWrite1hTokens);
        Holds("output", row => row.OutputTokens);
        Holds("reasoning", row => row.ReasoningTokens);
        if (expected["records"] is JsonValue records)
            rows.Sum(row => row.Requests).ShouldBe((long)records, $"{what}: requests");
    }

    private static void LayOut(TestHome home, JsonObject input)
    {
        foreach ((string path, JsonNode? content) in input["home"]!.AsObject())
        {
            if (content is JsonArray lines)
                home.Write(path, [.. lines.Select(line => (string)line!)]);
            else
                home.WriteBytes(path, Convert.FromBase64String((string)content!["base64"]!));
        }
    }
}
