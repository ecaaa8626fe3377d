namespace Rimuru.Core.Tests.Adapters;

/// <summary>
/// Small homes that the real programs left against a server on the loopback interface whose answers are known. Each ran a turn with a
/// tool, a second turn in the same session, and a request that failed once. Prompts of the vendors were cut.
/// </summary>
public sealed class RecordedHomesTests : IDisposable
{
    private const string Folder = "tests/Rimuru.Core.Tests/Fixtures";
    private readonly AgentHome home = new();

    public void Dispose() => home.Dispose();

    [Theory]
    [InlineData("auggie", "Auggie", "baf5b129-592a-4cd3-ac16-8a5cb7db9fa7")]
    [InlineData("continue", "Continue", "552d6dac-f18a-4d9c-942f-f2651b18a591")]
    [InlineData("kimi", "KimiCli", "session_80b22d5d-b367-408d-a8b5-2b12d7414e6c")]
    [InlineData("omp", "OhMyPi", "01a22ad9-8cf3-7299-9277-72e4b55b4bb2")]
    [InlineData("openclaw", "OpenClaw", "0000a001-1111-4222-8333-000000000001")]
    public void Every_request_is_as_it_was_answered(string name, string agent, string session)
    {
        LayOut(name);
        List<UsageRecord> records = home.Ingest(agent);
        home.Warnings.ShouldBeEmpty();
        records.ShouldAllBe(record => record.Agent == agent && record.SessionId == session && record.Project == "shop");
        records.ShouldAllBe(record => record.Evidence == UsageEvidence.Recorded && record.Requests == 1);
        records
            .OrderBy(record => record.InputTokens)
            .Select(record =>
                (
                    record.Model,
                    record.InputTokens,
                    record.CacheReadTokens,
                    record.CacheWrite5mTokens,
                    record.CacheWrite1hTokens,
                    record.OutputTokens,
                    record.ReasoningTokens
                )
            )
            .ShouldBe(Answers(name));
        home.Sessions().ShouldHaveSingleItem().Value.Project.ShouldBe("shop");
    }

    /// <summary>What the server answered, as far as the interface tells it: only Anthropic's has writes, only OpenAI's the reasoning.</summary>
    private static IEnumerable<(string?, long, long, long, long, long, long)> Answers(string name)
    {
        string? second = name switch
        {
            "auggie" => "claude-sonnet-4-5",
            "continue" => "gpt-4.1",
            "kimi" => "kimi-k3",
            "omp" => "gpt-5.4",
            _ => "gpt-5.5",
        };
        for (int k = 0; k < 4; k++)
        {
            bool isAnthropic = k < 2 || name == "auggie";
            yield return (
                isAnthropic ? "claude-sonnet-4-5" : second,
                1000 + 7 * k,
                300 + 11 * k,
                isAnthropic ? 200 + 13 * k : 0,
                0,
                50 + 5 * k,
                isAnthropic || name == "kimi" ? 0 : 9 + k
            );
        }
    }

    [Fact]
    public void Auggie_tells_credits_and_no_money()
    {
        LayOut("auggie");
        List<UsageRecord> records = home.Ingest("Auggie");
        records.Sum(record => record.ReportedCredits).ShouldBe(12m);
        records.ShouldAllBe(record => record.ReportedCost == null);
    }

    /// <summary>
    /// The first session made three requests, one of them for a tool, before one that failed for good; the second made one. The backend on
    /// this machine tells no number of requests and no reasoning.
    /// </summary>
    [Fact]
    public void Letta_Code_has_the_sums_of_its_sessions()
    {
        LayOut("letta");
        List<UsageRecord> records = home.Ingest("LettaCode");
        home.Warnings.ShouldBeEmpty();
        records
            .OrderBy(record => record.Timestamp)
            .Select(record => (record.SessionId, record.InputTokens, record.CacheReadTokens, record.OutputTokens, record.TotalTokens))
            .ShouldBe([("1796017283289-5igs4ux97ik", 3063, 999, 195, 4257), ("1796017324927-2ljbr9sxjui", 1035, 355, 75, 1465)]);
        records.ShouldAllBe(record => record.Project == "shop" && record.Model == "lmstudio/gpt-5.4");
    }

    /// <summary>A database is kept as the statements that make it.</summary>
    private void LayOut(string name)
    {
        string folder = Documents.PathOf($"{Folder}/{name}");
        foreach (string file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            string relative = Path.GetRelativePath(folder, file);
            if (Path.GetExtension(file) == ".sql")
                home.Sql(relative[..^4], File.ReadAllLines(file));
            else
                home.File(relative, File.ReadAllText(file));
        }
    }
}
