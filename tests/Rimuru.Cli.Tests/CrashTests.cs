using System.Diagnostics;
using Rimuru.Core;
using Rimuru.Core.Tests;
using Rimuru.Core.Tests.Adapters;
using Rimuru.Core.Tests.Generators;
using Rimuru.Core.Tests.Store;

namespace Rimuru.Cli.Tests;

/// <summary>Real processes on one ledger: several at once, killed, interrupted.</summary>
public sealed class CrashTests
{
    private const int SigInt = 2;
    private const int Killed = 128 + 9;

    [Theory]
    [InlineData(1, TestStore.Sqlite)]
    [InlineData(2, TestStore.Sqlite)]
    [InlineData(3, TestStore.Postgres)]
    [InlineData(4, TestStore.Postgres)]
    public void A_killed_process_loses_nothing_and_counts_nothing_twice(int seed, TestStore store)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals are sent as on Unix.");
        TestStores.Require(store);
        using TestHome home = new(store),
            whole = new(store);
        Random random = new(seed);
        Cli cli = new(home.Folder);
        long expected = Fill(home, seed, files: 6, lines: 8_000);
        Fill(whole, seed, files: 6, lines: 8_000);
        Stopwatch run = Stopwatch.StartNew();
        Requests(new Cli(whole.Folder), whole).ShouldBe(expected);
        run.Stop();
        int killed = 0;

        // The whole run may have been measured on a busy machine: what ends before it is killed is killed sooner the next time.
        for (int i = 0; i < 5 || (killed == 0 && i < 20); i++)
        {
            using Process process = Start(cli, home);
            Thread.Sleep(run.Elapsed * (0.1 + (0.7 * random.NextDouble())) / (1 + i - killed));
            process.Kill();
            process.WaitForExit();
            if (process.ExitCode == Killed)
                killed++;
            if (IsThere(home, store) && Requests(cli, home, "--no-sync") is var soFar)
            {
                soFar.ShouldBeLessThanOrEqualTo(expected);
                LedgerAudit.Check(home.Database, seed);
            }
        }

        killed.ShouldBePositive();
        Requests(cli, home).ShouldBe(expected);
        LedgerAudit.Check(home.Database, seed);
    }

    [Fact]
    public void Ctrl_C_ends_an_ingest_soon_with_1_and_a_sound_ledger()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals are sent as on Unix.");
        using TestHome home = new();
        Cli cli = new(home.Folder);
        long expected = Fill(home, 7, files: 12, lines: 20_000);
        using Process process = Start(cli, home);

        // The ledger's file appears when the ingest begins.
        Stopwatch wait = Stopwatch.StartNew();
        while (!File.Exists(home.Ledger) && wait.ElapsedMilliseconds < 10_000)
            Thread.Sleep(5);
        Thread.Sleep(150);
        Stopwatch stopping = Stopwatch.StartNew();
        Cli.Signal(process, SigInt);
        CliResult result = Cli.Finish(process);
        stopping.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(3));
        result.ExitCode.ShouldBe(1, result.Output + result.Errors);
        result.Errors.ShouldContain("stopped");
        Requests(cli, home).ShouldBe(expected);
        LedgerAudit.Check(home.Database);
    }

    [Theory]
    [InlineData(31, TestStore.Sqlite)]
    [InlineData(32, TestStore.Sqlite)]
    [InlineData(33, TestStore.Postgres)]
    [InlineData(34, TestStore.Postgres)]
    public void Processes_at_once_give_what_one_gives(int seed, TestStore store)
    {
        TestStores.Require(store);
        using TestHome home = new(store),
            alone = new(TestStore.Sqlite);
        foreach (GeneratedHome generated in (GeneratedHome[])[ClaudeHomes.Create(seed), CodexHomes.Create(seed)])
        {
            generated.WriteTo(home);
            generated.WriteTo(alone);
        }

        Cli cli = new(home.Folder);
        Process[] processes = [.. Enumerable.Range(0, 3).Select(_ => Start(cli, home))];
        foreach (Process process in processes)
        {
            CliResult result = Cli.Finish(process);
            result.ExitCode.ShouldBe(0, result.Errors);
            // Each of those that come first may find none.
            result.Errors.Split('\n').Where(line => line.Length > 0 && !line.Contains("so a new one was made there")).ShouldBeEmpty();
            process.Dispose();
        }

        Rows(cli, home).ShouldBe(Rows(new Cli(alone.Folder), alone));
        LedgerAudit.Check(home.Database, seed);
    }

    /// <summary>A process that was killed early has not made the ledger yet.</summary>
    private static bool IsThere(TestHome home, TestStore store)
    {
        if (store == TestStore.Sqlite)
            return File.Exists(home.Ledger) && new FileInfo(home.Ledger).Length > 0;
        using RimuruEngine engine = home.Open();
        return engine.Ledger.Exists;
    }

    private static Process Start(Cli cli, TestHome home) => cli.Start("sync", "--database", home.Database);

    private static long Requests(Cli cli, TestHome home, params string[] more)
    {
        CliResult result = cli.Run(["cost", "--by", "agent", "--json", "--database", home.Database, .. more]);
        result.ExitCode.ShouldBe(0, result.Errors);
        return result.Rows.Sum(row => (long)row!["requests"]!);
    }

    private static string Rows(Cli cli, TestHome home) =>
        string.Join(
            '\n',
            cli.Run("cost", "--by", "agent,session,model,sub-agent", "--json", "--database", home.Database)
                .Rows.Select(row => row!.ToJsonString())
                .Order(StringComparer.Ordinal)
        );

    /// <summary>Enough to be in the middle of; every third line is in two files.</summary>
    private static long Fill(TestHome home, int seed, int files, int lines)
    {
        long distinct = 0;
        for (int file = 0; file < files; file++)
        {
            string session = $"s{seed}-{file}";
            home.Write(
                $".claude/projects/-w/{session}.jsonl",
                [
                    .. Enumerable
                        .Range(0, lines)
                        .Select(i => ClaudeCodeLines.Assistant(i % 3 == 0 && file > 0 ? $"m-0-{i}" : $"m-{file}-{i}", session: session)),
                ]
            );
            distinct += file == 0 ? lines : lines - (lines + 2) / 3;
        }

        return distinct;
    }
}
