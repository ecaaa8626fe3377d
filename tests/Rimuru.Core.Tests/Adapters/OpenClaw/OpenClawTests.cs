using System.Globalization;
using System.Text;
using ZstdSharp;

namespace Rimuru.Core.Tests.Adapters.OpenClaw;

/// <summary>What only a database of OpenClaw can have: compressed events that are damaged or huge, parents, another agent's runs.</summary>
public sealed class OpenClawTests : IDisposable
{
    private const string Database = ".openclaw/agents/main/agent/openclaw-agent.sqlite";
    private const string Events =
        "CREATE TABLE transcript_events(session_id TEXT, seq INTEGER, event_json TEXT, created_at INTEGER, event_zstd BLOB, PRIMARY KEY(session_id, seq))";
    private const string Windows =
        "CREATE TABLE session_windows(session_id TEXT, session_key TEXT, agent_harness_id TEXT, parent_session_key TEXT, created_at INTEGER, model TEXT)";

    private readonly AgentHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public void A_compressed_event_is_read_and_one_that_is_damaged_or_huge_is_not()
    {
        home.Sql(
            Database,
            Events,
            Row(0, Response("a1", 5)),
            Row(1, Response("a2", 7).Replace("stop", new string('x', 5 << 20), StringComparison.Ordinal)),
            "INSERT INTO transcript_events VALUES('s', 2, NULL, 0, X'28B52FFD00FF')"
        );
        home.Ingest("OpenClaw").ShouldHaveSingleItem().OutputTokens.ShouldBe(5);
    }

    [Fact]
    public void A_sub_agent_has_its_parent_and_what_another_agent_ran_is_not_counted_here()
    {
        home.Sql(
            Database,
            Events,
            Windows,
            "INSERT INTO session_windows VALUES('p', 'agent:main:main', NULL, NULL, 1, 'm')",
            "INSERT INTO session_windows VALUES('c', 'agent:main:subagent:1', NULL, 'agent:main:main', 2, 'm')",
            "INSERT INTO session_windows VALUES('x', 'agent:main:other', 'codex', NULL, 3, 'm')",
            $"INSERT INTO transcript_events VALUES('p', 0, '{Response("a1", 1)}', 1, NULL)",
            $"INSERT INTO transcript_events VALUES('c', 0, '{Response("a2", 2)}', 1, NULL)",
            $"INSERT INTO transcript_events VALUES('x', 0, '{Response("a3", 4)}', 1, NULL)"
        );
        List<UsageRecord> records = home.Ingest("OpenClaw");
        records.Select(record => record.OutputTokens).Order().ShouldBe([1, 2]);
        records.ShouldAllBe(record => record.Model == "m");
        home.Sessions()["c"].ParentSessionId.ShouldBe("p");
    }

    private static string Response(string id, int output) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $$$"""{"type":"message","id":"{{{id}}}","timestamp":"2026-11-01T10:00:00Z","message":{"role":"assistant","usage":{"input":3,"output":{{{output}}}},"stopReason":"stop"}}"""
        );

    private static string Row(int seq, string text)
    {
        using Compressor compressor = new();
        return $"INSERT INTO transcript_events VALUES('s', {seq.ToString(CultureInfo.InvariantCulture)}, NULL, 0, X'{Convert.ToHexString(compressor.Wrap(Encoding.UTF8.GetBytes(text)))}')";
    }
}
