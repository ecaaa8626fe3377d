using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Rimuru.Core.Sqlite;
using Rimuru.Core.Tests;
using Rimuru.Core.Tests.Adapters;

namespace Rimuru.Cli.Tests;

/// <summary>The real command against what is made to hang, to run or to fool it.</summary>
public sealed class HostileTests : IDisposable
{
    private const int SigInt = 2,
        SigTerm = 15;

    private readonly TestHome home = new();
    private readonly Cli cli;

    public HostileTests()
    {
        cli = new Cli(home.Folder);
        home.Write(ClaudeCodeLines.Log, ClaudeCodeLines.Assistant());
    }

    public void Dispose() => home.Dispose();

    public static TheoryData<string, int> Commands
    {
        get
        {
            TheoryData<string, int> all = [];
            foreach (
                string command in (string[])
                    [
                        "cost --no-sync",
                        "cost",
                        "sessions",
                        "usage",
                        "sync",
                        "duplicates",
                        "agents",
                        "models",
                        "store status",
                        "store test",
                        "store init",
                        "store optimize --older-than 1d",
                    ]
            )
            {
                all.Add(command, SigInt);
                all.Add(command, SigTerm);
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_signal_ends_whatever_waits_for_a_server(string command, int signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals are sent as on Unix.");
        using TcpListener silent = new(IPAddress.Loopback, 0);
        silent.Start();
        using Process process = cli.Start([
            .. command.Split(' '),
            "--database",
            $"postgres://u@127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}/d",
        ]);
        using TcpClient client = silent.AcceptTcpClient();
        Stopwatch stopping = Stopwatch.StartNew();
        Cli.Signal(process, signal);
        CliResult result = Cli.Finish(process);
        stopping.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(3));
        result.ExitCode.ShouldNotBe(0);
        result.Errors.ShouldContain("stopped");
        result.Errors.ShouldNotContain("   at ");
    }

    [Fact]
    public void A_view_that_never_ends_is_not_asked()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The home is one of Linux.");
        Directory.CreateDirectory(home.In(".copilot"));
        using (SqliteDatabase database = SqliteDatabase.Open(home.In(".copilot/session-store.db")))
            database.Execute(
                "CREATE VIEW assistant_usage_events AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x AS id, x AS session_id FROM c"
            );
        CliResult result = cli.Run("cost", "--by", "agent", "--json");
        result.Rows.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("agents --test")]
    [InlineData("agents --discover")]
    [InlineData("agents --test --home")]
    [InlineData("agents --discover --home")]
    public void To_look_at_a_home_runs_nothing_that_lies_in_it_or_that_others_can_write(string command)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Programs are told by their rights.");
        bool isOther = command.EndsWith("--home", StringComparison.Ordinal);
        string other = Directory.CreateDirectory(home.In("other")).FullName,
            open = Directory.CreateDirectory(home.In("open")).FullName,
            project = Directory.CreateDirectory(home.In("work/.git")).FullName;
        foreach (
            string program in (string[])
                ["claude", "codex", "goose", "amp", "droid", "pi", "qwen", "gemini", "cursor-agent", "opencode", "kilo", "cline", "copilot"]
        )
        {
            if (isOther)
                Program(Path.Combine(other, ".local/bin", program));
            Program(Path.Combine(open, program));
            Program(Path.Combine(Path.GetDirectoryName(project)!, "node_modules/.bin", program));
        }

        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(open, (UnixFileMode)0x1FF);
        cli.With("PATH", $"{open}:{home.In("work/node_modules/.bin")}:work:.:{Environment.GetEnvironmentVariable("PATH")}");
        CliResult result = isOther ? cli.Run([.. command.Split(' '), other]) : cli.Run(command.Split(' '));
        result.ExitCode.ShouldBe(0, result.Errors);
        File.Exists(home.In("ran")).ShouldBeFalse();
    }

