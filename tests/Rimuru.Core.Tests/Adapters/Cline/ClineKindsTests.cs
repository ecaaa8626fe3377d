using Rimuru.Core.Adapters.Cline;

namespace Rimuru.Core.Tests.Adapters.Cline;

/// <summary>What a task's input holds, where tasks lie, and the project of a task.</summary>
public sealed class ClineKindsTests : IDisposable
{
    private const string Roo = ".config/Code/User/globalStorage/rooveterinaryinc.roo-cline/tasks/t1/";
    private const long Start = 1793530800000;
    private readonly AgentHome home = new();

    [Theory]
    [InlineData(1757498400000, "anthropic", 1000, 600, 100, "0.006255", 1000)]
    [InlineData(1757498400000, "anthropic", 1000, 600, 100, "0.004455", 300)]
    [InlineData(1773136800000, "anthropic", 1000, 600, 100, "0.006555", 1000)]
    [InlineData(1773136800000, "anthropic", 1000, 600, 100, "0", 300)]
    [InlineData(1757498400000, "anthropic", 1000, 600, 100, "0", 1000)]
    [InlineData(1757498400000, "openai", 1000, 600, 100, "0", 300)]
    [InlineData(1773136800000, "anthropic", 400, 600, 100, "0", 400)]
    public void The_input_of_a_task_holds_the_cache_by_protocol_cost_and_time(
        long ts,
        string protocol,
        long input,
        long read,
        long write,
        string cost,
        long expected
    )
    {
        home.File(
            Roo + "ui_messages.json",
            $$"""
            [{"ts":{{ts}},"type":"say","say":"api_req_started","text":"{\"apiProtocol\":\"{{protocol}}\",\"tokensIn\":{{input}},\"tokensOut\":200,\"cacheWrites\":{{write}},\"cacheReads\":{{read}},\"cost\":{{cost}}}"}]
            """
        );
        home.Ingest("Cline").ShouldHaveSingleItem().InputTokens.ShouldBe(expected);
    }

    [Fact]
    public void Requests_without_time_count_each_and_mean_what_the_release_of_the_others_means()
    {
        const string Request = """{"type":"say","say":"api_req_started","text":"{\"tokensIn\":100,\"tokensOut\":2,\"cacheReads\":60}"}""";
        home.File(Roo + "ui_messages.json", $$"""[{"ts":1773136800000,"type":"say","say":"text","text":"x"},{{Request}},{{Request}}]""");
        List<UsageRecord> rows = home.Ingest("Cline");
        rows.Select(row => (row.InputTokens, row.Timestamp.ToUnixTimeMilliseconds())).ShouldBe([(40, 1773136800000), (40, 1773136800000)]);
    }

    [Fact]
    public void A_task_that_zoo_code_imported_is_roo_code_s_in_any_order_and_what_goes_on_is_zoo_code_s()
    {
        const string Task = "01994a3b-7c1d-7e2f-8a3b-4c5d6e7f8a9b/ui_messages.json";
        string roo = $".config/Code/User/globalStorage/rooveterinaryinc.roo-cline/tasks/{Task}",
            zoo = $".config/Code/User/globalStorage/zoocodeorganization.zoo-code/tasks/{Task}";
        home.File(zoo, $"[{Started(1, 100)},{Started(2, 200)},{Started(3, 300)}]");
        home.Ingest("ZooCode").Select(row => row.InputTokens).Order().ShouldBe([100, 200, 300]);
        home.File(roo, $"[{Started(1, 100)},{Started(2, 200)}]");
        home.Sync("Cline");
        Both().ShouldBe([("Cline", 100), ("Cline", 200), ("ZooCode", 300)]);
        File.Delete(home.Path(roo));
        home.File(zoo, $"[{Started(1, 100)},{Started(2, 200)},{Started(3, 300)},{Started(4, 400)}]");
        home.Sync("ZooCode");
        Both().ShouldBe([("Cline", 100), ("Cline", 200), ("ZooCode", 300), ("ZooCode", 400)]);
    }

    [Fact]
    public void Messages_that_a_fork_of_a_fork_copied_are_of_the_sessions_that_wrote_them()
    {
        Cline(1000, "", Said(1001, 10));
        Cline(2000, """{"fork":{"forkedFromSessionId":"1793530801000_a"}}""", Said(1001, 10), Said(2001, 20));
        Cline(
            3000,
            """{"fork":{"forkedFromSessionId":"1793530801000_a"},"restoredFromSessionId":"1793530802000_a"}""",
            Said(1001, 10),
            Said(2001, 20),
            Said(3001, 30)
        );
        home.Sync("Cline");
        home.Usage()
            .Select(row => (row.SessionId, row.InputTokens))
            .Order()
            .ShouldBe([("1793530801000_a", 10), ("1793530802000_a", 20), ("1793530803000_a", 30)]);
    }

