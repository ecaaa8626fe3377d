using Npgsql;
using Rimuru.Core.Config;
using Rimuru.Core.Reports;
using Rimuru.Core.Store;
using Rimuru.Core.Store.Contracts;
using Rimuru.Core.Store.Postgres;
using Rimuru.Core.Tests.Adapters;

namespace Rimuru.Core.Tests.Store;

/// <summary>The ledger on a server: what is refused, what a login may do, and what a restart does.</summary>
public sealed class PostgresServerTests
{
    private const string Log = ".claude/projects/-w/one.jsonl";

    [Fact]
    public void Scripts_are_numbered_without_a_gap_and_noted_with_their_checksums()
    {
        PostgresMigrations.Scripts.Select(script => script.Number).ShouldBe(Enumerable.Range(1, PostgresMigrations.Latest));
        string url = Made();
        Query(url, "SELECT string_agg(checksum, ' ' ORDER BY version) FROM migration")
            .ShouldBe(string.Join(' ', PostgresMigrations.Scripts.Select(script => script.Checksum)));
    }

    [Fact]
    public void Many_may_make_the_ledger_at_once()
    {
        string url = Schema();
        Parallel.For(0, 6, new ParallelOptions { MaxDegreeOfParallelism = 6 }, _ => Open(url).Dispose());
        Query(url, "SELECT count(*) FROM migration").ShouldBe((long)PostgresMigrations.Latest);
    }

    [Fact]
    public void A_ledger_of_a_newer_version_is_refused()
    {
        string url = Made();
        Run(url, "INSERT INTO migration VALUES (9999, 'x', 'x', 0)");
        Should.Throw<RimuruException>(() => Open(url)).Code.ShouldBe("E1002");
    }

    [Fact]
    public void What_has_a_name_of_the_ledger_is_named_and_nothing_is_made()
    {
        string url = Schema(),
            schema = url.Split("schema=")[1];
        Run(url, $"CREATE SCHEMA {schema}; CREATE VIEW {schema}.agents AS SELECT 1 AS one");
        RimuruException error = Should.Throw<RimuruException>(() => Open(url));
        error.Message.ShouldContain("\"agents\" already exists");
        error.Message.ShouldContain($"The schema '{schema}' has something else of that name");
        Run(url, $"DROP VIEW {schema}.agents");
        Should.NotThrow(() => Open(url).Dispose());
    }

    [Fact]
    public void A_schema_of_somebody_else_is_refused_and_not_touched()
    {
        string url = Schema(),
            schema = url.Split("schema=")[1];
        Run(url, $"CREATE SCHEMA {schema}; CREATE TABLE {schema}.notes (text text)");
        RimuruException error = Should.Throw<RimuruException>(() => Open(url));
        (error.Code, error.Message.Contains("?schema=", StringComparison.Ordinal)).ShouldBe(("E1004", true));
        Query(url, $"SELECT count(*) FROM pg_tables WHERE schemaname = '{schema}'").ShouldBe(1L);
    }

    [Fact]
    public void Asking_whether_there_is_a_ledger_makes_none()
    {
        string url = Schema();
        using TestHome home = new();
        using RimuruEngine engine = home.Open(url);
        engine.Ledger.Exists.ShouldBeFalse();
        Query(url, $"SELECT count(*) FROM pg_namespace WHERE nspname = '{url.Split("schema=")[1]}'").ShouldBe(0L);
    }

