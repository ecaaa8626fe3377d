using System.Runtime.Versioning;
using Rimuru.Core.Records;
using Rimuru.Core.Sqlite;
using Rimuru.Core.Store;
using Rimuru.Core.Store.Contracts;
using Rimuru.Core.Store.Sqlite;
using Rimuru.Core.Tests.Adapters;

namespace Rimuru.Core.Tests.Store;

/// <summary>The ledger as a file: what it is made of, whom it belongs to, what is refused.</summary>
public sealed class LedgerFileTests : IDisposable
{
    private readonly TestHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public void A_fresh_ledger_has_the_latest_version_and_a_journal_of_its_migrations()
    {
        Open().Dispose();
        using SqliteDatabase database = SqliteDatabase.Open(home.Ledger);
        database.Number("PRAGMA user_version").ShouldBe(SqliteMigrations.Latest);
        database.Number("SELECT count(*) FROM migration").ShouldBe(SqliteMigrations.Latest);
        database.Number("SELECT max(version) FROM migration").ShouldBe(SqliteMigrations.Latest);
        SqliteStatement mode = database.Prepare("PRAGMA journal_mode");
        mode.Step();
        mode.Text(0).ShouldBe("wal");
    }

    [Fact]
    public void A_ledger_of_the_first_version_keeps_its_rows_and_learns_what_came_later()
    {
        (_, string name, string sql) = SqliteMigrations.Scripts[0];
        using (SqliteDatabase old = SqliteDatabase.Open(home.Ledger))
        {
            old.Execute(
                "CREATE TABLE migration (version INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at INTEGER NOT NULL)"
            );
            old.Execute(
                sql
                    + $"; INSERT INTO migration VALUES (1, '{name}', '', 0); INSERT INTO name (text) VALUES ('kept'); PRAGMA application_id = {0x52494D55}; PRAGMA user_version = 1"
            );
        }

        home.Write(
            ".claude/projects/-work-shop/one.jsonl",
            """{"type":"assistant","sessionId":"one","timestamp":"2026-07-01T10:00:00Z","message":{"id":"m","model":"claude-sonnet-4-5","usage":{"input_tokens":1,"output_tokens":1}}}""",
            """{"type":"cost-state","sessionId":"one","modelUsage":{"claude-sonnet-4-5":{"inputTokens":3,"outputTokens":2}}}"""
        );
        home.Records().Select(record => record.Evidence).ShouldBe([UsageEvidence.Recorded, UsageEvidence.Inferred], ignoreOrder: true);
        using SqliteDatabase database = SqliteDatabase.Open(home.Ledger);
        database.Number("PRAGMA user_version").ShouldBe(SqliteMigrations.Latest);
        database.Number("SELECT count(*) FROM name WHERE text = 'kept'").ShouldBe(1);
    }

    /// <summary>Former versions made ledgers with smaller pages, and SQLite copies pages only between files with pages of one size.</summary>
    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void A_backup_is_restored_over_a_ledger_with_pages_of_another_size(bool isBackupOld, bool isLedgerOld)
    {
        string backup = home.In("my.backup");
        home.Write(ClaudeCodeLines.Log, ClaudeCodeLines.Assistant());
        home.Sync();
        using (RimuruEngine engine = home.Open())
            engine.Store.BackUp(backup, isForced: false, CancellationToken.None);
        if (isBackupOld)
            MakeOld(backup);
        if (isLedgerOld)
            MakeOld(home.Ledger);
        home.Write(ClaudeCodeLines.Log, ClaudeCodeLines.Assistant(), ClaudeCodeLines.Assistant("later"));
        home.Sync();

        using RimuruEngine restoring = home.Open();
        restoring.Store.Describe(CancellationToken.None).Records.ShouldBe(2);
        restoring.Store.Restore(backup, isForced: true, CancellationToken.None);
        restoring.Store.Describe(CancellationToken.None).Records.ShouldBe(1);
        restoring.Store.Check(CancellationToken.None).ShouldAllBe(check => check.Passed);
    }

    private static void MakeOld(string file)
    {
        using SqliteDatabase database = SqliteDatabase.Open(file);
        database.Execute("PRAGMA journal_mode = DELETE; PRAGMA page_size = 4096; VACUUM");
        database.Number("PRAGMA page_size").ShouldBe(4096);
    }

    /// <summary>The first rows come without indexes: those must be there, and whole, however the write ends.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_first_rows_of_a_ledger_are_indexed_however_their_write_ends(bool isCommitted)
    {
        using SqliteLedger ledger = Open();
        string[] before = Indexes();
        before.Length.ShouldBeGreaterThan(2);
        using (ILedgerWriter writer = ledger.Write("1", CancellationToken.None))
        {
            FileBatch batch = new() { Agent = "ClaudeCode" };
            SessionRef session = new("ClaudeCode", "one");
            for (ulong i = 0; i < 400; i++)
                batch.Rows.Add(
                    new UsageRow
                    {
                        Key = new RecordKey(i * 7919 % 400, 1),
                        UnixMs = (long)i,
                        Session = session,
                        Requests = 1,
                    }
                );
            writer.Apply(batch);
            if (isCommitted)
                writer.Commit();
        }

        Indexes().ShouldBe(before);
        using SqliteDatabase database = SqliteDatabase.Open(home.Ledger);
        database.Number("SELECT count(*) FROM usage INDEXED BY usage_key WHERE key >= x''").ShouldBe(isCommitted ? 400 : 0);
        database.Number("SELECT count(*) FROM usage INDEXED BY usage_at WHERE at >= 0").ShouldBe(isCommitted ? 400 : 0);
        SqliteStatement check = database.Prepare("PRAGMA integrity_check");
        check.Step();
        check.Text(0).ShouldBe("ok");
    }

