using static Rimuru.Core.Tests.Adapters.OpenCode.OpenCodeTables;

namespace Rimuru.Core.Tests.Adapters.OpenCode;

/// <summary>What counts mean by version, seller and total; sums of steps, and sums that only a session's columns have.</summary>
public sealed class OpenCodeMeaningTests : IDisposable
{
    private const string Database = ".local/share/opencode/opencode.db";
    private readonly AgentHome home = new();

    [Theory]
    [InlineData("1.0.61", "google", "gemini-3-pro", 1000, 600, 100, null, 300)]
    [InlineData("1.0.61", "anthropic", "claude-sonnet-4-5", 1000, 600, 100, null, 1000)]
    [InlineData("1.0.62", "google", "gemini-3-pro", 1000, 600, 100, null, 1000)]
    [InlineData("1.3.4", "anthropic", "claude-sonnet-4-6", 1000, 600, 100, 1710, 300)]
    [InlineData("1.3.5", "amazon-bedrock", "anthropic.claude-sonnet-4-6", 1000, 600, 100, 1710, 300)]
    [InlineData("1.3.5", "openai", "gpt-5.4", 1000, 600, 100, 1710, 1000)]
    [InlineData("1.3.6", "anthropic", "claude-sonnet-4-6", 1000, 600, 100, 1710, 1000)]
    [InlineData("1.3.4", "anthropic", "claude-sonnet-4-6", 3, 600, 100, 713, 3)]
    [InlineData("1.18.0", "amazon-bedrock", "openai.gpt-oss-120b", 1000, 600, 0, 1610, 400)]
    [InlineData("1.18.0", "someone", "a-model", 1000, 600, 100, 1010, 300)]
    public void The_input_holds_the_cache_by_total_version_and_seller(
        string version,
        string provider,
        string model,
        long input,
        long read,
        long write,
        int? total,
        long expected
    )
    {
        string told = total is { } all ? $"\"total\":{all}," : "";
        home.Sql(
            Database,
            [
                .. Schema,
                Session("s1", version: version),
                Message(
                    "m1",
                    "s1",
                    $$"""{"role":"assistant","providerID":"{{provider}}","modelID":"{{model}}","time":{"created":1767312000001,"completed":1767312000002},"tokens":{ {{told}}"input":{{input}},"output":10,"reasoning":0,"cache":{"read":{{read}},"write":{{write}} } },"cost":0}"""
                ),
            ]
        );
        UsageRecord row = home.Ingest("OpenCode").ShouldHaveSingleItem();
        (row.InputTokens, row.CacheReadTokens, row.CacheWrite5mTokens, row.OutputTokens).ShouldBe((expected, read, write, 10));
    }

    [Fact]
    public void Steps_are_a_sum_that_takes_no_long_context_price()
    {
        home.Sql(
            Database,
            [
                .. Schema,
                Session("s1"),
                Message("m1", "s1", Answer(90_000, 100)),
                Step("p1", 90_000, 100),
                Step("p2", 90_000, 100),
                Step("p3", 90_000, 100),
            ]
        );
        UsageRecord row = home.Ingest("OpenCode").ShouldHaveSingleItem();
        (row.Requests, row.InputTokens, row.ServiceTier).ShouldBe((3, 270_000, "sum"));
        row.Cost.ShouldBe(((270_000 * 1.25m) + (300 * 10m)) / 1_000_000);
    }

    [Fact]
    public void What_only_the_columns_of_a_session_have_is_one_record_and_gives_way_to_messages()
    {
        home.Sql(
            Database,
            [
                .. Schema,
                .. Columns,
                Session1("s1", input: 12_000, read: 30_000, output: 450),
                Message("m1", "s1", Answer(0, 0)),
                Message("m2", "s1", Answer(2_000, 50), 5),
            ]
        );
        List<UsageRecord> rows = home.Ingest("OpenCode");
        rows.Select(row => (row.InputTokens, row.CacheReadTokens, row.OutputTokens, row.Evidence, row.Model))
            .ShouldBe(
                [
                    (2_000, 0, 50, UsageEvidence.Recorded, "gemini-2.5-pro"),
                    (10_000, 30_000, 400, UsageEvidence.Inferred, "claude-sonnet-4.5"),
                ],
                ignoreOrder: true
            );
        home.Sql(
            Database,
            $"UPDATE message SET data = '{Answer(12_000, 450)}' WHERE id = 'm1'",
            "UPDATE session SET time_updated = time_updated + 9"
        );
        home.Sync("OpenCode", "anew.db");
        home.Usage("anew.db").ShouldAllBe(row => row.Evidence == UsageEvidence.Recorded);
    }

    [Fact]
    public void Columns_beyond_messages_are_nothing_where_every_answer_tells_its_tokens()
    {
        home.Sql(
            Database,
            [.. Schema, .. Columns, Session1("s1", input: 12_000, read: 0, output: 450), Message("m1", "s1", Answer(2_000, 50))]
        );
        home.Ingest("OpenCode").ShouldHaveSingleItem().InputTokens.ShouldBe(2_000);
    }

    public void Dispose() => home.Dispose();

    private static readonly string[] Columns =
    [
        .. new[] { "tokens_input", "tokens_output", "tokens_reasoning", "tokens_cache_read", "tokens_cache_write" }.Select(name =>
            $"ALTER TABLE session ADD COLUMN {name} INTEGER DEFAULT 0"
        ),
        "ALTER TABLE session ADD COLUMN cost REAL DEFAULT 0",
        "ALTER TABLE session ADD COLUMN model TEXT",
    ];

    private static string Session1(string id, long input, long read, long output) =>
        $$"""INSERT INTO session VALUES ('{{id}}', 'p1', NULL, '/home/dev/shop', 'A title', '1.16.0', 'build', {{Start}}, {{Start}}, {{input}}, {{output}}, 0, {{read}}, 0, 0.04, '{"id":"claude-sonnet-4.5","providerID":"github-copilot"}')""";

    private static string Answer(long input, long output) =>
        $$"""{"role":"assistant","providerID":"google","modelID":"gemini-2.5-pro","time":{"created":1767312000001,"completed":1767312000002},"tokens":{{Tokens(input, output)}},"cost":0}""";

    private static string Step(string id, long input, long output) =>
        $$"""INSERT INTO part VALUES ('{{id}}', 'm1', 's1', '{"type":"step-finish","tokens":{{Tokens(input, output)}},"cost":0}')""";

    private static string Tokens(long input, long output) =>
        $$"""{"input":{{input}},"output":{{output}},"reasoning":0,"cache":{"read":0,"write":0} }""";
}
