using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rimuru.Core.Pricing;

namespace Rimuru.Core.Tests.Pricing;

/// <summary>Holds the bundled table and the formula against cases that others wrote.</summary>
public sealed class SharedGoldenTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_golden_case_is_right_to_a_nano_dollar()
    {
        string file = SharedFolder.File("pricing", "golden.json");
        JsonArray cases = JsonNode.Parse(File.ReadAllText(file))!["cases"]!.AsArray();
        byte[] questions = JsonSerializer.SerializeToUtf8Bytes(
            cases.Select(c => new JsonObject(
                new[] { "id", "provider", "model", "date", "tier", "modifiers", "usage" }.Select(k =>
                    KeyValuePair.Create(k, c![k]?.DeepClone())
                )
            ))
        );
        Dictionary<string, PriceAnswer> answers = PriceQuestionReader
            .Read(questions, file)
            .Select(q => q.Answer(PriceBook.Bundled))
            .ToDictionary(a => a.Id);

        List<string> wrong = [];
        foreach (JsonNode? c in cases)
        {
            PriceAnswer answer = answers[(string)c!["id"]!];
            decimal? expected = c["expected_usd"] is null ? null : decimal.Parse((string)c["exact"]!, CultureInfo.InvariantCulture);
            bool right = expected is null
                ? answer.Cost is null
                : answer.Cost is { } cost && Math.Abs(cost - expected.Value) <= 0.000000001m;
            if (!right)
                wrong.Add(
                    $"{answer.Id} {c["title"]}: {answer.Cost} for {expected} ({answer.Matched} {answer.Match} {answer.Reason}) {c["arithmetic"]}"
                );
        }

        string count = $"golden: {cases.Count - wrong.Count} of {cases.Count} right";
        output.WriteLine(count);
        wrong.ShouldBeEmpty($"{count}\n{string.Join('\n', wrong)}");
    }

    [Fact]
    public void Every_cost_case_of_the_agents_is_right()
    {
        int checks = 0;
        List<string> wrong = [];
        foreach (string file in SharedFolder.Files("*.json", "agents", "cases"))
        {
            JsonNode root = JsonNode.Parse(File.ReadAllText(file))!;
            if (root["calc"] is not { } calc)
                continue;
            IEnumerable<JsonNode> items = calc is JsonArray list ? list.Select(n => n!) : [calc];
            foreach (JsonNode item in items)
            {
                checks++;
                if (Check(root, item) is { } problem)
                    wrong.Add($"{root["id"]}: {problem}");
            }
        }

        output.WriteLine($"cost cases: {checks - wrong.Count} of {checks} right");
        wrong.ShouldBeEmpty(string.Join('\n', wrong));
        checks.ShouldBeGreaterThan(15);
    }

    private static string? Check(JsonNode root, JsonNode item)
    {
        string? model =
            (string?)item["model"] ?? ((string)root["id"]! == "claude-17-long-context-whole-request" ? "claude-sonnet-4-5" : null);
        PriceBook book = model is null ? OwnTable(root["pricing_usd_per_token"]!) : PriceBook.Bundled;
        // Undated cases are older than the price cut of gpt-5.6 in August 2026, whose rates they name.
        DateTimeOffset at =
            item["at_epoch"] is { } epoch ? DateTimeOffset.FromUnixTimeSeconds((long)epoch)
            : item["at"] is { } text ? DateTimeOffset.Parse((string)text!, CultureInfo.InvariantCulture)
            : new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);
        ResolvedModel resolved = book.Resolve(null, model ?? "m");
        if (item["input_per_mtok"] is not null)
        {
            TokenUsage[] one =
            [
                new(1_000_000, 0, 0, 0, 0, 0),
                new(0, 1_000_000, 0, 0, 0, 0),
                new(0, 0, 1_000_000, 0, 0, 0),
                new(0, 0, 0, 0, 1_000_000, 0),
            ];
            // A million tokens are a long context: 100,000 at a time are not.
            decimal?[] rates = [.. one.Select(u => PriceBook.Price(resolved, at, Tenth(u), PriceTerms.Standard).Usd * 10)];
            decimal?[] expectedRates =
            [
                (decimal)item["input_per_mtok"]!,
                (decimal)item["cache_read"]!,
                (decimal)item["cache_write"]!,
                (decimal)item["output_per_mtok"]!,
            ];
            return rates.SequenceEqual(expectedRates)
                ? null
                : $"{model} {at:O}: {string.Join(' ', rates)} for {string.Join(' ', expectedRates)}";
        }

        long Tokens(string key) => item[key] is { } n ? (long)n : 0;
        long input = item["raw_input"] is { } raw ? (long)raw - Tokens("cacheRead") - Tokens("cacheWrite") : Tokens("input");
        var usage = new TokenUsage(
            input,
            Tokens("cacheRead"),
            Tokens("cacheWrite") + Tokens("cacheWriteFlat"),
            Tokens("cacheWrite1h"),
            Tokens("output"),
            Tokens("reasoning_subset")
        );
        decimal expected = decimal.Round((decimal)(double)(item["cost_usd"] ?? root["expected"]!["cost_usd"])!, 9);
        // No request holds more than a million tokens: such a case states a rate, over many requests.
        decimal? usd =
            usage.Prompt > 1_000_000
                ? PriceBook.Price(resolved, at, Tenth(Tenth(usage)), PriceTerms.Standard).Usd * 100
                : PriceBook.Price(resolved, at, usage, PriceTerms.Standard).Usd;
        return usd == expected ? null : $"{model} {usage} {at:O}: {usd} for {expected}";
    }

    private static TokenUsage Tenth(TokenUsage u) =>
        new(u.Input / 10, u.CacheRead / 10, u.CacheWrite5m / 10, u.CacheWrite1h / 10, u.Output / 10, 0);

    private static PriceBook OwnTable(JsonNode perToken)
    {
        var rates = new JsonObject();
        foreach (
            (string from, string to) in new[]
            {
                ("input", "input"),
                ("output", "output"),
                ("cacheRead", "cacheRead"),
                ("cacheWrite5m", "cacheWrite5m"),
            }
        )
        {
            if (perToken[from] is { } rate)
                rates[to] = (decimal)(double)rate * 1_000_000m;
        }

        return TestTable.Open($$"""{"rates":{{rates.ToJsonString()}}}""");
    }
}
