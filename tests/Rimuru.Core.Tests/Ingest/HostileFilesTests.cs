using System.Diagnostics;
using System.Net.Sockets;
using Rimuru.Core.Tests.Adapters;
using Rimuru.Core.Tests.Generators;

namespace Rimuru.Core.Tests.Ingest;

/// <summary>
/// Anything may stand where a log is expected. It is not opened, it is said where something was lost, and every other file of every agent
/// is read.
/// </summary>
public sealed class HostileFilesTests
{
    /// <summary>What stands in a log's place, by its name.</summary>
    private static readonly Dictionary<string, Action<string>> Things = new()
    {
        ["pipe"] = path => Run("mkfifo", path),
        ["socket"] = path =>
        {
            // The system takes short names only; a socket may be moved.
            string near = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"));
            using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            socket.Bind(new UnixDomainSocketEndPoint(near));
            Run("mv", near, path);
        },
        ["link to itself"] = path => File.CreateSymbolicLink(path, Path.GetFileName(path)),
        ["link to nowhere"] = path => File.CreateSymbolicLink(path, path + ".gone"),
        ["link to a device"] = path => File.CreateSymbolicLink(path, "/dev/zero"),
        ["link to a pipe"] = path =>
        {
            Run("mkfifo", path + ".pipe");
            File.CreateSymbolicLink(path, path + ".pipe");
        },
        ["folder"] = path => Directory.CreateDirectory(path),
        ["three gigabytes of nothing"] = path =>
        {
            using FileStream file = new(path, FileMode.Create);
            file.SetLength(3L << 30);
        },
        ["four terabytes of nothing"] = path =>
        {
            using FileStream file = new(path, FileMode.Create);
            file.SetLength(4L << 40);
        },
        ["pipe as its journal"] = path =>
        {
            File.WriteAllText(path, "");
            Run("mkfifo", path + "-wal");
            Run("mkfifo", path + "-journal");
        },
    };

    public static TheoryData<string, string> All
    {
        get
        {
            TheoryData<string, string> all = [];
            foreach (string agent in AllHomes.ByAgent.Keys)
            {
                foreach (string thing in Things.Keys)
                    all.Add(agent, thing);
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void What_is_no_log_costs_nothing_but_itself(string agent, string thing)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such files.");
        using TestHome home = new();
        GeneratedHome generated = AllHomes.ByAgent[agent](1);
        generated.WriteTo(home);
        home.Write(ClaudeCodeLines.Log, ClaudeCodeLines.Assistant("msg_other", session: "other"));
        string[] victims =
        [
            .. generated
                .Files.Select(file => home.In(file.Path))
                .Where(path => path.Length < 100)
                .Take(thing.StartsWith("three", StringComparison.Ordinal) ? 1 : 2),
        ];
        foreach (string path in victims.Length > 0 ? victims : [home.In(generated.Files[0].Path)])
        {
            File.Delete(path);
            Things[thing](path.Length < 100 ? path : Path.Combine(Path.GetDirectoryName(path)!, "x" + Path.GetExtension(path)));
        }

        Stopwatch time = Stopwatch.StartNew();
        home.Records().ShouldContain(record => record.SessionId == "other");
        home.Sessions().ShouldContain(session => session.SessionId == "other");
        time.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(5), "nothing waits for ever");
        LedgerAudit.Check(home.Database);
    }

    [Fact]
    public void A_project_with_a_pipe_for_git_is_named_by_its_folder()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such files.");
        using TestHome home = new();
        string project = Directory.CreateDirectory(home.In("work/shop")).FullName;
        Run("mkfifo", Path.Combine(project, ".git"));
        home.Write(ClaudeCodeLines.Log, ClaudeCodeLines.Assistant().Replace("/work/shop", project, StringComparison.Ordinal));
        home.Records().ShouldHaveSingleItem().Project.ShouldBe("shop");
    }

    [Fact]
    public void A_file_that_grows_while_it_is_read_ends()
    {
        using TestHome home = new();
        home.Write(ClaudeCodeLines.Log, ClaudeCodeLines.Assistant());
        using CancellationTokenSource over = new();
        Thread writer = new(() =>
        {
            using FileStream file = new(home.In(ClaudeCodeLines.Log), FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
            byte[] line = System.Text.Encoding.UTF8.GetBytes("{\"type\":\"user\",\"x\":\"" + new string('y', 60_000) + "\"}\n");
            while (!over.IsCancellationRequested && file.Length < 1L << 30)
                file.Write(line);
        });
        writer.Start();
        try
        {
            home.Records().ShouldHaveSingleItem();
        }
        finally
        {
            over.Cancel();
            writer.Join();
        }
    }

    [Theory]
    [InlineData("/", true)]
    [InlineData("/proc", true)]
    [InlineData("/dev", true)]
    [InlineData("/sys/devices", true)]
    [InlineData("/proc/self/root", true)]
    [InlineData("../../..", true)]
    [InlineData("..", false)]
    [InlineData(".", false)]
    public void A_link_to_a_folder_around_it_or_to_the_systems_is_not_followed(string target, bool isNamed)
    {
        Assert.SkipWhen(!OperatingSystem.IsLinux(), "Other systems have other folders.");
        using TestHome home = new();
        home.Write(ClaudeCodeLines.Log, ClaudeCodeLines.Assistant());
        string linked = Directory.CreateDirectory(home.In("elsewhere/-x")).FullName;
        home.Write("elsewhere/-x/linked.jsonl", ClaudeCodeLines.Assistant("msg_linked", session: "linked"));
        string project = Path.GetDirectoryName(home.In(ClaudeCodeLines.Log))!;
        Directory.CreateSymbolicLink(Path.Combine(project, "around"), target);
        Directory.CreateSymbolicLink(Path.Combine(project, "linked"), linked);
        home.Records().Select(record => record.SessionId).ShouldContain("linked");
        home.Records().Count.ShouldBe(2);
        home.Warnings.Count(warning => warning.Contains("was not followed", StringComparison.Ordinal)).ShouldBe(isNamed ? 1 : 0);
    }

    [Fact]
    public void Folders_deeper_than_any_agent_makes_them_are_read()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Paths are shorter there.");
        using TestHome home = new();
        string deep = ".claude/projects/-w/" + string.Concat(Enumerable.Range(0, 60).Select(i => $"d{i}/")) + "deep.jsonl";
        home.Write(deep, ClaudeCodeLines.Assistant("deep", session: "deep"));
        home.Records().ShouldHaveSingleItem().SessionId.ShouldBe("deep");
    }

    [Fact]
    public void A_folder_whose_name_is_no_text_is_said()
    {
        Assert.SkipWhen(!OperatingSystem.IsLinux(), "Other systems refuse such names.");
        using TestHome home = new();
        home.Write(ClaudeCodeLines.Log, ClaudeCodeLines.Assistant());
        Run("bash", "-c", $"mkdir -p \"{home.In(".claude/projects")}/$(printf 'bad\\377name')\"");
        try
        {
            home.Sync();
            home.Warnings.ShouldHaveSingleItem().ShouldContain("not UTF-8");
        }
        finally
        {
            Run("rm", "-rf", home.In(".claude"));
        }
    }

    private static void Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(program, arguments);
        process.WaitForExit();
        process.ExitCode.ShouldBe(0);
    }
}
