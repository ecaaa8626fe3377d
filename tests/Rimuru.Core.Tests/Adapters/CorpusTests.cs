using System.Text.Json;

namespace Rimuru.Core.Tests.Adapters;

public sealed class CorpusTests
{
    [Theory]
    [InlineData("copilot")]
    [InlineData("gemini")]
    [InlineData("gemini_old")]
    [InlineData("qwen")]
    [InlineData("pi")]
    [InlineData("cline")]
    public void Every_model_of_a_corpus_has_what_was_served(string name)
    {
        using JsonDocument truth = SharedData.Read("corpus", name, "truth.json");
        using LogHome home = new();
        home.CopyFrom(Path.Combine(SharedData.Require(), "corpus", name, "home"));
        IReadOnlyList<UsageRecord> records = home.Sync();
        home.Warnings.ShouldBeEmpty();
        JsonElement models = truth.RootElement.TryGetProperty("models_with_a_record_on_disk", out JsonElement onDisk)
            ? onDisk
            : truth.RootElement.GetProperty("models");
        foreach (JsonProperty model in models.EnumerateObject())
        {
            UsageRecord[] mine = [.. records.Where(record => record.Model == model.Name)];
            long Want(string field) => model.Value.GetProperty(field).GetInt64();
            mine.Length.ShouldBe((int)Want("requests"), model.Name);
            mine.Sum(r => r.InputTokens).ShouldBe(Want("input"), model.Name);
            mine.Sum(r => r.CacheReadTokens).ShouldBe(Want("cache_read"), model.Name);
            mine.Sum(r => r.CacheWrite5mTokens + r.CacheWrite1hTokens)
                .ShouldBe(Want("cache_write_5m") + Want("cache_write_1h"), model.Name);
            mine.Sum(r => r.OutputTokens).ShouldBe(Want("output"), model.Name);
        }

        records
            .Select(record => record.Model)
            .Distinct()
            .Count()
            .ShouldBe(models.EnumerateObject().Count(model => model.Value.GetProperty("requests").GetInt64() > 0));
    }

    /// <summary>Whichever file comes late, and however often the rest was read before: the ledger tells the same.</summary>
    [Theory]
    [InlineData("copilot")]
    [InlineData("gemini")]
    [InlineData("gemini_old")]
    [InlineData("qwen")]
    [InlineData("pi")]
    [InlineData("cline")]
    public void The_order_of_reading_does_not_matter(string name)
    {
        string source = Path.Combine(SharedData.Require(), "corpus", name, "home");
        using LogHome atOnce = new();
        atOnce.CopyFrom(source);
        string expected = atOnce.Picture();
        atOnce.Picture().ShouldBe(expected);
        foreach (
            string late in Directory
                .EnumerateFiles(source, "*", SearchOption.AllDirectories)
                .Where(file =>
                    file.EndsWith(".jsonl", StringComparison.Ordinal)
                    || file.EndsWith(".json", StringComparison.Ordinal)
                    || file.EndsWith(".db", StringComparison.Ordinal)
                )
        )
        {
            string relative = Path.GetRelativePath(source, late);
            using LogHome home = new();

            // What tells of a session beside its log (names, folders) is no log itself: it is there when its log is.
            home.CopyFrom(
                source,
                file =>
                    file != relative
                    || relative.EndsWith(".meta.json", StringComparison.Ordinal)
                    || relative.EndsWith("projects.json", StringComparison.Ordinal)
            );
            home.Sync();
            home.WriteBytes(relative, File.ReadAllBytes(late));
            string picture = home.Picture();
            if (!relative.Contains(".cline", StringComparison.Ordinal))
                picture.ShouldBe(expected, relative);
            else
                home.Sync().Sum(r => r.TotalTokens).ShouldBe(atOnce.Sync().Sum(r => r.TotalTokens), relative);
        }
    }

    [Fact]
    public void Every_case_has_its_expected_totals()
    {
        string[] agents = ["copilot", "gemini", "qwen", "pi", "cline", "amp", "droid", "codex"];
        foreach (string path in Directory.EnumerateFiles(Path.Combine(SharedData.Require(), "cases"), "*.json"))
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            JsonElement root = document.RootElement;
            if (!agents.Contains(root.GetProperty("agent").GetString()) || !root.TryGetProperty("home", out JsonElement files))
                continue;
            if (!root.GetProperty("expected").TryGetProperty("tokens", out JsonElement want))
                continue;
            using LogHome home = new();
            foreach (JsonProperty file in files.EnumerateObject())
                Lay(home, file);
            IReadOnlyList<UsageRecord> records = home.Sync();
            string name = Path.GetFileName(path);
            records.Sum(r => r.InputTokens).ShouldBe(want.GetProperty("input").GetInt64(), name);
            records.Sum(r => r.CacheReadTokens).ShouldBe(want.GetProperty("cacheRead").GetInt64(), name);
            records.Sum(r => r.CacheWrite5mTokens + r.CacheWrite1hTokens).ShouldBe(want.GetProperty("cacheWrite").GetInt64(), name);
            records.Sum(r => r.OutputTokens).ShouldBe(want.GetProperty("output").GetInt64(), name);
            if (root.GetProperty("expected").TryGetProperty("records", out JsonElement count))
                records.Sum(r => r.Requests).ShouldBe(count.GetInt64(), name);
            string picture = home.Picture();
            home.Picture().ShouldBe(picture, name);
        }
    }

    private static void Lay(LogHome home, JsonProperty file)
    {
        if (file.Value.ValueKind == JsonValueKind.Array)
            home.Write(file.Name, [.. file.Value.EnumerateArray().Select(line => line.GetString()!)]);
        else if (file.Value.TryGetProperty("base64", out JsonElement bytes))
            home.WriteBytes(file.Name, bytes.GetBytesFromBase64());
        else
            home.Sql(file.Name, [.. file.Value.GetProperty("sqlite").EnumerateArray().Select(statement => statement.GetString()!)]);
    }
}
