using System.Globalization;
using static Rimuru.Core.Tests.Adapters.ClaudeCodeLines;

namespace Rimuru.Core.Tests.Tracking;

/// <summary>What a health check finds, and that it says what to do.</summary>
public sealed class AgentCheckTests : IDisposable
{
    private readonly TestHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public async Task An_agent_that_is_not_here_is_absent() => (await Check("Codex")).Status.ShouldBe(HealthStatus.Absent);

    [Fact]
    public async Task Logs_that_can_be_read_are_healthy_and_nothing_is_written()
    {
        home.Write(Log, Assistant());
        AgentHealth health = await Check("ClaudeCode");
        health.Status.ShouldBe(HealthStatus.Healthy);
        health.Findings.ShouldBeEmpty();
        File.Exists(home.Ledger).ShouldBeFalse();
    }

    [Fact]
    public async Task Damaged_records_are_counted_with_their_file()
    {
        home.Write(Log, Assistant(), "{ not json", Assistant("b"), "}");
        AgentHealth health = await Check("ClaudeCode");
        health.Status.ShouldBe(HealthStatus.Degraded);
        health.Findings.ShouldHaveSingleItem().Message.ShouldBe($"2 record(s) in {home.In(Log)} are damaged and were skipped.");
    }

    [Fact]
    public async Task A_database_that_is_none_cannot_be_read()
    {
        home.Write(
            ".local/share/goose/sessions/sessions.db",
            "this is no database, though it is long enough to be one: " + new string('x', 200)
        );
        AgentHealth health = await Check("Goose");
        health.Status.ShouldBe(HealthStatus.Unhealthy);
        health.Findings[0].Message.ShouldContain("sessions.db");
        health.Findings[0].Action.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_folder_without_logs_is_told()
    {
        Directory.CreateDirectory(home.In(".claude/projects"));
        (await Check("ClaudeCode")).Findings.ShouldHaveSingleItem().Message.ShouldContain("no logs");
    }

    [Fact]
    public async Task A_log_of_the_future_points_at_the_clock()
    {
        home.Write(Log, Assistant(time: DateTimeOffset.UtcNow.AddHours(2).ToString("O", CultureInfo.InvariantCulture)));
        HealthFinding finding = (await Check("ClaudeCode")).Findings.ShouldHaveSingleItem();
        finding.Message.ShouldContain("future");
        finding.Action.ShouldContain("clock");
    }

    [Fact]
    public async Task What_the_configuration_switches_off_is_disabled()
    {
        home.Write(Log, Assistant()).Write(".config/rimuru/local.yaml", "agents: { claude_code: { enabled: false } }");
        AgentHealth health = await Check("ClaudeCode");
        health.Status.ShouldBe(HealthStatus.Disabled);
        health.Findings.ShouldHaveSingleItem().Action.ShouldBe("Enable it with Enable-RimuruAgent ClaudeCode.");
    }

    private async Task<AgentHealth> Check(string agent)
    {
        using RimuruEngine engine = home.Open();
        return await engine.Agents.Adapters([agent]).Adapters.ShouldHaveSingleItem().CheckHealthAsync();
    }
}
