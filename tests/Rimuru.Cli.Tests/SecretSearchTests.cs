using System.Diagnostics;
using System.Text;
using Rimuru.Core.Config;
using Rimuru.Core.Credentials;
using Rimuru.Core.Tests;
using Rimuru.Core.Tests.Adapters;
using Rimuru.Core.Tests.ModelCatalog;
using Rimuru.Core.Tests.Store;

namespace Rimuru.Cli.Tests;

/// <summary>
/// No secret is printed, logged or passed on: commands run with secrets in every place, and all that they write, and all that their
/// programs are given, is searched.
/// </summary>
public sealed class SecretSearchTests : IDisposable
{
    private const string Mark = "Q7geheimQ7";

    /// <summary>Said by the programs that stand in for others.</summary>
    private const string Noted = "noted";

    private readonly TestHome home = new(TestStore.Sqlite);
    private readonly LoopbackServer server = new();
    private readonly StringBuilder all = new();
    private readonly Cli cli;

    public SecretSearchTests()
    {
        home.Write(ClaudeCodeLines.Log, ClaudeCodeLines.Assistant());
        CredentialService credentials = new(HostEnvironment.Of(home.Folder, new Dictionary<string, string>()));
        foreach (string name in (string[])["anthropic", "google", "team-db"])
            credentials.Set(name, $"{Mark}-of-{name}", CredentialSource.File);
        cli = new Cli(home.Folder)
            .With("DBUS_SESSION_BUS_ADDRESS", "")
            .With("XDG_RUNTIME_DIR", "")
            .With("OPENAI_API_KEY", $"{Mark}-of-openai")
            .With("RIMURU_SECRET_OPENROUTER", $"{Mark}-of-openrouter")
            .With("RIMURU__LOGGING__LEVEL", "debug");
        foreach (string source in (string[])["anthropic", "openai", "google", "openrouter", "litellm"])
            cli.With($"RIMURU__SYNC__{source.ToUpperInvariant()}__BASE_URL", server.Url);
    }

    public void Dispose()
    {
        server.Dispose();
        home.Dispose();
    }

    [Fact]
    public void Nothing_that_a_command_writes_has_a_secret()
    {
        foreach (int status in (int[])[401, 200, 403, 500])
            server.Answer(status, """{"data":[]}""");
        Runs(
            "models sync",
            "models sync --provider anthropic --json",
            "credential list",
            "credential list --json",
            "credential remove openrouter",
            "config",
            "config --json",
            "config test",
            "config set database.password " + Mark, // it is an argument already; the command must not repeat it
            "cost",
            "agents --discover",
            "store status --json",
            "log",
            "log --json"
        );
        string.Concat(server.Requests)
            .ShouldContain($"{Mark}-of-anthropic", customMessage: "the secrets are found, so there is something to hide");
        string.Concat(server.Requests).ShouldContain($"{Mark}-of-openrouter");
        Search();
    }

    [Fact]
    public void No_program_is_given_a_secret_that_it_does_not_need()
    {
        TestStores.Require(TestStore.Postgres);
        Assert.SkipUnless(OperatingSystem.IsLinux(), "What programs are given is read from /proc.");
        string login = $"s{Guid.NewGuid():N}",
            real = OnPath("pg_dump");
        PostgresCluster.Required.RequirePassword(login, $"{Mark}-of-team-db");
        foreach (string program in (string[])["pg_dump", "claude", "codex", "crontab", "git"])
            StandIn(program, program == "pg_dump" ? $"exec '{real}' \"$@\"" : "echo 1.0");
        cli.With("RIMURU_DATABASE_URL", PostgresCluster.For(PostgresCluster.Required.NewSchema(), login))
            .With("RIMURU__DATABASE__PASSWORD", "secret:team-db")
            .With("OPENAI_API_KEY", "")
            .With("PATH", $"{home.In("bin")}:{Environment.GetEnvironmentVariable("PATH")}");
        Runs("sync", "store status", "agents --discover", $"store backup {home.In("backup")}", "store test");
        string[] notes = Directory.GetFiles(home.In(Noted));
        notes.Count(note => Path.GetFileName(note).StartsWith("pg_dump", StringComparison.Ordinal)).ShouldBe(2);
        notes.ShouldContain(note => Path.GetFileName(note).StartsWith("claude", StringComparison.Ordinal));
        string[] given = [.. notes.Where(note => File.ReadAllText(note).Contains(Mark))];
        File.ReadAllText(given.ShouldHaveSingleItem()).ShouldContain($"PGPASSWORD={Mark}-of-team-db");
        Directory.Delete(home.In(Noted), recursive: true);
        Search();
    }

    /// <summary>Runs each command, keeps what it says, and looks at what its processes and their programs were started with.</summary>
    private void Runs(params string[] lines)
    {
        foreach (string line in lines)
        {
            string[] words = line.Split(' ');
            using Process process = cli.Start(words);
            process.StandardInput.Close();
            using CancellationTokenSource ended = new();
            Task watch =
                OperatingSystem.IsLinux() && !line.Contains(Mark) ? Task.Run(() => Watch(process.Id, ended.Token)) : Task.CompletedTask;
            CliResult result = Cli.Finish(process);
            ended.Cancel();
            watch.GetAwaiter().GetResult();
            result.Errors.ShouldNotContain("defect of Rimuru", customMessage: line);
            all.AppendLine(result.Output).AppendLine(result.Errors);
        }
    }

    /// <summary>The command line of every process of the machine, as long as the command runs: all users can read it.</summary>
    private static void Watch(int process, CancellationToken ended)
    {
        while (!ended.IsCancellationRequested)
        {
            foreach (
                string folder in Directory
                    .EnumerateDirectories("/proc")
                    .Where(path => int.TryParse(Path.GetFileName(path), out int id) && id >= process)
            )
            {
                try
                {
                    File.ReadAllText(Path.Combine(folder, "cmdline")).ShouldNotContain(Mark);
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    // it has ended
                }
            }
        }
    }

    /// <summary>Searches the outputs, and every file in the home: logs, ledgers, backups.</summary>
    private void Search()
    {
        all.Length.ShouldBeGreaterThan(1000);
        all.ToString().ShouldNotContain(Mark);
        string[] files = Directory.GetFiles(home.Folder, "*", SearchOption.AllDirectories);
        files.ShouldContain(file => file.EndsWith("rimuru.log", StringComparison.Ordinal));
        foreach (string file in files)
            Encoding.Latin1.GetString(File.ReadAllBytes(file)).ShouldNotContain(Mark, customMessage: file);
    }

    /// <summary>A program that notes its variables and arguments.</summary>
    private void StandIn(string name, string then)
    {
        Directory.CreateDirectory(home.In(Noted));
        home.Write(
            $"bin/{name}",
            "#!/bin/sh",
            $"{{ tr '\\0' '\\n' < /proc/$$/environ; tr '\\0' ' ' < /proc/$$/cmdline; }} > '{home.In(Noted)}/{name}'.$$",
            then
        );
#pragma warning disable CA1416 // only on Linux
        File.SetUnixFileMode(home.In($"bin/{name}"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
#pragma warning restore CA1416
    }

    private static string OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(':')
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists)
        ?? throw Xunit.Sdk.SkipException.ForSkip($"{program} is not on PATH.");
}