    [Fact]
    public void A_login_that_may_only_read_reports_and_is_refused_to_write()
    {
        string url = Made(),
            schema = url.Split("schema=")[1];
        using TestHome home = new();
        home.Write(Log, ClaudeCodeLines.Assistant("a"));
        using (RimuruEngine writer = home.Open(url))
            writer.Ledger.Sync([], null, null, CancellationToken.None);
        Run(
            url,
            $"DO $$ BEGIN CREATE ROLE reader LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$; GRANT USAGE ON SCHEMA {schema} TO reader; GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO reader"
        );
        home.Write(".claude/projects/-w/two.jsonl", ClaudeCodeLines.Assistant("b"));
        using RimuruEngine engine = home.Open(PostgresCluster.For(url, "reader"));
        engine.Store.Describe(CancellationToken.None).IsReadOnly.ShouldBeTrue();
        engine.Ledger.Refresh(null, null, CancellationToken.None).ShouldBeNull();
        engine.Reports.Usage(new ReportFilter(), CancellationToken.None).Count().ShouldBe(1);
        engine.Reports.Costs(new CostQuery { By = [CostGrouping.Model] }).Run(CancellationToken.None).Count().ShouldBe(1);
        engine.Limits.Observe("""{"rate_limits":{"five_hour":{"used_percentage":1}}}"""u8, CancellationToken.None);
        engine.Limits.Find([], CancellationToken.None).ShouldBeEmpty();
        Should.Throw<RimuruException>(() => engine.Ledger.Sync([], null, null, CancellationToken.None)).Code.ShouldBe("E1006");
    }

    [Fact]
    public void A_database_that_is_not_there_says_how_to_make_it()
    {
        RimuruException error = Should.Throw<RimuruException>(() =>
            Open(Schema().Replace("/postgres?", "/nowhere?", StringComparison.Ordinal))
        );
        (error.Code, error.Message.Contains("createdb nowhere", StringComparison.Ordinal)).ShouldBe(("E1001", true));
    }

    [Fact]
    public void A_server_that_does_not_answer_is_E1001_after_some_tries_and_names_no_password()
    {
        using CancellationTokenSource stop = new(TimeSpan.FromSeconds(60));
        RimuruException error = Should.Throw<RimuruException>(() =>
            Open("postgres://somebody:s3cret@127.0.0.1:1/rimuru?password=s3cret&connect_timeout=2", stop.Token)
        );
        error.Message.ShouldStartWith("[E1001] Database connection failed: postgres://somebody:***@127.0.0.1:1/rimuru");
        string.Join('\n', error.Causes).ShouldNotContain("s3cret");
    }