    [Fact]
    public void Scripts_are_numbered_without_a_gap() =>
        SqliteMigrations.Scripts.Select(script => script.Number).ShouldBe(Enumerable.Range(1, SqliteMigrations.Latest));

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void File_and_new_folder_are_for_their_owner_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        string path = home.In("a/b/ledger.db");
        SqliteLedger.Open(path, new LedgerOptions("m", "u", 1, TimeProvider.System)).Dispose();
        File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Directory.GetParent(path)!.UnixFileMode.ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void The_side_files_are_for_their_owner_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        using SqliteLedger ledger = Open();
        using (ILedgerWriter writer = ledger.Write("p", CancellationToken.None))
            writer.Commit();
        foreach (string file in Directory.EnumerateFiles(home.Folder, "ledger.db*"))
            (File.GetUnixFileMode(file) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite)).ShouldBe(UnixFileMode.None, file);
    }

    [Fact]
    public void A_ledger_of_a_newer_version_is_refused()
    {
        Open().Dispose();
        using (SqliteDatabase database = SqliteDatabase.Open(home.Ledger))
            database.Execute("PRAGMA user_version = 9999");
        Refused().Code.ShouldBe("E1002");
    }

    [Fact]
    public void A_database_of_somebody_else_is_refused_and_not_touched()
    {
        using (SqliteDatabase other = SqliteDatabase.Open(home.Ledger))
            other.Execute("PRAGMA journal_mode = DELETE; CREATE TABLE notes (text TEXT); INSERT INTO notes VALUES ('x')");
        byte[] before = File.ReadAllBytes(home.Ledger);
        Refused().Code.ShouldBe("E1004");
        File.ReadAllBytes(home.Ledger).ShouldBe(before);
        Directory.GetFiles(home.Folder).Length.ShouldBe(1);
    }

    [Fact]
    public void A_database_of_somebody_else_without_tables_is_known_by_its_mark()
    {
        using (SqliteDatabase other = SqliteDatabase.Open(home.Ledger))
            other.Execute("PRAGMA application_id = 77; CREATE TABLE x (y); DROP TABLE x");
        Refused().Code.ShouldBe("E1004");
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused_and_not_touched()
    {
        File.WriteAllText(home.Ledger, new string('?', 9000));
        Refused().Code.ShouldBe("E1004");
        File.ReadAllText(home.Ledger).ShouldBe(new string('?', 9000));
    }

    [Fact]
    public void A_damaged_ledger_says_so_and_is_kept()
    {
        home.Write(".claude/projects/-w/one.jsonl", [.. Enumerable.Range(0, 3000).Select(i => Adapters.ClaudeCodeLines.Assistant($"m{i}"))])
            .Sync();
        using (SqliteDatabase database = SqliteDatabase.Open(home.Ledger))
            database.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        byte[] bytes = File.ReadAllBytes(home.Ledger);
        bytes.AsSpan(4096, bytes.Length - 4096).Fill(0xA5);
        File.WriteAllBytes(home.Ledger, bytes);
        home.Append(".claude/projects/-w/one.jsonl", Adapters.ClaudeCodeLines.Assistant("more") + "\n");
        RimuruException error = Should.Throw<RimuruException>(() => home.Sync());
        error.Code.ShouldBe("E1004");
        error.Message.ShouldContain(home.Ledger);
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_E1001()
    {
        home.Write("file", "x");
        Should
            .Throw<RimuruException>(() => SqliteLedger.Open(home.In("file/ledger.db"), new LedgerOptions("m", "u", 1, TimeProvider.System)))
            .Code.ShouldBe("E1001");
    }

    [Fact]
    public async Task Another_writer_is_waited_for()
    {
        using SqliteLedger ledger = Open();
        using SqliteDatabase other = SqliteDatabase.Open(home.Ledger);
        other.Begin(CancellationToken.None);
        Task release = Task.Run(async () =>
        {
            await Task.Delay(1000);
            other.Execute("COMMIT");
        });
        home.Write(".claude/projects/-w/one.jsonl", Adapters.ClaudeCodeLines.Assistant());
        home.Records().Count.ShouldBe(1);
        await release;
    }

    [Fact]
    public void What_a_reader_kept_is_read_while_another_process_writes()
    {
        home.Write(".claude/projects/-w/one.jsonl", Adapters.ClaudeCodeLines.Assistant()).Sync();
        using SqliteDatabase other = SqliteDatabase.Open(home.Ledger);
        other.Begin(CancellationToken.None);
        using SqliteLedger ledger = SqliteLedger.Open(
            home.Ledger,
            new LedgerOptions(Environment.MachineName, Environment.UserName, 1, TimeProvider.System)
        );
        ledger.Files().Count.ShouldBe(1);
        ledger.CursorOf(Path.Combine(home.Folder, ".claude", "projects", "-w", "one.jsonl")).ShouldNotBeNull().State.ShouldNotBeEmpty();
        other.Execute("ROLLBACK");
    }

    [Fact]
    public void What_is_read_as_of_one_moment_does_not_change_under_the_reader()
    {
        home.Write(".claude/projects/-w/one.jsonl", Adapters.ClaudeCodeLines.Assistant("a")).Sync();
        using SqliteLedger ledger = Open();
        ledger
            .Read(CancellationToken.None)
            .InSnapshot(() =>
            {
                int before = ledger.Read(CancellationToken.None).Rows(0, long.MaxValue).Count();
                home.Append(".claude/projects/-w/one.jsonl", Adapters.ClaudeCodeLines.Assistant("b") + "\n").Sync();
                return ledger.Read(CancellationToken.None).Rows(0, long.MaxValue).Count() - before;
            })
            .ShouldBe(0);
        ledger.Read(CancellationToken.None).Rows(0, long.MaxValue).Count().ShouldBe(2);
    }

    [Fact]
    public void Waiting_for_another_process_that_makes_the_ledger_can_be_stopped()
    {
        using SqliteDatabase other = SqliteDatabase.Open(home.Ledger);
        other.Begin(CancellationToken.None);
        home.Write(".claude/projects/-w/one.jsonl", Adapters.ClaudeCodeLines.Assistant());
        using CancellationTokenSource stop = new(300);
        using RimuruEngine engine = home.Open();
        System.Diagnostics.Stopwatch time = System.Diagnostics.Stopwatch.StartNew();
        Should.Throw<OperationCanceledException>(() => engine.Ledger.Sync([], null, null, stop.Token));
        time.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(2));
        other.Execute("ROLLBACK");
    }

    [Fact]
    public void Waiting_for_another_writer_can_be_stopped()
    {
        using SqliteLedger ledger = Open();
        using SqliteDatabase other = SqliteDatabase.Open(home.Ledger);
        other.Begin(CancellationToken.None);
        home.Write(".claude/projects/-w/one.jsonl", Adapters.ClaudeCodeLines.Assistant());
        using CancellationTokenSource stop = new(300);
        using RimuruEngine engine = home.Open();
        System.Diagnostics.Stopwatch time = System.Diagnostics.Stopwatch.StartNew();
        Should.Throw<OperationCanceledException>(() => engine.Ledger.Sync([], null, null, stop.Token));
        time.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(2));
        other.Execute("COMMIT");
        home.Records().Count.ShouldBe(1);
    }

    [Fact]
    public void Many_may_make_the_ledger_at_once()
    {
        for (int round = 0; round < 10; round++)
        {
            string path = home.In($"round-{round}/ledger.db");
            Parallel.For(
                0,
                4,
                new ParallelOptions { MaxDegreeOfParallelism = 4 },
                _ => SqliteLedger.Open(path, new LedgerOptions("m", "u", 1, TimeProvider.System)).Dispose()
            );
        }
    }

    private string[] Indexes()
    {
        using SqliteDatabase database = SqliteDatabase.Open(home.Ledger);
        using SqliteStatement select = database.PrepareFresh(
            "SELECT name || ': ' || sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'usage' ORDER BY name"
        );
        List<string> found = [];
        while (select.Step())
            found.Add(select.Text(0)!);
        return [.. found];
    }

    /// <summary>On Unix, closing any handle of a file ends all locks of the process on it.</summary>
    [Fact]
    public void A_second_use_of_the_ledger_in_one_process_leaves_the_locks_of_the_first()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/proc/locks shows the locks of Linux.");
        home.Write(Adapters.ClaudeCodeLines.Log, Adapters.ClaudeCodeLines.Assistant()).Sync();
        using RimuruEngine first = home.Open(),
            second = home.Open();
        first.Reports.HasSessions.ShouldBeTrue();
        int held = Locks();
        held.ShouldBePositive();
        second.Reports.HasSessions.ShouldBeTrue();
        second.Dispose();
        Locks().ShouldBe(held);

        int Locks()
        {
            string inode = FileNumber(home.Ledger);
            return File.ReadAllLines("/proc/locks").Count(line => line.Contains($":{inode} ", StringComparison.Ordinal));
        }
    }

    private static string FileNumber(string path)
    {
        using System.Diagnostics.Process stat = System.Diagnostics.Process.Start(
            new System.Diagnostics.ProcessStartInfo("stat", ["-c", "%i", path]) { RedirectStandardOutput = true }
        )!;
        return stat.StandardOutput.ReadToEnd().Trim();
    }

    private SqliteLedger Open() => SqliteLedger.Open(home.Ledger, new LedgerOptions("machine", "user", 1, TimeProvider.System));

    private RimuruException Refused() => Should.Throw<RimuruException>(() => Open());
}
