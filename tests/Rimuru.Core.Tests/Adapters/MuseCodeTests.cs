using System.Text.Json;

namespace Rimuru.Core.Tests.Adapters;

/// <summary>Forms of Muse Code's logs, each of which a generated home has only by chance.</summary>
public sealed class MuseCodeTests : IDisposable
{
    private const string Folder = ".local/share/muse/sessions/2026/10/24/the-session";
    private const string Metadata =
        """{"stream":{"id":"the-session"},"recorded_at":1789790369778491,"payload_type":"runtime.session.metadata","payload":{"record":{"workspace_root":"/work/shop","model_id":"muse-spark-1.3","provider_id":"meta"}}}""";

    private readonly AgentHome home = new();

    public void Dispose() => home.Dispose();

    [Theory]
    [InlineData("""{"input_tokens":15924,"output_tokens":355,"cached_tokens":15665,"cache_read_tokens":15665,"reasoning_tokens":111}""")]
    [InlineData("""{"input_tokens":15924,"output_tokens":355,"cached_tokens":15665,"reasoning_tokens":111}""")]
    [InlineData("""{"input_tokens":15924,"output_tokens":355,"cached_input_tokens":15665,"reasoning_tokens":111}""")]
    public void An_input_is_apart_from_its_cache_whatever_its_name(string usage)
    {
        home.File($"{Folder}/session.jsonl", $"{Metadata}\n{Call("the-session", "r1", usage)}\n");
        home.Ingest("MuseCode");
        string row = home.Rows().ShouldHaveSingleItem();
        row.ShouldContain("meta/muse-spark-1.3");
        row.ShouldContain("259+15665r+0w>355(111)");
    }

    [Fact]
    public void A_call_in_two_logs_is_the_sub_agents_and_in_the_project_of_its_parent()
    {
        string call = Call("the-child", "r1", """{"input_tokens":10,"output_tokens":5}""");
        home.File($"{Folder}/session.jsonl", $"{Metadata}\n{call}\n").File($"{Folder}/subagent/the-child/session.jsonl", $"{call}\n");
        UsageRecord record = home.Ingest("MuseCode").ShouldHaveSingleItem();
        (record.SessionId, record.Project).ShouldBe(("the-child", "shop"));
    }

    [Fact]
    public void A_call_that_only_the_parents_log_still_has_counts_there()
    {
        home.File($"{Folder}/session.jsonl", $"{Metadata}\n{Call("the-child", "r1", """{"input_tokens":10,"output_tokens":5}""")}\n");
        home.Ingest("MuseCode").ShouldHaveSingleItem().SessionId.ShouldBe("the-session");
    }

    [Fact]
    public void A_record_in_a_frame_counts()
    {
        string call = JsonSerializer.Serialize(Call("the-session", "r1", """{"input_tokens":10,"output_tokens":5}"""));
        home.File(
            $"{Folder}/session.jsonl",
            $$"""{"retained_frame":"any","children":[{"record_json":7},{},{"record_json":{{call}}}]}""" + "\n"
        );
        home.Ingest("MuseCode").ShouldHaveSingleItem().OutputTokens.ShouldBe(5);
    }

    private static string Call(string stream, string record, string usage) =>
        $$"""{"id":"e1","stream":{"id":"{{stream}}"},"recorded_at":1789790455896395,"payload_type":"runtime.session","payload":{"kind":"run","source_run_record_id":"{{record}}","event":{"kind":"model_completed","usage":{{usage}} } } }""";
}
