using Rimuru.Core.Reports;
using Rimuru.Core.Sqlite;
using Rimuru.Core.Tests.Adapters;

namespace Rimuru.Core.Tests.Store;

/// <summary>
/// What an administrator may expect of every store: looking changes nothing, a backup is the ledger, a restore loses nothing, and what was
/// removed stays away.
/// </summary>
public abstract class StoreContract : IDisposable
{
    private static readonly string[] Checks = ["Connection", "Version", "Permissions", "Integrity", "Sums", "Size"];

    private readonly TestStore store;
    private readonly TestHome home;

    private protected StoreContract(TestStore store)
    {
        this.store = store;
        home = new TestHome(store).With("PATH", Environment.GetEnvironmentVariable("PATH") ?? "");
    }

    private string Backup => home.In("backups/ledger.backup");

    public void Dispose()
    {
        home.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void Looking_at_a_store_makes_nothing()
    {
        TestStores.Require(store);
        using RimuruEngine engine = home.Open();
        StoreInfo info = engine.Store.Describe(CancellationToken.None);
        (info.Exists, info.Version, info.Size, info.Records, info.IsReadOnly).ShouldBe((false, null, null, null, false));
        info.Kind.ShouldBe(store == TestStore.Sqlite ? StoreKind.Sqlite : StoreKind.PostgreSql);
        info.Origin.ShouldBe("parameter -Database");
        info.EngineVersion.ShouldMatch(@"^\d+\.\d+");
        Check().ShouldAllBe(check => check.Status != CheckStatus.Failed);
        Check()[^1].Status.ShouldBe(CheckStatus.Warning);
        engine.Ledger.Exists.ShouldBeFalse();
        Should.Throw<RimuruException>(() => engine.Store.Optimize(null, isPreview: false, CancellationToken.None)).Code.ShouldBe("E9002");
        Should.Throw<RimuruException>(() => engine.Store.BackUp(Backup, isForced: false, CancellationToken.None)).Code.ShouldBe("E9002");
        engine.Ledger.Exists.ShouldBeFalse();
        File.Exists(Backup).ShouldBeFalse();
    }

    [Fact]
    public void A_ledger_that_was_made_is_empty_and_sound()
    {
        TestStores.Require(store);
        for (int i = 0; i < 2; i++)
        {
            using RimuruEngine engine = home.Open();
            engine.Store.Initialize(CancellationToken.None);
            StoreInfo info = engine.Store.Describe(CancellationToken.None);
            (info.Exists, info.Version, info.Records, info.Sessions, info.FirstActivity).ShouldBe((true, info.LatestVersion, 0, 0, null));
        }

        Sound();
    }

    [Fact]
    public void A_store_tells_what_is_in_it()
    {
        TestStores.Require(store);
        Fill();
        using RimuruEngine engine = home.Open();
        StoreInfo info = engine.Store.Describe(CancellationToken.None);
        (info.Records, info.Sessions, info.Machines, info.Users, info.RetainedSince).ShouldBe((4, 3, 1, 1, null));
        (info.FirstActivity, info.LastActivity).ShouldBe(
            (DateTimeOffset.Parse("2024-01-01T10:00Z"), DateTimeOffset.Parse("2026-07-02T10:00Z"))
        );
        info.Size.ShouldNotBeNull().ShouldBeGreaterThan(10_000);
        Sound();
    }

    [Theory]
    [InlineData("UPDATE rollup_time SET output = output + 1 WHERE quarter = (SELECT max(quarter) FROM rollup_time)", "Sums", "1 of ")]
    [InlineData("UPDATE rollup_hour SET cost = cost - 1 WHERE hour = (SELECT max(hour) FROM rollup_hour)", "Sums", "1 of ")]
    [InlineData("DELETE FROM rollup_session", "Sums", " kept sums do not match the records.")]
    [InlineData("UPDATE usage SET withdrawn = 1", "Sums", " kept sums do not match the records.")]
    [InlineData("DELETE FROM session WHERE session_id = 'old'", "Integrity", "1 records and 1 sums have no session")]
    [InlineData("UPDATE migration SET checksum = '' WHERE version = 1", "Version", "another 0001_ledger.sql")]
    public void What_is_wrong_is_found(string damage, string name, string detail)
    {
        TestStores.Require(store);
        Fill();
        Execute(damage);
        StoreCheck wrong = Check().Where(check => check.Status == CheckStatus.Failed).ShouldHaveSingleItem();
        wrong.Name.ShouldBe(name);
        wrong.Detail.ShouldContain(detail);
        wrong.Advice.ShouldNotBeNullOrEmpty();
        wrong.Passed.ShouldBeFalse();
    }

    [Fact]
    public void A_backup_brings_the_ledger_back_also_under_an_open_one()
    {
        TestStores.Require(store);
        Fill();
        StoreBackup made;
        using (RimuruEngine engine = home.Open())
            made = engine.Store.BackUp(Backup, isForced: false, CancellationToken.None);
        (made.Version, made.Size).ShouldBe((Latest, new FileInfo(Backup).Length));
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(Backup).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Directory.EnumerateFiles(Path.GetDirectoryName(Backup)!).ShouldBe([Backup]);

        using RimuruEngine other = home.Open();
        home.Write(
            ".claude/projects/-work-later/later.jsonl",
            ClaudeCodeLines.Assistant("later", session: "later", model: "claude-opus-4-5", time: "2026-08-01T10:00:00Z")
        );
        other.Ledger.Sync([], null, null, CancellationToken.None);
        other.Store.Describe(CancellationToken.None).Records.ShouldBe(5);

        using (RimuruEngine engine = home.Open())
        {
            Should
                .Throw<RimuruException>(() => engine.Store.Restore(Backup, isForced: false, CancellationToken.None))
                .Code.ShouldBe("E1010");
            engine.Store.Describe(CancellationToken.None).Records.ShouldBe(5);
            engine.Store.Restore(Backup, isForced: true, CancellationToken.None);
            engine.Store.Describe(CancellationToken.None).Records.ShouldBe(4);
        }

        Sound();
        other.Ledger.Sync([], null, null, CancellationToken.None);
        other.Store.Describe(CancellationToken.None).Records.ShouldBe(5);
        other
            .Reports.Costs(new CostQuery { By = [CostGrouping.Model] })
            .Run(CancellationToken.None)
            .Select(cost => cost.Model)
            .ShouldBe(["claude-sonnet-4-5", "claude-opus-4-5"], ignoreOrder: true);
        Sound();
    }

    [Fact]
    public void A_backup_is_restored_where_there_is_no_ledger_and_not_over_another_file_unasked()
    {
        TestStores.Require(store);
        Fill();
        using (RimuruEngine engine = home.Open())
        {
            engine.Store.BackUp(Backup, isForced: false, CancellationToken.None);
            Should
                .Throw<RimuruException>(() => engine.Store.BackUp(Backup, isForced: false, CancellationToken.None))
                .Code.ShouldBe("E1010");
            engine.Store.BackUp(Backup, isForced: true, CancellationToken.None);
        }

        if (store == TestStore.Sqlite)
            Directory.EnumerateFiles(home.Folder, "ledger.db*").ToList().ForEach(File.Delete);
        else
            Execute($"DROP SCHEMA {Schema} CASCADE");
        using (RimuruEngine engine = home.Open())
            engine.Store.Restore(Backup, isForced: false, CancellationToken.None);
        Sound();
        using RimuruEngine restored = home.Open();
        restored.Store.Describe(CancellationToken.None).Records.ShouldBe(4);
    }

    [Fact]
    public void What_is_no_backup_of_this_kind_is_refused_and_nothing_is_lost()
    {
        TestStores.Require(store);
        Fill();
        using (RimuruEngine engine = home.Open())
            engine.Store.BackUp(Backup, isForced: false, CancellationToken.None);
        byte[] whole = File.ReadAllBytes(Backup);
        home.WriteBytes("garbage", "no backup at all"u8)
            .WriteBytes("sqlite", "SQLite format 3\0 and then nothing"u8)
            .WriteBytes("dump", "PGDMP and then nothing"u8)
            .WriteBytes("half", whole.AsSpan(0, whole.Length / 2));
        Refused("garbage").Message.ShouldStartWith("[E1009]");
        Refused("half").Code.ShouldBeOneOf("E1008", "E1009");
        Refused("sqlite").Code.ShouldBe("E1009");
        Refused("dump").Code.ShouldBeOneOf("E1008", "E1009");
        Refused(store == TestStore.Sqlite ? "dump" : "sqlite").Message.ShouldContain("Copy-RimuruStore");
        Refused("nowhere").Code.ShouldBe("E9002");
        Sound();
        using RimuruEngine still = home.Open();
        still.Store.Describe(CancellationToken.None).Records.ShouldBe(4);
    }

    [Fact]
    public void A_backup_of_an_older_version_is_brought_up_to_date()
    {
        TestStores.Require(store);
        Older();
        Check().Single(check => check.Name == "Version").Status.ShouldBe(CheckStatus.Warning);
        using (RimuruEngine engine = home.Open())
        {
            engine.Store.Describe(CancellationToken.None).Version.ShouldBe(Former);
            Should
                .Throw<RimuruException>(() =>
                    engine.Store.Optimize(DateTimeOffset.UtcNow.AddYears(-1), isPreview: true, CancellationToken.None)
                )
                .Code.ShouldBe("E1005");
            engine.Store.BackUp(Backup, isForced: false, CancellationToken.None).Version.ShouldBe(Former);
        }

        Fill();
        using (RimuruEngine engine = home.Open())
            engine.Store.Restore(Backup, isForced: true, CancellationToken.None);
        Sound();
        Fill();
        using RimuruEngine filled = home.Open();
        filled.Store.Describe(CancellationToken.None).Records.ShouldBe(4);
    }

    [Fact]
    public void Old_records_go_with_their_sums_and_sessions_and_do_not_come_back()
    {
        TestStores.Require(store);
        Fill();
        DateTimeOffset before = DateTimeOffset.Parse("2026-07-02T00:00Z");
        using (RimuruEngine engine = home.Open())
        {
            StoreOptimization preview = engine.Store.Optimize(before, isPreview: true, CancellationToken.None);
            (preview.RecordsRemoved, preview.SessionsRemoved, preview.SizeAfter, preview.RetainedSince).ShouldBe((3, 2, null, before));
            engine.Store.Describe(CancellationToken.None).RetainedSince.ShouldBeNull();
            engine.Store.Describe(CancellationToken.None).Records.ShouldBe(4);
            StoreOptimization done = engine.Store.Optimize(before, isPreview: false, CancellationToken.None);
            (done.RecordsRemoved, done.SessionsRemoved, done.RetainedSince).ShouldBe((3, 2, before));
            done.SizeAfter.ShouldNotBeNull().ShouldBeGreaterThan(0);
            StoreInfo info = engine.Store.Describe(CancellationToken.None);
            (info.Records, info.Sessions, info.RetainedSince).ShouldBe((1, 1, before));
        }

        Sound();
        Execute("DELETE FROM file");
        home.Sync();
        using RimuruEngine again = home.Open();
        again
            .Store.Describe(CancellationToken.None)
            .ShouldSatisfyAllConditions(info => info.Records.ShouldBe(1), info => info.Sessions.ShouldBe(1));
        again.Store.Optimize(before.AddYears(-1), isPreview: false, CancellationToken.None).RetainedSince.ShouldBe(before);
        again.Store.Optimize(null, isPreview: false, CancellationToken.None).RecordsRemoved.ShouldBe(0);
        Should
            .Throw<RimuruException>(() => again.Store.Optimize(DateTimeOffset.UtcNow.AddDays(1), isPreview: false, CancellationToken.None))
            .Code.ShouldBe("E9001");
        Sound();
    }

    [Fact]
    public void What_only_a_running_total_proves_does_not_come_back_either()
    {
        TestStores.Require(store);
        string Total(string session, int input) =>
            $$"""{"type":"cost-state","sessionId":"{{session}}","startTime":"2024-01-01T0{{session.Length}}:00:00Z","modelUsage":{"claude-sonnet-4-5":{"inputTokens":{{input}},"outputTokens":{{input / 10}}} } }""";
        home.Write(
            ".claude/projects/-work-shop/gone.jsonl",
            ClaudeCodeLines.Assistant("a", session: "gone5", time: "2024-01-01T10:00:00Z"),
            Total("gone5", 500)
        );
        home.Write(
            ".claude/projects/-work-shop/both.jsonl",
            ClaudeCodeLines.Assistant("b", session: "both", time: "2024-01-01T10:00:00Z"),
            ClaudeCodeLines.Assistant("c", session: "both", time: "2026-01-01T10:00:00Z"),
            Total("both", 900)
        );
        home.Records().Count.ShouldBe(5);
        using (RimuruEngine engine = home.Open())
        {
            StoreOptimization done = engine.Store.Optimize(
                DateTimeOffset.Parse("2025-01-01T00:00Z"),
                isPreview: false,
                CancellationToken.None
            );
            (done.RecordsRemoved, done.SessionsRemoved).ShouldBe((2, 1), "a family of totals goes as a whole or not at all");
        }

        Sound();
        Execute("DELETE FROM file");
        home.Append(
            ".claude/projects/-work-shop/gone.jsonl",
            ClaudeCodeLines.Assistant("d", session: "gone5", time: "2026-02-01T10:00:00Z") + "\n" + Total("gone5", 700) + "\n"
        );
        home.Append(
            ".claude/projects/-work-shop/both.jsonl",
            ClaudeCodeLines.Assistant("e", session: "both", time: "2026-02-01T10:00:00Z") + "\n" + Total("both", 1000) + "\n"
        );
        home.Records().Where(record => record.SessionId == "gone5").ShouldHaveSingleItem().Timestamp.Year.ShouldBe(2026);
        home.Records().Where(record => record.SessionId == "both").Sum(record => record.InputTokens).ShouldBe(1000);
        Sound();
    }

    private int Latest =>
        store == TestStore.Sqlite ? Core.Store.Sqlite.SqliteMigrations.Latest : Core.Store.Postgres.PostgresMigrations.Latest;

    private int Former => Latest - 7;

    private string Schema => home.Database[(home.Database.IndexOf("schema=", StringComparison.Ordinal) + "schema=".Length)..];

    /// <summary>Four records of three sessions, on three days.</summary>
    private void Fill()
    {
        home.Write(".claude/projects/-work-shop/old.jsonl", ClaudeCodeLines.Assistant("o", session: "old", time: "2024-01-01T10:00:00Z"));
        home.Write(".claude/projects/-work-shop/mid.jsonl", ClaudeCodeLines.Assistant("m", session: "mid", time: "2026-07-01T23:59:00Z"));
        home.Write(
            ".claude/projects/-work-shop/new.jsonl",
            ClaudeCodeLines.Assistant("p", session: "new", time: "2026-07-01T23:59:59Z"),
            ClaudeCodeLines.Assistant("q", session: "new", time: "2026-07-02T10:00:00Z")
        );
        home.Sync();
    }

    private string User => store == TestStore.Sqlite ? "user" : "login";

    private string FormerDimension =>
        $"""
            CREATE TABLE dimension (
                id {(store == TestStore.Sqlite ? "INTEGER" : "integer GENERATED ALWAYS AS IDENTITY")} PRIMARY KEY,
                agent INTEGER NOT NULL,
                provider INTEGER NOT NULL,
                model INTEGER NOT NULL,
                project INTEGER NOT NULL,
                branch INTEGER NOT NULL,
                sub_agent INTEGER NOT NULL,
                machine INTEGER NOT NULL,
                {User} INTEGER NOT NULL,
                evidence INTEGER NOT NULL,
                UNIQUE (agent, provider, model, project, branch, sub_agent, machine, {User}, evidence)
            );
            """;

    /// <summary>A ledger as a Rimuru left it that knew no credits, tools and savings.</summary>
    private void Older()
    {
        using (RimuruEngine engine = home.Open())
            engine.Store.Initialize(CancellationToken.None);
        Execute(
            $"""
            {NewestTables.Drop}
            {(store == TestStore.Sqlite ? "" : "DROP VIEW usage_record;")}
            CREATE TABLE dimension_before AS SELECT * FROM dimension;
            DROP TABLE dimension;
            {FormerDimension}
            INSERT INTO dimension (agent, provider, model, project, branch, sub_agent, machine, {User}, evidence)
                SELECT agent, provider, model, project, branch, sub_agent, machine, {User}, evidence FROM dimension_before;
            DROP TABLE dimension_before;
            ALTER TABLE usage DROP COLUMN reported_credits;
            ALTER TABLE rollup_time DROP COLUMN credits;
            ALTER TABLE rollup_hour DROP COLUMN credits;
            ALTER TABLE rollup_session DROP COLUMN credits;
            ALTER TABLE usage DROP COLUMN cache_saving;
            ALTER TABLE rollup_time DROP COLUMN cache_saving;
            ALTER TABLE rollup_time DROP COLUMN saving_rows;
            ALTER TABLE rollup_hour DROP COLUMN cache_saving;
            ALTER TABLE rollup_hour DROP COLUMN saving_rows;
            ALTER TABLE rollup_session DROP COLUMN cache_saving;
            ALTER TABLE rollup_session DROP COLUMN saving_rows;
            DROP TABLE tool_use;
            DROP TABLE metric;
            DELETE FROM migration WHERE version > {Former};
            """
        );
        if (store == TestStore.Sqlite)
            Execute($"PRAGMA user_version = {Former}");
    }

    private void Sound()
    {
        List<StoreCheck> checks = Check();
        checks.Select(check => check.Name).ShouldBe(Checks);
        checks
            .Where(check => check.Status == CheckStatus.Failed || (check.Status == CheckStatus.Warning && check.Name != "Size"))
            .ShouldBeEmpty();
        LedgerAudit.Check(home.Database);
    }

    private List<StoreCheck> Check()
    {
        using RimuruEngine engine = home.Open();
        return [.. engine.Store.Check(CancellationToken.None)];
    }

    private RimuruException Refused(string file)
    {
        using RimuruEngine engine = home.Open();
        return Should.Throw<RimuruException>(() => engine.Store.Restore(home.In(file), isForced: true, CancellationToken.None));
    }

    private void Execute(string sql)
    {
        if (store == TestStore.Sqlite)
        {
            using SqliteDatabase database = SqliteDatabase.OpenAsAllowed(home.Ledger);
            database.Execute(sql);
            return;
        }

        using Npgsql.NpgsqlConnection connection = PostgresCluster.Connect(home.Database);
        using Npgsql.NpgsqlCommand command = new(sql, connection);
        command.ExecuteNonQuery();
    }
}

public sealed class SqliteStoreTests() : StoreContract(TestStore.Sqlite);

public sealed class PostgresStoreTests() : StoreContract(TestStore.Postgres);
