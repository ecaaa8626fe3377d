using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Rimuru.Cli.Tests;

/// <summary>The verbs on agents and live sessions, by the real command.</summary>
public sealed class AgentVerbTests : IDisposable
{
    private const int Interrupt = 2;

    private readonly string folder = Directory.CreateTempSubdirectory("rimuru-cli-agents-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Discover_lists_programs_and_reads_no_logs()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the program is a shell script");
        string program = Path.Combine(folder, ".claude", "local", "claude");
        Log("one", "a", "end_turn");
        Directory.CreateDirectory(Path.GetDirectoryName(program)!);
        File.WriteAllText(program, "#!/bin/sh\necho '2.1.219 (Claude Code)'\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        CliResult found = new Cli(folder).Run("agents", "--discover", "--json");
        JsonNode agent = found.Rows.ShouldHaveSingleItem()!;
        ((string?)agent["name"], (string?)agent["version"], (string?)agent["executablePath"], (string?)agent["agentType"]).ShouldBe(
            ("ClaudeCode", "2.1.219", program, "ClaudeCode")
        );
        Directory.EnumerateFiles(folder, "ledger.db", SearchOption.AllDirectories).ShouldBeEmpty();
        new Cli(folder).Run("agents", "--discover").Output.ShouldContain(program);
    }

    [Fact]
    public void Test_fails_where_an_agent_cannot_be_read()
    {
        Log("one", "a", "end_turn");
        CliResult well = new Cli(folder).Run("agents", "--test", "--json", "--home", folder);
        ((string?)well.Rows.ShouldHaveSingleItem()!["status"], well.ExitCode).ShouldBe(("Healthy", 0));
        string database = Path.Combine(folder, ".local", "share", "goose", "sessions", "sessions.db");
        Directory.CreateDirectory(Path.GetDirectoryName(database)!);
        File.WriteAllText(database, "this is no database, though it is long enough to be one: " + new string('x', 200));
        CliResult broken = new Cli(folder).Run("agents", "--test", "--home", folder);
        broken.ExitCode.ShouldBe(1);
        broken.Output.ShouldContain("sessions.db");
    }

    [Fact]
    public void The_two_cannot_be_asked_at_once()
    {
        CliResult result = new Cli(folder).Run("agents", "--test", "--discover", "--home", folder);
        result.ExitCode.ShouldBe(2);
        result.Errors.ShouldContain("--discover and --test");
    }

    [Fact]
    public void Agents_that_are_not_here_are_only_counted_and_come_last_in_json()
    {
        string log = Path.Combine(folder, ".pi", "agent", "sessions", "--work--", "one.jsonl");
        Directory.CreateDirectory(Path.GetDirectoryName(log)!);
        File.WriteAllText(log, "{\"type\":\"session\",\"version\":3,\"id\":\"one\",\"cwd\":\"/work\"}\n");
        Log("old", "a", "end_turn");
        CliResult all = new Cli(folder).Run("agents", "--json", "--home", folder);
        all.Rows.Count.ShouldBe(Core.Tracking.AgentService.Names.Count);
        all.Rows.Take(2).Select(row => (string?)row!["name"]).ShouldBe(["ClaudeCode", "Pi"]);
        all.Rows.Skip(2).ShouldAllBe(row => !row!["detected"]!.GetValue<bool>());
        CliResult here = new Cli(folder).Run("agents", "--home", folder);
        here.Output.ShouldContain("ClaudeCode");
        here.Output.ShouldContain("Pi");
        here.Output.ShouldNotContain("Codex");
        here.Errors.ShouldContain($"{all.Rows.Count - 2} other agents have left nothing here");
        CliResult asked = new Cli(folder).Run("agents", "--agent", "codex", "--home", folder);
        asked.Output.ShouldContain("Codex");
        asked.Errors.ShouldNotContain("other agents");
    }

    [Fact]
    public void Watch_prints_an_object_a_line_until_it_is_interrupted()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no signals");
        Log("old", "a", "end_turn");
        using Process watch = new Cli(folder).Start("watch", "--json", "--interval", "1", "--home", folder);
        Task<string?> line = watch.StandardOutput.ReadLineAsync();

        // Sessions begin until the watch, which knows those that were there before, tells of one.
        for (int i = 0; i < 600 && !line.Wait(TimeSpan.FromMilliseconds(100)); i++)
            Log($"new{i}", $"b{i}", "tool_use");
        line.IsCompletedSuccessfully.ShouldBeTrue();
        JsonNode started = JsonNode.Parse(line.Result!)!;
        ((string?)started["kind"], ((string?)started["sessionId"])![..3]).ShouldBe(("Started", "new"));
        Cli.Signal(watch, Interrupt);
        Cli.Finish(watch).ExitCode.ShouldBe(0);
    }

    [Fact]
    public void Watch_ends_when_its_time_is_over()
    {
        CliResult result = new Cli(folder).Run("watch", "--timeout", "1", "--home", folder);
        (result.ExitCode, result.Output).ShouldBe((0, ""));
        result.Errors.ShouldContain("No agent has left any logs here yet.");
        result.Errors.ShouldContain("watching every agent; press Ctrl-C to stop.");
        new Cli(folder).Run("watch", "--timeout", "0", "--home", folder).ExitCode.ShouldBe(2);
    }

    private void Log(string session, string id, string stopReason)
    {
        string log = Path.Combine(folder, ".claude", "projects", "-work-shop", session + ".jsonl");
        Directory.CreateDirectory(Path.GetDirectoryName(log)!);
        string time = DateTimeOffset.UtcNow.ToString("O", CultureInfo.InvariantCulture);
        File.AppendAllText(
            log,
            $$$"""{"type":"assistant","sessionId":"{{{session}}}","uuid":"u-{{{id}}}","timestamp":"{{{time}}}","cwd":"/work/shop","message":{"role":"assistant","model":"claude-sonnet-4-5","id":"{{{id}}}","stop_reason":"{{{stopReason}}}","usage":{"input_tokens":10,"output_tokens":5} } }"""
                + "\n"
        );
    }
}
