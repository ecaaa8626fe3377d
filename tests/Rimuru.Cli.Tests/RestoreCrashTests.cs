using System.Diagnostics;
using Npgsql;
using Rimuru.Core;
using Rimuru.Core.Tests;
using Rimuru.Core.Tests.Adapters;
using Rimuru.Core.Tests.Store;

namespace Rimuru.Cli.Tests;

/// <summary>A restore that is killed, wherever it is, leaves one of the two ledgers, whole, and nothing that stays for ever.</summary>
public sealed class RestoreCrashTests
{
    private const int Old = 3,
        New = 5;

    /// <summary>Statements of a restore at which the server stands still, and which ledger is there after the process was killed.</summary>
    public static TheoryData<string, int> Points =>
        new()
        {
            { "CREATE SCHEMA rimuru_restoring_%", Old },
            { "CREATE TABLE usage %", Old },
            { "CREATE SCHEMA rimuru_former_%", Old },
            { "COMMENT ON SCHEMA rimuru_former_%", Old },
            { "ALTER TABLE % SET SCHEMA rimuru_former_%", Old },
            { "ALTER TABLE rimuru_restoring_% SET SCHEMA %", Old },
            { "DROP SCHEMA rimuru_restoring_%", Old },
            { "DROP SCHEMA rimuru_former_%", New },
        };

    [Theory]
    [MemberData(nameof(Points))]
    public void On_a_server(string statement, int records)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals are sent as on Unix.");
        TestStores.Require(TestStore.Postgres);
        using TestHome home = new(TestStore.Postgres);
        Cli cli = new(home.Folder);
        Prepare(cli, home);
        using Standstill server = new(home.Database, statement);
        using (Process process = cli.Start("store", "restore", home.In("my.backup"), "--force", "--database", home.Database))
        {
            server.Wait(process);
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }

        // The server itself notices a lost connection at the next statement.
        server.End();
        Records(home).ShouldBe(records);
        LedgerAudit.Check(home.Database);
        string test = cli.Run("store", "test", "--database", home.Database).Output;
        (records == New).ShouldBe(test.Contains("rimuru_former_", StringComparison.Ordinal), test);
        (records == New).ShouldBe(test.Contains("rimuru store optimize", StringComparison.Ordinal), test);
        cli.Run("store", "optimize", "--database", home.Database).ExitCode.ShouldBe(0);
        server.Leftovers().ShouldBe(0);
        cli.Run("store", "restore", home.In("my.backup"), "--force", "--database", home.Database).ExitCode.ShouldBe(0);
        Records(home).ShouldBe(New);
        LedgerAudit.Check(home.Database);
    }

    [Theory]
    [InlineData(TestStore.Sqlite)]
    [InlineData(TestStore.Postgres)]
    public void At_any_time(TestStore store)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals are sent as on Unix.");
        TestStores.Require(store);
        using TestHome home = new(store);
        Cli cli = new(home.Folder);
        Prepare(cli, home);
        Stopwatch whole = Stopwatch.StartNew();
        cli.Run("store", "restore", home.In("my.backup"), "--force", "--database", home.Database).ExitCode.ShouldBe(0);
        whole.Stop();
        const int Times = 5;
        for (int i = 1; i <= Times; i++)
        {
            using Process process = cli.Start("store", "restore", home.In("my.backup"), "--force", "--database", home.Database);
            Thread.Sleep(whole.Elapsed * i / (Times + 1));
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            Records(home).ShouldBe(New);
            LedgerAudit.Check(home.Database);
        }

        cli.Run("store", "optimize", "--database", home.Database).ExitCode.ShouldBe(0);
        cli.Run("store", "test", "--database", home.Database).Output.ShouldNotContain("former");
        Directory.EnumerateFiles(home.Folder).Select(Path.GetFileName).ShouldNotContain(name => name!.StartsWith("ledger.db."));
    }

    /// <summary>A ledger, and a backup of it when it had more.</summary>
    private static void Prepare(Cli cli, TestHome home)
    {
        home.Write(ClaudeCodeLines.Log, [.. Enumerable.Range(0, New).Select(i => ClaudeCodeLines.Assistant($"m{i}"))]);
        cli.Run("sync", "--database", home.Database).ExitCode.ShouldBe(0);
        CliResult saved = cli.Run("store", "backup", home.In("my.backup"), "--database", home.Database);
        saved.ExitCode.ShouldBe(0, saved.Errors);
        if (home.Database.StartsWith("sqlite:", StringComparison.Ordinal))
            return;
        using NpgsqlConnection connection = PostgresCluster.Connect(home.Database);
        using NpgsqlCommand drop = new($"DROP SCHEMA {Schema(home.Database)} CASCADE", connection);
        drop.ExecuteNonQuery();
        home.Write(ClaudeCodeLines.Log, [.. Enumerable.Range(0, Old).Select(i => ClaudeCodeLines.Assistant($"m{i}"))]);
        cli.Run("sync", "--database", home.Database).ExitCode.ShouldBe(0);
    }

    private static long? Records(TestHome home)
    {
        using RimuruEngine engine = home.Open();
        return engine.Store.Describe(CancellationToken.None).Records;
    }

    private static string Schema(string url) => url.Split("schema=")[1];

    /// <summary>Lets the server stand still before a statement of one ledger's restore.</summary>
    private sealed class Standstill : IDisposable
    {
        private readonly string url;
        private readonly string name;

        public Standstill(string url, string statement)
        {
            this.url = url;
            name = "stand_" + Schema(url);
            string pattern = statement.Replace("'", "''", StringComparison.Ordinal);
            Run(
                $"""
                CREATE FUNCTION public.{name}() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN
                    IF current_setting('search_path') ~ '{Schema(url)}|rimuru_restoring' AND current_query() LIKE '%{pattern}'
                    THEN PERFORM pg_sleep(60); END IF; END $$;
                CREATE EVENT TRIGGER {name} ON ddl_command_start EXECUTE FUNCTION public.{name}()
                """
            );
        }

        /// <summary>Waits until the server stands still.</summary>
        public void Wait(Process process)
        {
            Stopwatch waited = Stopwatch.StartNew();
            while (Sleepers() == 0)
            {
                if (process.HasExited || waited.Elapsed > TimeSpan.FromSeconds(30))
                    throw new InvalidOperationException(
                        "The restore did not come to that statement: "
                            + (process.HasExited ? process.StandardError.ReadToEnd() + process.StandardOutput.ReadToEnd() : "")
                    );
                Thread.Sleep(20);
            }
        }

        public void End()
        {
            Run($"DROP EVENT TRIGGER {name}");
            Run($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {Sleeping}");
            while (Sleepers() > 0)
                Thread.Sleep(20);
        }

        public long Leftovers() => (long)Run("SELECT count(*) FROM pg_namespace WHERE nspname ~ '^rimuru_(former|restoring)_'")!;

        public void Dispose() => Run($"DROP EVENT TRIGGER IF EXISTS {name}; DROP FUNCTION IF EXISTS public.{name}()");

        private const string Sleeping = "wait_event = 'PgSleep' AND application_name = 'Rimuru'";

        private long Sleepers() => (long)Run($"SELECT count(*) FROM pg_stat_activity WHERE {Sleeping}")!;

        private object? Run(string sql)
        {
            using NpgsqlConnection connection = PostgresCluster.Connect(url);
            using NpgsqlCommand command = new(sql, connection);
            return command.ExecuteScalar();
        }
    }
}
