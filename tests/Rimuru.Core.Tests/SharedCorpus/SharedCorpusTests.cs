using System.Text.Json.Nodes;

namespace Rimuru.Core.Tests.SharedCorpus;

/// <summary>The shared corpora: homes as real agents left them, against what the server really served.</summary>
public sealed class SharedCorpusTests
{
    private static readonly string[] CutOff = ["client_went_away", "dropped_by_server"];

    [Theory]
    [InlineData("claude", true)]
    [InlineData("claude_old", false)]
    [InlineData("codex", true)]
    [InlineData("codex_old", true)]
    public void A_corpus_gives_what_was_served_and_recorded(string name, bool outputIsOnDisk)
    {
        string folder = Path.Combine(SharedAgents.Require(), "corpus", name);
        JsonObject truth = SharedAgents.Read("corpus", name, "truth.json");
        using TestHome home = new();
        Copy(Path.Combine(folder, "home"), home.Folder);
        home.Sync();
        home.Warnings.ShouldBeEmpty();
        LedgerAudit.Check(home.Database);
        List<CostRecord> rows = home.Costs(
            new() { By = [CostGrouping.Agent, CostGrouping.Session, CostGrouping.Model, CostGrouping.Evidence], Zone = TimeZoneInfo.Utc }
        );
        rows = [.. rows.Where(row => row.Evidence != UsageEvidence.Inferred)];
        rows.ShouldAllBe(row => row.Agent == (name.StartsWith("claude", StringComparison.Ordinal) ? "ClaudeCode" : "Codex"));

        List<JsonObject> recorded =
        [
            .. truth["sessions"]!
                .AsArray()
                .SelectMany(session => session!["requests"] as JsonArray ?? [])
                .OfType<JsonObject>()
                .Where(request => request["files_with_a_record"] is JsonArray { Count: > 0 }),
        ];
        foreach (IGrouping<string, JsonObject> model in recorded.GroupBy(request => (string)request["model"]!))
            Check([.. rows.Where(row => row.Model == model.Key)], [.. model], outputIsOnDisk, model.Key);
        Check(rows, recorded, outputIsOnDisk, "all");
        if (name != "claude_old")
            CheckOwners(truth, rows, foldsSubAgents: name == "claude");
        home.Sync().Sum(result => result.FilesRead).ShouldBe(0);
    }

    /// <summary>
    /// A fork's copies belong to the session that made them; Claude Code's sub-agents to their parent, Codex's to themselves.
    /// </summary>
    private static void CheckOwners(JsonObject truth, List<CostRecord> rows, bool foldsSubAgents)
    {
        foreach (
            IGrouping<string, JsonNode?> session in truth["sessions"]!.AsArray().GroupBy(session => Owner((string)session!["session_id"]!))
        )
        {
            JsonObject[] served =
            [
                .. session
                    .SelectMany(part => part!["requests"] as JsonArray ?? [])
                    .OfType<JsonObject>()
                    .Where(request => request["files_with_a_record"] is JsonArray { Count: > 0 }),
            ];
            CostRecord[] mine = [.. rows.Where(row => row.SessionId == session.Key)];
            mine.Sum(row => row.Requests).ShouldBe(served.Length, session.Key);
            mine.Sum(row => row.InputTokens).ShouldBe(Sum(served, "input"), session.Key);
            mine.Sum(row => row.CacheReadTokens).ShouldBe(Sum(served, "cache_read"), session.Key);
        }

        string Owner(string id) => foldsSubAgents ? id.Split('/')[0] : id;
    }

    private static void Check(List<CostRecord> rows, List<JsonObject> requests, bool outputIsOnDisk, string what)
    {
        rows.Sum(row => row.Requests).ShouldBe(requests.Count, what);
        rows.Sum(row => row.InputTokens).ShouldBe(Sum(requests, "input"), what);
        rows.Sum(row => row.CacheReadTokens).ShouldBe(Sum(requests, "cache_read"), what);
        rows.Sum(row => row.CacheWrite5mTokens).ShouldBe(Sum(requests, "cache_write_5m"), what);
        rows.Sum(row => row.CacheWrite1hTokens).ShouldBe(Sum(requests, "cache_write_1h"), what);
        if (!outputIsOnDisk)
            return;

        // Of a response that was cut off, the agent wrote some small count.
        List<JsonObject> whole = [.. requests.Where(request => !CutOff.Contains((string)request["outcome"]!))];
        long output = Sum(whole, "output");
        rows.Sum(row => row.OutputTokens).ShouldBeInRange(output, output + Sum(requests.Except(whole), "output"), what);
        rows.Sum(row => row.ReasoningTokens).ShouldBe(Sum(whole, "reasoning"), what);
    }

    private static long Sum(IEnumerable<JsonObject> requests, string field) => requests.Sum(request => (long)request[field]!);

    private static void Copy(string from, string to)
    {
        foreach (
            string file in Directory.EnumerateFiles(
                from,
                "*",
                new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }
            )
        )
        {
            string target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
