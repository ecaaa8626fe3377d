using Rimuru.Core.Adapters.Cline;

namespace Rimuru.Core.Tests.Adapters.Cline;

/// <summary>What a task's input holds, where tasks lie, and the project of a task.</summary>
public sealed class ClineKindsTests : IDisposable
{
    private const string Roo = ".config/Code/User/globalStorage/rooveterinaryinc.roo-cline/tasks/t1/";
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