    [Theory]
    [InlineData("..")]
    [InlineData("../../other")]
    [InlineData("1793530803000_a")]
    [InlineData("")]
    public void An_origin_that_is_no_session_leads_nowhere(string origin)
    {
        home.File(".cline/other/other.json", """{"metadata":{"importedFrom":{"tool":"codex","importedAt":"2026-11-01T11:00:09Z"}}}""");
        Cline(3000, $$$"""{"fork":{"forkedFromSessionId":"{{{origin}}}"}}""", Said(1001, 10), Said(3001, 30));
        home.Ingest("Cline").Select(row => row.InputTokens).Order().ShouldBe([10, 30]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_a_fork_has_of_an_import_is_no_request(bool isReadBetween)
    {
        void Import() =>
            Cline(4000, """{"importedFrom":{"tool":"codex","importedAt":"2026-11-01T11:00:05Z"}}""", Said(3001, 40), Said(6001, 60));
        void Fork() =>
            Cline(7000, """{"fork":{"forkedFromSessionId":"1793530804000_a"}}""", Said(3001, 40), Said(6001, 60), Said(7001, 70));

        Import();
        if (isReadBetween)
            home.Sync("Cline");
        Fork();
        home.Ingest("Cline").Select(row => row.InputTokens).Order().ShouldBe([60, 70]);
    }

    [Fact]
    public void A_ledger_that_counted_copied_and_imported_messages_no_longer_does()
    {
        Cline(1000, "", Said(1001, 10));
        Cline(2000, "", Said(1001, 10), Said(2001, 20));
        Cline(4000, "", Said(3001, 40), Said(6001, 60));
        home.Ingest("Cline").Sum(row => row.InputTokens).ShouldBe(140);
        Cline(2000, """{"fork":{"forkedFromSessionId":"1793530801000_a"}}""", Said(1001, 10), Said(2001, 20));
        Cline(4000, """{"importedFrom":{"tool":"codex","importedAt":"2026-11-01T11:00:05Z"}}""", Said(3001, 40), Said(6001, 60));
        home.Ingest("Cline").Select(row => row.InputTokens).Order().ShouldBe([10, 20, 60]);
    }

    private void Cline(long start, string metadata, params string[] messages)
    {
        string session = $"{Start + start}_a",
            folder = $".cline/data/sessions/{session}/{session}";
        home.File(
            folder + ".json",
            $$$"""{"session_id":"{{{session}}}","started_at":{{{Start + start}}},"metadata":{{{(metadata.Length > 0 ? metadata : "{}")}}}}"""
        );
        home.File(folder + ".messages.json", $$"""{"sessionId":"{{session}}","messages":[{{string.Join(',', messages)}}]}""");
    }

    private static string Said(long at, long input) =>
        $$$"""{"id":"msg_{{{at}}}","role":"assistant","ts":{{{Start + at}}},"metrics":{"inputTokens":{{{input}}},"outputTokens":5}}""";

    private List<(string, long)> Both() => [.. home.Usage().Select(row => (row.Agent.ToString(), row.InputTokens)).Order()];

    private static string Started(int at, long input) =>
        $$$$"""{"ts":{{{{Start + at}}}},"say":"api_req_started","text":"{\"tokensIn\":{{{{input}}}},\"tokensOut\":5}"}""";

    [Theory]
    [InlineData(Roo + "history_item.json", """{"id":"t1","workspace":"/w/shop"}""")]
    [InlineData(
        ".config/Code/User/globalStorage/rooveterinaryinc.roo-cline/state/taskHistory.json",
        """[{"id":"t0","cwdOnTaskInitialization":"/w/other"},{"id":"t1","cwdOnTaskInitialization":"/w/shop"}]"""
    )]
    [InlineData(
        Roo + "api_conversation_history.json",
        """[{"role":"user","ts":1,"content":[{"type":"text","text":"# Current Workspace Directory (/w/shop) Files\nx"}]}]"""
    )]
    public void The_project_of_a_task_stands_beside_it(string file, string text)
    {
        home.File(
                Roo + "ui_messages.json",
                """[{"ts":1773136800000,"type":"say","say":"api_req_started","text":"{\"tokensIn\":10,\"tokensOut\":2}"}]"""
            )
            .File(file, text);
        home.Ingest("Cline").ShouldHaveSingleItem().Project.ShouldBe("shop");
    }

    [Theory]
    [InlineData(".vscode-mock/global-storage/tasks")]
    [InlineData(".vscode-server-insiders/data/User/globalStorage/rooveterinaryinc.roo-cline/tasks")]
    [InlineData(".cursor-server/data/User/globalStorage/rooveterinaryinc.roo-code-nightly/tasks")]
    [InlineData("moved/tasks")]
    [InlineData("profile/tasks")]
    public void Tasks_lie_with_each_editor_each_server_and_where_a_setting_says(string folder)
    {
        home.File(
            ".config/Code/User/settings.json",
            "{\n  // where Roo keeps its tasks\n  \"a\": 1,\n  \"roo-cline.customStoragePath\": \"~/moved\",\n}\n"
        );
        home.File(".config/Code/User/profiles/-5a3b1c2d/settings.json", "{\n  \"roo-cline.customStoragePath\": \"~/profile\",\n}\n");
        home.File(
            $"{folder}/01980000-aaaa-7000-8000-000000000004/ui_messages.json",
            """[{"ts":1773136800000,"type":"say","say":"api_req_started","text":"{\"tokensIn\":100,\"tokensOut\":2,\"cacheReads\":60}"}]"""
        );
        UsageRecord row = home.Ingest("Cline").ShouldHaveSingleItem();
        (row.InputTokens, row.CacheReadTokens).ShouldBe((40, 60));
    }

    [Fact]
    public void A_setting_that_is_a_comment_moves_nothing()
    {
        home.File(".config/Code/User/settings.json", "{\n  // \"roo-cline.customStoragePath\": \"/elsewhere\"\n}\n");
        ClineEditorFolders.Settings(home.Path(".config/Code/User"), ["roo-cline.customStoragePath"]).ShouldBeEmpty();
    }

    [Fact]
    public void What_a_checkpoint_deleted_counts_as_a_sum()
    {
        home.File(
            Roo + "ui_messages.json",
            """[{"ts":1773136800000,"type":"say","say":"api_req_deleted","text":"{\"tokensIn\":100,\"tokensOut\":20}"}]"""
        );
        UsageRecord row = home.Ingest("Cline").ShouldHaveSingleItem();
        (row.InputTokens, row.ServiceTier).ShouldBe((100, "sum"));
    }

    public void Dispose() => home.Dispose();
}
