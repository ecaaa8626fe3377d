using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Rimuru.Core.Tests;
using Rimuru.Core.Tests.Adapters;

namespace Rimuru.Cli.Tests;

/// <summary><c>rimuru guard</c>, called as an agent calls it.</summary>
public sealed class GuardTests : IDisposable
{
    private const string Session = "00000001-0000-4000-8000-000000000001";
    private const string Log = $".claude/projects/p/{Session}.jsonl";

    private readonly TestHome home = new();

    private Cli Command => new Cli(home.Folder).With("CLAUDE_CODE_SESSION_ID", Session);

    public void Dispose() => home.Dispose();

    [Fact]
    public void A_prompt_is_stopped_as_soon_as_the_budget_is_spent()
    {
        Use("msg_1", 500_000);
        Do("budget set month --amount 6 --window total");
        Guard(Prompt).ShouldBe("");
        Use("msg_2", 500_000);
        JsonNode answer = JsonNode.Parse(Guard(Prompt))!;
        ((string?)answer["decision"]).ShouldBe("block");
        ((string)answer["reason"]!).ShouldBe(
            "Rimuru stopped this. The budget month has spent 6.00 of 6.00 USD (100 %). Its window has no end. To go on now, raise "
                + "it with 'rimuru budget set', or remove it."
        );
        answer.AsObject().Count.ShouldBe(2);
        Do("budget set month --amount 7");
        Guard(Prompt).ShouldContain("systemMessage");
        Guard(Prompt).ShouldBe("");
        Do("budget remove month");
        Guard(Prompt).ShouldBe("");
    }

    [Fact]
    public void Only_the_named_log_is_read_and_only_if_it_is_the_agents()
    {
        Use("msg_1", 1);
        Do("budget set all --amount 100 --window total");
        home.Write(Log.Replace("0001.jsonl", "0002.jsonl", StringComparison.Ordinal), Line("msg_2", 1));
        home.Write("elsewhere.jsonl", Line("msg_3", 1));
        Use("msg_4", 1);
        Guard(Prompt.Replace(home.In(Log), home.In("elsewhere.jsonl"), StringComparison.Ordinal)).ShouldBe("");
        Guard(Prompt.Replace(home.In(Log), home.In(".claude/projects/../../elsewhere.jsonl"), StringComparison.Ordinal)).ShouldBe("");
        Requests().ShouldBe(1);
        Guard(Prompt).ShouldBe("");
        Requests().ShouldBe(2);
    }

    [Theory]
    [InlineData("--agent Codex", false)]
    [InlineData("--agent claudecode", true)]
    [InlineData("--project other", false)]
    [InlineData("--project repo", true)]
    [InlineData("--branch main", false)]
    [InlineData("--branch feature/*", true)]
    [InlineData("--machine nowhere", false)]
    [InlineData("--user nobody-else", false)]
    [InlineData("--model claude-opus-*", false)]
    [InlineData("--model claude-sonnet-*", true)]
    [InlineData("--provider openai", false)]
    public void Only_budgets_that_the_call_counts_against_are_checked(string scope, bool stops)
    {
        Directory.CreateDirectory(home.In("repo/.git"));
        home.Write("repo/.git/HEAD", "ref: refs/heads/feature/x");
        home.Write(Log, Line("msg_1", 1_000_000, home.In("repo"), "feature/x"));
        Do($"budget set b --amount 1 --window total {scope}");
        string answer = Guard(Prompt.Replace("\"/w\"", $"\"{home.In("repo")}\"", StringComparison.Ordinal));
        answer.Contains("block", StringComparison.Ordinal).ShouldBe(stops);
    }

    [Fact]
    public void A_session_that_goes_in_circles_is_warned_of_once()
    {
        string[] loop =
        [
            .. Enumerable
                .Range(0, 20)
                .Select(i =>
                    ClaudeCodeLines.Assistant(
                        $"loop_{i}",
                        session: Session,
                        time: DateTimeOffset.UtcNow.AddSeconds(i - 20).ToString("O", System.Globalization.CultureInfo.InvariantCulture)
                    )
                ),
        ];
        home.Write(Log, loop[..19]);
        Do("budget set all --amount 100 --window total");
        Guard(ToolCall).ShouldBe("");
        home.Append(Log, loop[19] + "\n");
        ((string)JsonNode.Parse(Guard(ToolCall))!["systemMessage"]!).ShouldBe(
            "Rimuru: This session seems to go in circles: its last 20 requests are of one size."
        );
        Guard(ToolCall).ShouldBe("");
        Guard(Prompt).ShouldBe("");
    }

    [Fact]
    public void A_budget_of_sessions_is_about_the_session_that_calls()
    {
        Use("msg_1", 1_000_000);
        Do("budget set each --amount 6 --window session");
        Guard(Prompt).ShouldContain("a new one has all of it again");
        string other = Session[..^1] + "2";
        Do(new Cli(home.Folder).With("CLAUDE_CODE_SESSION_ID", other), Prompt.Replace(Session, other, StringComparison.Ordinal))
            .ShouldBe("");
    }

