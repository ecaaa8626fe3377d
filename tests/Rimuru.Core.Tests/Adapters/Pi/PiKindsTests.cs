namespace Rimuru.Core.Tests.Adapters.Pi;

/// <summary>Where Pi's sessions lie, what its input holds, and sub-agents that a tool tells of as a whole.</summary>
public sealed class PiKindsTests : IDisposable
{
    private const string Head = """{"type":"session","version":3,"id":"ID","timestamp":"2026-02-20T10:00:00.000Z","cwd":"/w/p"}""";
    private readonly AgentHome home = new();

    [Theory]
    [InlineData("google", "2026-02-20", 1000, 700, 1100, 300)]
    [InlineData("google", "2026-02-20", 1000, 700, 1800, 1000)]
    [InlineData("google-vertex", "2026-02-20", 1000, 700, null, 300)]
    [InlineData("google", "2026-03-20", 1000, 700, null, 1000)]
    [InlineData("openai", "2026-02-20", 1000, 700, null, 1000)]
    [InlineData("openai", "2026-08-20", 1000, 700, 1100, 300)]
    [InlineData("google", "2026-02-20", 600, 700, null, 600)]
    public void The_input_holds_the_reads_by_total_seller_and_time(
        string provider,
        string day,
        long input,
        long read,
        int? total,
        long expected
    )
    {
        string told = total is { } all ? $",\"totalTokens\":{all}" : "";
        home.File(
            ".pi/agent/sessions/--w-p--/2026-02-20T10-00-00-000Z_s1.jsonl",
            Head
                + "\n"
                + $$$"""
                {"type":"message","id":"a1","timestamp":"{{{day}}}T10:00:09.000Z","message":{"role":"assistant","provider":"{{{provider}}}","model":"m","stopReason":"stop","usage":{"input":{{{input}}},"output":100,"cacheRead":{{{read}}}{{{told}}} } } }

                """
        );
        UsageRecord row = home.Ingest("Pi").ShouldHaveSingleItem();
        (row.InputTokens, row.CacheReadTokens).ShouldBe((expected, read));
    }

    [Fact]
    public void A_variable_and_a_setting_move_the_sessions_and_what_was_there_before_stays()
    {
        home.File(".pi/agent/settings.json", """{"sessionDir":"logs"}""").With("PI_CODING_AGENT_SESSION_DIR", home.Path("moved"));
        foreach (string folder in (string[])[".pi/agent/logs", ".pi/agent/sessions/--w-p--", "moved"])
            home.File(
                $"{folder}/2026-02-20T10-00-00-000Z_{folder.Length}.jsonl",
                Head.Replace("ID", folder, StringComparison.Ordinal) + "\n" + Answer(folder.Length) + "\n"
            );
        home.Ingest("Pi").Count.ShouldBe(3);
    }

    [Theory]
    [InlineData(true, 110)]
    [InlineData(false, 105)]
    public void A_tool_s_sum_of_a_sub_agent_gives_way_to_the_agent_s_own_file(bool isThere, long expected)
    {
        const string Folder = ".pi/agent/sessions/--w-p--/";
        home.File(
            Folder + "2026-02-20T10-00-00-000Z_s1.jsonl",
            Head
                + "\n"
                + Answer(100)
                + "\n"
                + """
                {"type":"message","id":"t1","timestamp":"2026-02-20T10:00:19.000Z","message":{"role":"toolResult","details":{"runs":[{"sessionFile":"/somewhere/--w-p--/s1/run-0/session.jsonl"}]},"usage":{"input":5,"output":1,"cacheRead":0}}}

                """
        );
        if (isThere)
            home.File(
                Folder + "s1/run-0/session.jsonl".Replace("s1", "../--w-p--/s1", StringComparison.Ordinal),
                Head.Replace("ID", "sub", StringComparison.Ordinal) + "\n" + Answer(10) + "\n"
            );
        home.Ingest("Pi").Sum(row => row.InputTokens).ShouldBe(expected);
    }

    public void Dispose() => home.Dispose();

    private static string Answer(long input) =>
        $$$"""{"type":"message","id":"a{{{input}}}","timestamp":"2026-02-20T10:00:09.000Z","message":{"role":"assistant","provider":"openai","model":"m","stopReason":"stop","usage":{"input":{{{input}}},"output":1,"cacheRead":0} } }""";
}