    [Fact]
    public async Task A_server_that_restarts_in_the_middle_of_a_write_loses_and_doubles_nothing()
    {
        TestStores.Require(TestStore.Postgres);
        PostgresCluster cluster = PostgresCluster.Start()!;
        try
        {
            string url = cluster.NewSchema();
            using TestHome home = new();
            for (int file = 0; file < 8; file++)
                home.Write(
                    $".claude/projects/-w/s{file}.jsonl",
                    [.. Enumerable.Range(0, 4000).Select(i => ClaudeCodeLines.Assistant($"m-{file}-{i}", session: $"s{file}"))]
                );
            using RimuruEngine engine = home.Open(url);
            engine.Ledger.Sync(["Codex"], null, null, CancellationToken.None);
            Task crash = Task.Run(async () =>
            {
                // The write has begun as soon as it has the lock.
                for (int i = 0; i < 2000 && (long)Query(url, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'")! == 0; i++)
                    await Task.Delay(5);
                cluster.Kill();
                await Task.Delay(3000);
                cluster.StartAgain();
            });
            engine.Ledger.Sync([], null, null, CancellationToken.None);
            await crash;
            engine.Ledger.Sync([], null, null, CancellationToken.None);
            engine.Reports.Usage(new ReportFilter(), CancellationToken.None).Count().ShouldBe(32_000);
            LedgerAudit.Check(url);
        }
        finally
        {
            cluster.Dispose();
        }
    }

    [Fact]
    public void A_connection_that_is_cut_at_any_byte_loses_and_doubles_nothing()
    {
        TestStores.Require(TestStore.Postgres);
        const int Cuts = 40;
        using Relay relay = new(PostgresCluster.Required.SocketFile);
        string direct = Schema(),
            url = PostgresCluster.Required.Through(direct, relay.Port);
        using TestHome home = new();
        Sync(home, url, 0);
        long whole = relay.Passed;
        int cuts = 0;
        Random random = new(7);
        for (int cut = 1; cut <= Cuts; cut++)
        {
            long before = relay.Passed;
            relay.CutAfter(random.NextInt64(whole));
            Sync(home, url, cut);
            cuts += relay.HasCut ? 1 : 0;
            relay.CutAfter(long.MaxValue);
            whole = Math.Max(whole, relay.Passed - before);
        }

        using RimuruEngine engine = home.Open(direct);
        engine.Reports.Usage(new ReportFilter(), CancellationToken.None).Count().ShouldBe(20 * (Cuts + 1));
        LedgerAudit.Check(direct);
        cuts.ShouldBeGreaterThan(Cuts / 2);

        static void Sync(TestHome home, string url, int file)
        {
            home.Write(
                $".claude/projects/-w/s{file}.jsonl",
                [.. Enumerable.Range(0, 20).Select(i => ClaudeCodeLines.Assistant($"m-{file}-{i}", session: $"s{file}"))]
            );
            using RimuruEngine engine = home.Open(url);
            engine.Ledger.Sync([], null, null, CancellationToken.None);
        }
    }

    /// <summary>What Npgsql throws then depends on the moment; it may be an error that it did not mean to throw.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Null_in_the_fields_of_a_connection_is_a_lost_connection_only_once_it_is_lost(bool isLost)
    {
        string url = Schema();
        using NpgsqlConnection opened = PostgresCluster.Connect(url);
        using PostgresConnection connection = new(opened, PostgresUrl.Read(url, HostEnvironment.Current())!, CancellationToken.None);
        Exception error = Should.Throw<Exception>(() =>
            connection
                .Read<int>(
                    "SELECT 1",
                    _ =>
                    {
                        if (isLost)
                            opened.Close();
                        string nothing = null!;
                        return nothing.Length;
                    }
                )
                .Count()
        );
        (error.GetType(), PostgresErrors.IsTransient(error)).ShouldBe(
            isLost ? (typeof(RimuruException), true) : (typeof(NullReferenceException), false)
        );
    }

    [Fact]
    public async Task Waiting_for_another_writer_can_be_stopped()
    {
        string url = Made();
        using ILedger holder = Open(url),
            waiter = Open(url);
        using Rimuru.Core.Store.Contracts.IModelWriter held = holder.Models.Write(CancellationToken.None);
        using CancellationTokenSource stop = new(300);
        System.Diagnostics.Stopwatch time = System.Diagnostics.Stopwatch.StartNew();
        await Should.ThrowAsync<OperationCanceledException>(() => Task.Run(() => waiter.Models.Write(stop.Token)));
        time.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(3));
    }

    [Fact]
    public void The_view_for_other_tools_has_every_record_that_counts()
    {
        string url = Made();
        using TestHome home = new();
        home.Write(Log, ClaudeCodeLines.Assistant("a"), ClaudeCodeLines.Assistant("b"));
        using RimuruEngine engine = home.Open(url);
        engine.Ledger.Sync([], null, null, CancellationToken.None);
        Query(url, "SELECT count(*) FROM usage_record WHERE agent = 'ClaudeCode'").ShouldBe(2L);
        Query(url, "SELECT sum(cost) FROM usage_record")
            .ShouldBe(engine.Reports.Usage(new ReportFilter(), CancellationToken.None).Sum(record => record.Cost));
    }

    /// <summary>Whoever could read all tables of an older ledger may read its views; nobody else gets anything.</summary>
    [Fact]
    public void Who_could_read_all_of_an_older_ledger_reads_its_views_and_writes_none()
    {
        string url = Made(),
            schema = url.Split("schema=")[1],
            all = "a" + schema,
            some = "s" + schema;
        Run(
            url,
            $"""
            {NewestTables.Drop}
            DELETE FROM migration WHERE version > 11;
            CREATE ROLE {all} LOGIN; CREATE ROLE {some} LOGIN;
            GRANT USAGE ON SCHEMA {schema} TO {all}, {some};
            GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {all};
            GRANT SELECT ON usage, usage_record, model TO {some};
            """
        );
        using (RimuruEngine owner = new TestHome().Open(url))
            owner.Store.Initialize(CancellationToken.None);
        foreach (string view in (string[])["agents", "sessions", "costs", "models", "metrics", "view_version"])
        {
            Query(url, $"SELECT has_table_privilege('{all}', '{view}', 'SELECT')").ShouldBe(true);
            Query(url, $"SELECT has_table_privilege('{all}', '{view}', 'INSERT, UPDATE, DELETE')").ShouldBe(false);
            Query(url, $"SELECT has_table_privilege('{some}', '{view}', 'SELECT')").ShouldBe(false);
        }
    }

    [Fact]
    public void A_view_of_somebody_else_is_not_lost_by_a_restore()
    {
        string url = Made(),
            schema = url.Split("schema=")[1];
        using TestHome home = new TestHome().With("PATH", Environment.GetEnvironmentVariable("PATH")!);
        home.Write(Log, ClaudeCodeLines.Assistant("a"));
        using RimuruEngine engine = home.Open(url);
        engine.Ledger.Sync([], null, null, CancellationToken.None);
        engine.Store.BackUp(home.In("saved.backup"), isForced: false, CancellationToken.None);
        Run(url, $"CREATE VIEW {schema}.mine AS SELECT id FROM {schema}.costs; GRANT SELECT ON {schema}.costs TO PUBLIC");
        RimuruException error = Should.Throw<RimuruException>(() =>
            engine.Store.Restore(home.In("saved.backup"), isForced: true, CancellationToken.None)
        );
        (error.Code, error.Message.Contains("mine", StringComparison.Ordinal)).ShouldBe(("E1010", true));
        Query(url, $"SELECT count(*) FROM {schema}.mine").ShouldBe(1L);
        Run(url, $"DROP VIEW {schema}.mine");
        engine.Store.Restore(home.In("saved.backup"), isForced: true, CancellationToken.None);
        Query(url, "SELECT count(*) FROM costs").ShouldBe(1L);
        Query(url, "SELECT has_table_privilege('public', 'costs', 'SELECT') AND NOT has_table_privilege('public', 'agents', 'SELECT')")
            .ShouldBe(true);
    }

    [Theory]
    [InlineData("pg_authid")]
    [InlineData("pg_db_role_setting")]
    [InlineData("pg_largeobject")]
    public void A_backup_writes_no_table_of_the_servers_own(string table)
    {
        string url = Made(),
            schema = url.Split("schema=")[1];
        using TestHome home = new TestHome().With("PATH", Environment.GetEnvironmentVariable("PATH")!);
        home.Write(Log, ClaudeCodeLines.Assistant("a"));
        using RimuruEngine engine = home.Open(url);
        engine.Ledger.Sync([], null, null, CancellationToken.None);
        Run(url, $"CREATE TABLE {schema}.{table} AS SELECT * FROM pg_catalog.{table}");
        long before = (long)Query(url, $"SELECT count(*) FROM pg_catalog.{table}")!;
        engine.Store.BackUp(home.In("hostile.backup"), isForced: false, CancellationToken.None);
        Run(url, $"DROP TABLE {schema}.{table}");
        RimuruException error = Should.Throw<RimuruException>(() =>
            engine.Store.Restore(home.In("hostile.backup"), isForced: true, CancellationToken.None)
        );
        error.Code.ShouldBe("E1009");
        error.Message.ShouldContain(table);
        Query(url, $"SELECT count(*) FROM pg_catalog.{table}").ShouldBe(before);
        engine.Store.Describe(CancellationToken.None).Records.ShouldBe(1);
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("-1")]
    [InlineData("1.5")]
    public void A_time_to_connect_that_is_no_number_is_E1003(string value) =>
        Should.Throw<RimuruException>(() => Open(Schema() + "&connect_timeout=" + value)).Code.ShouldBe("E1003");

    private static string Schema()
    {
        TestStores.Require(TestStore.Postgres);
        return PostgresCluster.Required.NewSchema();
    }

    private static string Made()
    {
        string url = Schema();
        Open(url).Dispose();
        return url;
    }

    private static ILedger Open(string url, CancellationToken stop = default) =>
        LedgerStore.Open(LedgerStore.Parse(url, HostEnvironment.Current()), new LedgerOptions("m", "u", 5, TimeProvider.System), stop);

    private static object? Query(string url, string sql)
    {
        using NpgsqlConnection connection = PostgresCluster.Connect(url);
        using NpgsqlCommand command = new(sql, connection);
        return command.ExecuteScalar();
    }

    private static void Run(string url, string sql) => Query(url, sql);
}