    [Fact]
    public void A_tool_ends_the_turn_and_other_events_are_none_of_its_business()
    {
        Use("msg_1", 1_000_000);
        Do("budget set all --amount 1 --window total");
        JsonNode answer = JsonNode.Parse(Guard(ToolCall))!;
        ((bool)answer["continue"]!, (string)answer["hookSpecificOutput"]!["permissionDecision"]!).ShouldBe((false, "deny"));
        Guard(Prompt.Replace("UserPromptSubmit", "SessionStart", StringComparison.Ordinal)).ShouldBe("");
    }

    [Theory]
    [InlineData("")]
    [InlineData("not JSON")]
    [InlineData("[1]")]
    public void What_cannot_be_read_passes_unless_told_otherwise(string input)
    {
        Use("msg_1", 1);
        Guard(input).ShouldBe("");
        Guard(input, "--fail closed").ShouldContain("\"decision\":\"block\"");
        Guard(input, "--fail closed").ShouldContain("Rimuru could not check the budgets: the input is not the JSON of a hook.");
    }

    [Fact]
    public void A_wrong_configuration_passes_unless_told_otherwise()
    {
        home.Write(".config/rimuru/local.toml", "nonsense = 1");
        Guard(Prompt).ShouldBe("");
        Guard(Prompt, "--fail closed").ShouldContain("E4001");
    }

    [Fact]
    public void Without_a_ledger_none_is_made()
    {
        Guard(Prompt, "--fail closed").ShouldBe("");
        File.Exists(home.In(".local/share/rimuru/ledger.db")).ShouldBeFalse();
    }

    [Fact]
    public void A_server_that_says_nothing_is_not_waited_for()
    {
        using TcpListener silent = new(IPAddress.Loopback, 0);
        silent.Start();
        string url = $"postgres://nobody@127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}/nothing";
        Stopwatch time = Stopwatch.StartNew();
        Guard(Prompt, $"--database {url}").ShouldBe("");
        Guard(Prompt, $"--database {url} --fail closed").ShouldContain("the check took too long");

        // The connection's own limit is 15 seconds, twice.
        time.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(25));
    }

    [Fact]
    public void A_long_prompt_is_read_to_its_end_and_nothing_of_it_is_kept()
    {
        Use("msg_1", 1_000_000);
        Do("budget set all --amount 1 --window total");
        Guard(Prompt.Replace("\"x\"", $"\"{new string('y', 20 << 20)}\"", StringComparison.Ordinal)).ShouldContain("block");
        foreach (string file in Directory.EnumerateFiles(home.Folder, "*", SearchOption.AllDirectories))
            File.ReadAllBytes(file).AsSpan().IndexOf("yyyyyyyy"u8).ShouldBe(-1, file);
    }

    [Fact]
    public void The_memory_of_warnings_is_private_and_holds_hashes_only()
    {
        Use("msg_1", 900_000);
        Do("budget set near --amount 6 --window total");
        Guard(Prompt).ShouldContain("Rimuru: The budget near has spent 5.40 of 6.00 USD (90 %).");
        string memory = home.In(".local/share/rimuru/guard-warnings.txt");
        File.ReadAllText(memory).ShouldMatch("^[0-9a-f]{16}\n$");
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(memory).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private string ToolCall => Prompt.Replace("UserPromptSubmit", "PreToolUse", StringComparison.Ordinal);

    private string Prompt =>
        $$"""
            {"session_id":"{{Session}}","transcript_path":"{{home.In(Log)}}","cwd":"/w","hook_event_name":"UserPromptSubmit","prompt":"x"}
            """;

    private int Requests() => (int)Command.Run("cost", "--by", "agent", "--json", "--no-sync").Rows.Single()!["requests"]!;

    private void Use(string id, int tokens)
    {
        bool isFirst = !File.Exists(home.In(Log));
        if (isFirst)
            home.Write(Log, Line(id, tokens));
        else
            home.Append(Log, Line(id, tokens) + "\n");
        if (isFirst)
            Do("sync");
    }

    private static string Line(string id, int tokens, string? folder = null, string? branch = null)
    {
        JsonObject line = JsonNode.Parse(ClaudeCodeLines.Assistant(id, $""" "input_tokens":{tokens},"output_tokens":0 """))!.AsObject();
        line["sessionId"] = Session;
        if (folder is not null)
            line["cwd"] = folder;
        if (branch is not null)
            line["gitBranch"] = branch;
        return line.ToJsonString();
    }

    private void Do(string line) => Command.Run(line.Split(' ')).ExitCode.ShouldBe(0, line);

    private string Guard(string input, string options = "") => Do(Command, input, options);

    private static string Do(Cli command, string input, string options = "")
    {
        // On a busy machine .NET alone takes seconds to start.
        string[] time = options.Contains("postgres:", StringComparison.Ordinal) ? [] : ["--limit", "60000"];
        using Process process = command.Start(["guard", .. time, .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        CliResult result = Cli.Finish(process);
        (result.ExitCode, result.Errors).ShouldBe((0, ""));
        return result.Output.TrimEnd();
    }
}