    [Fact]
    public void No_escape_reaches_the_terminal()
    {
        Assert.SkipWhen(!OperatingSystem.IsLinux(), "Such names are refused elsewhere.");
        string repository = Directory.CreateDirectory(home.In("repo")).FullName;
        File.WriteAllText(Path.Combine(repository, ".git"), "gitdir: /x/\u001b]0;PWNED\u0007\u202e\u2028red/.git/worktrees/a\n");
        home.Write(
            ClaudeCodeLines.Log,
            ClaudeCodeLines
                .Assistant(model: "m\\u202e\\u009b31m", session: "s\\u2028t")
                .Replace("/work/shop", repository, StringComparison.Ordinal)
        );
        home.Write(".claude/projects/-w/\u001b]0;PWNED\u0007.jsonl", "{bad");
        Directory.CreateDirectory(home.In("\u001b[31m"));
        foreach (
            string command in (string[])
                [
                    $"store status --database sqlite:{home.In("\u001b[31m/\u202e.db")}",
                    "cost --by project",
                    "cost --by session",
                    "cost --by model",
                    "sessions",
                    "usage",
                    "agents --test",
                    "sync",
                    "store status",
                    "duplicates --detail",
                ]
        )
        {
            CliResult result = cli.Run(command.Split(' '));
            (result.Output + result.Errors).ShouldAllBe(c => c == '\n' || (!char.IsControl(c) && c != '\u202e' && c != '\u2028'), command);
        }

        cli.Run("cost", "--by", "project", "--json").Rows.ShouldHaveSingleItem()!["project"]!.GetValue<string>().ShouldContain('\u001b');
    }

    [Fact]
    public void What_cannot_be_asked_is_not_removed()
    {
        cli.Run("sync").ExitCode.ShouldBe(0);
        CliResult refused = cli.Run("store", "optimize", "--older-than", "2026-08-01");
        refused.ExitCode.ShouldBe(1, refused.Errors);
        refused.Errors.ShouldStartWith("rimuru: [E9004] Remove 1 records and 1 sessions");
        cli.Run("store", "status", "--json").Rows[0]!["records"]!.GetValue<long>().ShouldBe(1);
        cli.Run("store", "optimize", "--older-than", "2026-08-01", "--yes").ExitCode.ShouldBe(0);
        cli.Run("store", "status", "--json").Rows[0]!["records"]!.GetValue<long>().ShouldBe(0);
        cli.Run("store", "optimize", "--reset").ExitCode.ShouldBe(0);
        cli.Run("sync").ExitCode.ShouldBe(0);
        cli.Run("store", "status", "--json").Rows[0]!["records"]!.GetValue<long>().ShouldBe(1);
    }

    [Theory]
    [InlineData("store", "backup", "")]
    [InlineData("store", "restore", "")]
    [InlineData("import", "")]
    [InlineData("price", "--file", "")]
    [InlineData("cost", "--home", "")]
    [InlineData("cost", "--database", "")]
    [InlineData("store", "copy", "")]
    public void An_empty_path_is_a_clear_error(params string[] arguments)
    {
        CliResult result = cli.Run(arguments);
        result.ExitCode.ShouldBe(2);
        result.Errors.ShouldStartWith("rimuru: [E9001]");
    }

    [Theory]
    [InlineData("--no-sync", 0)]
    [InlineData("", 1)]
    public void A_disk_without_room_answers_what_is_in_the_ledger(string option, int exit)
    {
        // No file may grow by a byte, which is what a full disk looks like to a program. .NET itself would need room for code made at run
        // time.
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The limit is bash's.");
        cli.Run("sync").ExitCode.ShouldBe(0);
        home.Append(ClaudeCodeLines.Log, ClaudeCodeLines.Assistant("more") + "\n");
        CliResult result = cli.Shell($"trap '' XFSZ; ulimit -f 0; export DOTNET_EnableWriteXorExecute=0; $RIMURU cost {option} --json");
        result.ExitCode.ShouldBe(exit, result.Errors);
        if (exit == 0)
            result.Rows.Sum(row => row!["requests"]!.GetValue<long>()).ShouldBe(1);
        else
            result.Errors.ShouldStartWith("rimuru: [E1001]");
        cli.Run("cost", "--json").Rows.Sum(row => row!["requests"]!.GetValue<long>()).ShouldBe(2);
    }

    [Theory]
    [InlineData("cost >&-")]
    [InlineData("cost 2>&-")]
    [InlineData("cost <&-")]
    [InlineData("cost >&- 2>&- <&-")]
    [InlineData("cost --nonsense >&- 2>&-")]
    [InlineData("store status --database nonsense: 2>&-")]
    public void Closed_streams_end_it_cleanly(string line)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The shell is bash.");
        CliResult result = cli.Shell("$RIMURU " + line);
        result.ExitCode.ShouldBeOneOf(0, 1, 2);
        result.Errors.ShouldNotContain("   at ");
    }

    private void Program(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, $"#!/bin/sh\ntouch {home.In("ran")}\necho 1.0.0\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, (UnixFileMode)0x1ED);
    }
}
