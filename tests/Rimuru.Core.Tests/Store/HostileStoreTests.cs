using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Rimuru.Core.Files;
using Rimuru.Core.Reports;
using Rimuru.Core.Sqlite;
using Rimuru.Core.Store.Administration;
using Rimuru.Core.Tests.Adapters;

namespace Rimuru.Core.Tests.Store;

/// <summary>Files and servers that are not what they seem cannot destroy a ledger, run anything or keep anybody waiting.</summary>
public sealed class HostileStoreTests : IDisposable
{
    private readonly TestHome home = new(TestStore.Sqlite);

    public HostileStoreTests()
    {
        home.Write(ClaudeCodeLines.Log, ClaudeCodeLines.Assistant(), ClaudeCodeLines.Assistant("msg_2"));
        home.Sync();
    }

    public void Dispose() => home.Dispose();

    public static TheoryData<int> Versions => [.. Enumerable.Range(-1, 12)];

    [Theory]
    [MemberData(nameof(Versions))]
    public void Another_programs_database_never_takes_the_ledgers_place(int version)
    {
        Make("other.db", $"CREATE TABLE mine (x); CREATE TABLE usage (x); PRAGMA user_version = {version}");
        Refused("other.db");
    }

    [Theory]
    [InlineData("CREATE TRIGGER t AFTER INSERT ON usage BEGIN DELETE FROM usage; END")]
    [InlineData("CREATE VIEW more AS SELECT 1")]
    [InlineData("DROP VIEW costs")]
    [InlineData("DROP VIEW costs; CREATE VIEW costs AS SELECT 1 AS id")]
    [InlineData("DROP VIEW costs; CREATE TABLE costs (id)")]
    [InlineData("CREATE TABLE more (x)")]
    [InlineData("CREATE INDEX more ON usage (cost)")]
    [InlineData("CREATE VIRTUAL TABLE more USING fts5(x)")]
    [InlineData("DROP TABLE coverage")]
    [InlineData("DROP TABLE usage")]
    [InlineData("DROP INDEX usage_at")]
    [InlineData("ALTER TABLE usage ADD COLUMN more")]
    [InlineData(
        "DROP TABLE retention; CREATE VIEW retention AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x AS id, x AS before_at FROM c"
    )]
    [InlineData("PRAGMA application_id = 7")]
    [InlineData("PRAGMA user_version = 0")]
    [InlineData("DELETE FROM migration WHERE version = 3")]
    [InlineData("UPDATE migration SET checksum = 'x'")]
    [InlineData("DELETE FROM session")]
    [InlineData("PRAGMA writable_schema = ON; UPDATE sqlite_master SET rootpage = 2 WHERE name = 'usage'")]
    public void A_backup_that_was_meddled_with_is_refused(string change)
    {
        BackUp("saved.backup");
        using (SqliteDatabase database = SqliteDatabase.Open(home.In("saved.backup")))
            database.Execute(change);
        Refused("saved.backup");
    }

    [Theory]
    [InlineData("CREATE VIEW more AS SELECT 1")]
    [InlineData("DROP VIEW costs; CREATE VIEW costs AS SELECT 1 AS id")]
    [InlineData("DROP VIEW view_version; CREATE VIEW view_version AS SELECT 2 AS version")]
    [InlineData("CREATE TRIGGER costs INSTEAD OF INSERT ON costs BEGIN DELETE FROM usage; END")]
    [InlineData("DROP TABLE retention; CREATE VIEW retention AS SELECT 1 AS id, 1 AS before_at")]
    [InlineData("PRAGMA user_version = 9999; CREATE VIEW more AS SELECT 1")]
    public void A_ledger_with_a_program_is_not_used(string change)
    {
        using (SqliteDatabase database = SqliteDatabase.Open(home.Ledger))
            database.Execute(change);
        using RimuruEngine engine = home.Open();
        Should.Throw<RimuruException>(() => engine.Store.Describe(CancellationToken.None)).Code.ShouldBe("E1004");
        if (!change.Contains("9999", StringComparison.Ordinal))
            Should.Throw<RimuruException>(() => engine.Ledger.Sync([], null, null, CancellationToken.None)).Code.ShouldBe("E1004");
    }

    [Fact]
    public void A_newer_ledger_with_other_views_is_newer()
    {
        using (SqliteDatabase database = SqliteDatabase.Open(home.Ledger))
            database.Execute("DROP VIEW costs; CREATE VIEW costs AS SELECT 1 AS id; PRAGMA user_version = 9999");
        using RimuruEngine engine = home.Open();
        engine.Store.Describe(CancellationToken.None).Version.ShouldBe(9999);
        Should.Throw<RimuruException>(() => engine.Ledger.Sync([], null, null, CancellationToken.None)).Code.ShouldBe("E1002");
    }

    [Fact]
    public void A_backup_that_was_cut_or_whose_bytes_were_turned_is_refused_or_whole()
    {
        BackUp("saved.backup");
        byte[] whole = File.ReadAllBytes(home.In("saved.backup"));
        Random random = new(7);
        for (int i = 0; i < 60; i++)
        {
            byte[] bytes = i % 3 == 0 ? whole[..random.Next(whole.Length)] : [.. whole];
            for (int turned = 0; i % 3 != 0 && turned < 40; turned++)
                bytes[random.Next(100, bytes.Length)] = (byte)random.Next(256);
            home.WriteBytes("turned.backup", bytes);
            using RimuruEngine engine = home.Open();
            try
            {
                engine.Store.Restore(home.In("turned.backup"), isForced: true, CancellationToken.None);
            }
            catch (RimuruException e)
            {
                e.Code.ShouldBeOneOf("E1009", "E1002");
            }

            engine
                .Store.Check(CancellationToken.None)
                .Where(check => check.Name is "Integrity" or "Version")
                .ShouldAllBe(check => check.Status != CheckStatus.Failed);
        }
    }

    [Theory]
    [InlineData("ledger.db")]
    [InlineData("ledger.db-wal")]
    [InlineData("ledger.db-journal")]
    [InlineData("./x/../ledger.db")]
    [InlineData("link.db")]
    [InlineData("hard.db")]
    public void A_backup_onto_the_ledger_itself_is_an_error(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links are made as on Unix.");
        Directory.CreateDirectory(home.In("x"));
        File.CreateSymbolicLink(home.In("link.db"), home.Ledger);
        Process.Start("ln", [home.Ledger, home.In("hard.db")]).WaitForExit();
        using RimuruEngine engine = home.Open();
        Should
            .Throw<RimuruException>(() => engine.Store.BackUp(home.In(name), isForced: true, CancellationToken.None))
            .Code.ShouldBe("E9001");
        Should
            .Throw<RimuruException>(() => engine.Store.CopyTo("sqlite:" + home.In(name), null, CancellationToken.None))
            .Code.ShouldBe("E9001");
        engine.Store.Describe(CancellationToken.None).Records.ShouldBe(2);
        Should.Throw<RimuruException>(() => engine.Store.Restore(home.In(name), isForced: true, CancellationToken.None));
        engine.Store.Describe(CancellationToken.None).Records.ShouldBe(2);
    }

    [Theory]
    [InlineData("mkfifo")]
    [InlineData("mkdir")]
    [InlineData("ln -s nowhere")]
    [InlineData("ln -s odd")]
    [InlineData("ln -s /dev/null")]
    public void A_backup_replaces_regular_files_only(string command)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such files.");
        string odd = home.In("odd");
        string[] words = [.. command.Split(' '), odd];
        Process.Start(words[0], words[1..]).WaitForExit();
        FileStatus? before = FileStatus.OfEntry(odd);
        before.ShouldNotBeNull();
        using RimuruEngine engine = home.Open();
        Should.Throw<RimuruException>(() => engine.Store.BackUp(odd, isForced: true, CancellationToken.None)).Code.ShouldBe("E9002");
        FileStatus.OfEntry(odd).ShouldBe(before);
        Directory.EnumerateFiles(home.Folder, "*.partial*").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("-wal")]
    [InlineData("-shm")]
    [InlineData("-journal")]
    public void A_pipe_beside_the_ledger_is_an_error_of_the_database(string ending)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such files.");
        BackUp("saved.backup");
        File.Copy(home.In("saved.backup"), home.In("other.db"));
        Process.Start("mkfifo", [home.In("other.db" + ending)]).WaitForExit();
        using RimuruEngine engine = home.Open("sqlite:" + home.In("other.db"));
        Action[] work =
        [
            () => engine.Store.Restore(home.In("saved.backup"), isForced: true, CancellationToken.None),
            () => engine.Store.PreviewRestore(home.In("saved.backup"), CancellationToken.None),
            () => engine.Store.BackUp(home.In("more.backup"), isForced: true, CancellationToken.None),
            () => engine.Store.CopyTo("sqlite:" + home.In("copy.db"), null, CancellationToken.None),
            () => engine.Store.Optimize(null, isPreview: false, CancellationToken.None),
            () => engine.Store.Reset(CancellationToken.None),
            () => engine.Store.Initialize(CancellationToken.None),
        ];
        foreach (Action verb in work)
            Should.Throw<RimuruException>(verb).Code.ShouldBe("E1001");
    }

    [Fact]
    public void What_a_killed_process_left_beside_a_ledger_goes_with_the_next_backup_or_restore()
    {
        BackUp("saved.backup");
        using Process ended = Process.Start("dotnet", ["--version"]);
        ended.WaitForExit();
        string id = Guid.NewGuid().ToString("N");
        string Mark(int process) => UnfinishedFile.Beside("/x", "").Replace($"-{Environment.ProcessId}-", $"-{process}-")[2..^1];
        string[] gone =
        [
            $"saved.backup{Mark(ended.Id)}.partial",
            $"saved.backup{Mark(ended.Id)}.partial-journal",
            $"ledger.db{Mark(ended.Id)}.restoring",
            $"ledger.db{Mark(ended.Id)}.former-wal",
        ];
        string[] kept =
        [
            $"saved.backup{Mark(Environment.ProcessId)}.partial",
            $"saved.backup.elsewhere-{ended.Id}-{id}.partial",
            $"ledger.db{Mark(ended.Id)}.mine",
            $"other.db{Mark(ended.Id)}.partial",
            "ledger.db.partial",
        ];
        foreach (string name in gone.Concat(kept))
            home.Write(name, "x");
        BackUp("saved.backup");
        using RimuruEngine engine = home.Open();
        engine.Store.Restore(home.In("saved.backup"), isForced: true, CancellationToken.None);
        gone.Where(name => File.Exists(home.In(name))).ShouldBeEmpty();
        kept.Where(name => !File.Exists(home.In(name))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("PRAGMA journal_mode = DELETE")]
    [InlineData("PRAGMA journal_mode = WAL")]
    public void A_database_that_is_not_ours_is_left_as_it_is(string journal)
    {
        Make("other.db", $"{journal}; CREATE TABLE mine (x); PRAGMA user_version = 8");
        byte[] before = File.ReadAllBytes(home.In("other.db"));
        DateTime written = File.GetLastWriteTimeUtc(home.In("other.db"));
        using (RimuruEngine engine = home.Open("sqlite:" + home.In("other.db")))
        {
            Should.Throw<RimuruException>(() => engine.Ledger.Sync([], null, null, CancellationToken.None)).Code.ShouldBe("E1004");
            Should.Throw<RimuruException>(() => engine.Store.Describe(CancellationToken.None)).Code.ShouldBe("E1004");
            Should
                .Throw<RimuruException>(() => engine.Store.Optimize(DateTimeOffset.UtcNow, isPreview: false, CancellationToken.None))
                .Code.ShouldBe("E1004");
        }

        File.ReadAllBytes(home.In("other.db")).ShouldBe(before);
        File.GetLastWriteTimeUtc(home.In("other.db")).ShouldBe(written);
        Directory.EnumerateFiles(home.Folder, "other.db*").ShouldHaveSingleItem();
    }

    [Fact]
    public void What_was_removed_comes_back_when_the_retention_is_lifted()
    {
        using (RimuruEngine engine = home.Open())
        {
            engine
                .Store.Optimize(DateTimeOffset.Parse("2026-08-01T00:00Z"), isPreview: false, CancellationToken.None)
                .ShouldSatisfyAllConditions(
                    done => done.RecordsRemoved.ShouldBe(2),
                    done => done.FirstRemoved.ShouldBe(DateTimeOffset.Parse("2026-07-01T10:00Z")),
                    done => done.LastRemoved.ShouldBe(DateTimeOffset.Parse("2026-07-01T10:00Z"))
                );
        }

        home.Records().ShouldBeEmpty();
        using (RimuruEngine engine = home.Open())
            engine.Store.Reset(CancellationToken.None);
        home.Records().Count.ShouldBe(2);
        LedgerAudit.Check(home.Database);
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue / 2)]
    public void A_time_that_no_calendar_has_stops_nobody(long time)
    {
        using (SqliteDatabase database = SqliteDatabase.Open(home.Ledger))
            database.Execute(
                FormattableString.Invariant(
                    $"UPDATE usage SET at = {time}; UPDATE session SET first_at = {time}, last_at = {time}; UPDATE rollup_time SET quarter = {time}; UPDATE rollup_hour SET hour = {time}; INSERT INTO retention VALUES (1, {time})"
                )
            );
        using RimuruEngine engine = home.Open();
        engine.Store.Describe(CancellationToken.None).LastActivity.ShouldNotBeNull();
        engine.Reports.Sessions(new ReportFilter(), false, CancellationToken.None).ToList().ShouldNotBeEmpty();
        _ = engine.Reports.Usage(new ReportFilter(), CancellationToken.None).ToList();
        foreach (CostGrouping grouping in Enum.GetValues<CostGrouping>())
            _ = engine.Reports.Costs(new CostQuery { By = [grouping] }).Run(CancellationToken.None).ToList();
        _ = engine.Agents.List(CancellationToken.None);
    }

    [Theory]
    [InlineData(Silence.FromTheStart)]
    [InlineData(Silence.InTheHandshake)]
    [InlineData(Silence.AByteAtATime)]
    public void A_server_that_does_not_answer_is_left_at_once_when_stopped_and_soon_otherwise(Silence kind)
    {
        using SilentServer server = new(kind);
        using RimuruEngine engine = home.Open(
            $"postgres://u@127.0.0.1:{server.Port}/d?connect_timeout=2&sslmode={(kind == Silence.InTheHandshake ? "require" : "disable")}"
        );
        Stopwatch time = Stopwatch.StartNew();
        Should.Throw<RimuruException>(() => engine.Store.Describe(CancellationToken.None)).Code.ShouldBe("E1001");
        time.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(15));
        using CancellationTokenSource stop = new(TimeSpan.FromMilliseconds(300));
        engine.Stop = stop.Token;
        time.Restart();
        Should.Throw<OperationCanceledException>(() => engine.Agents.ExplainEmptyHome());
        time.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void An_answer_that_no_memory_holds_is_an_error_of_the_server()
    {
        using SilentServer server = new(Silence.AfterALengthThatNoMemoryHas);
        using RimuruEngine engine = home.Open($"postgres://u@127.0.0.1:{server.Port}/d?connect_timeout=5&sslmode=disable");
        RimuruException error = Should.Throw<RimuruException>(() => engine.Store.Describe(CancellationToken.None));
        error.Code.ShouldBe("E1001");
        error.Message.ShouldContain("too large");
    }

    [Theory]
    [InlineData("passfile")]
    [InlineData("sslcert")]
    [InlineData("sslkey")]
    [InlineData("sslrootcert")]
    [InlineData(".pgpass")]
    [InlineData(".postgresql/postgresql.crt")]
    [InlineData(".postgresql/postgresql.key")]
    [InlineData(".postgresql/root.crt")]
    [InlineData("PGPASSFILE")]
    [InlineData("PGSSLCERT")]
    [InlineData("PGSSLKEY")]
    [InlineData("PGSSLROOTCERT")]
    public void A_pipe_or_a_device_in_place_of_a_file_of_the_driver_is_named(string place)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such files.");
        string odd = home.In(place.StartsWith('.') ? place : "odd");
        Directory.CreateDirectory(Path.GetDirectoryName(odd)!);
        foreach (string command in (string[])["mkfifo", "ln -s /dev/zero", "mkdir"])
        {
            string[] words = [.. command.Split(' '), odd];
            Process.Start(words[0], words[1..]).WaitForExit();
            if (place.StartsWith("PG", StringComparison.Ordinal))
                home.With(place, odd);
            string parameter = place.StartsWith('.') || place.StartsWith("PG", StringComparison.Ordinal) ? "" : $"&{place}={odd}";
            using RimuruEngine engine = home.Open($"postgres://u@127.0.0.1:1/d?connect_timeout=1{parameter}");
            Should
                .Throw<RimuruException>(() => engine.Store.Describe(CancellationToken.None))
                .Message.ShouldContain($"'{odd}' is a {(command == "mkdir" ? "folder" : "pipe, a socket or a device")} and not a file");
            Process.Start("rm", ["-r", odd]).WaitForExit();
        }
    }

    [Theory]
    [InlineData(".local/share/rimuru/ledger.db", "ledger.db")]
    [InlineData(".local/share/rimuru", ".")]
    [InlineData(".local/share", ".")]
    [InlineData(".local", ".")]
    public void Another_homes_ledger_that_leads_out_of_it_is_not_used(string link, string target)
    {
        Assert.SkipWhen(!OperatingSystem.IsLinux(), "The places are those of Linux.");
        using TestHome other = new(TestStore.Sqlite);
        other.Write(ClaudeCodeLines.Log, ClaudeCodeLines.Assistant("foreign"));
        Directory.CreateDirectory(Path.GetDirectoryName(other.In(link))!);
        File.CreateSymbolicLink(other.In(link), Path.GetFullPath(home.In(target)));
        string[] before = Directory.GetFileSystemEntries(home.Folder, "*", SearchOption.AllDirectories);
        using RimuruEngine engine = RimuruEngine.Open(
            new EngineOptions
            {
                HomePath = other.Folder,
                Environment = Rimuru.Core.Config.HostEnvironment.Of(
                    home.Folder,
                    new Dictionary<string, string>(),
                    Rimuru.Core.Config.HostPlatform.Linux
                ),
            }
        );
        Action[] work =
        [
            () => engine.Ledger.Sync([], null, null, CancellationToken.None),
            () => engine.Store.Describe(CancellationToken.None),
            () => engine.Store.Check(CancellationToken.None).ToList().ShouldBeEmpty(),
            () => engine.Store.Optimize(null, isPreview: false, CancellationToken.None),
            () => engine.Store.Initialize(CancellationToken.None),
        ];
        foreach (Action verb in work)
            Should.Throw<RimuruException>(verb).Message.ShouldContain("leads out of the home");
        Directory.GetFileSystemEntries(home.Folder, "*", SearchOption.AllDirectories).ShouldBe(before);
        home.Records().Count.ShouldBe(2);
    }

    private void Make(string name, string sql)
    {
        using SqliteDatabase database = SqliteDatabase.Open(home.In(name));
        database.Execute(sql);
    }

    private void BackUp(string name)
    {
        using RimuruEngine engine = home.Open();
        engine.Store.BackUp(home.In(name), isForced: true, CancellationToken.None);
    }

    private void Refused(string name)
    {
        using RimuruEngine engine = home.Open();
        Should
            .Throw<RimuruException>(() => engine.Store.PreviewRestore(home.In(name), CancellationToken.None))
            .Code.ShouldBeOneOf("E1009", "E1002");
        Should
            .Throw<RimuruException>(() => engine.Store.Restore(home.In(name), isForced: true, CancellationToken.None))
            .Code.ShouldBeOneOf("E1009", "E1002");
        engine.Store.Describe(CancellationToken.None).Records.ShouldBe(2);
        Directory.EnumerateFiles(home.Folder, "*.restoring*").ShouldBeEmpty();
        Directory.EnumerateFiles(home.Folder, "*.former*").ShouldBeEmpty();
        LedgerAudit.Check(home.Database);
    }

    public enum Silence
    {
        FromTheStart,
        InTheHandshake,
        AByteAtATime,
        AfterALengthThatNoMemoryHas,
    }

    private sealed class SilentServer : IDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);
        private readonly List<TcpClient> clients = [];

        public SilentServer(Silence kind)
        {
            listener.Start();
            _ = Task.Run(async () =>
            {
                while (true)
                {
                    TcpClient client = await listener.AcceptTcpClientAsync();
                    clients.Add(client);
                    if (kind != Silence.FromTheStart)
                        _ = Task.Run(() => Answer(client, kind));
                }
            });
        }

        public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

        public void Dispose()
        {
            listener.Stop();
            foreach (TcpClient client in clients)
                client.Dispose();
        }

        private static async Task Answer(TcpClient client, Silence kind)
        {
            NetworkStream stream = client.GetStream();
            _ = await stream.ReadAsync(new byte[1024]);
            if (kind == Silence.InTheHandshake)
            {
                await stream.WriteAsync("S"u8.ToArray());
                return;
            }

            if (kind == Silence.AfterALengthThatNoMemoryHas)
            {
                await stream.WriteAsync(new byte[] { (byte)'E', 0x7F, 0xFF, 0xFF, 0xFF, 0x00 });
                return;
            }

            // The beginning of a message that says it is long, and goes on for ever.
            await stream.WriteAsync(new byte[] { (byte)'E', 0x00, 0x00, 0xFF, 0xFF });
            while (true)
            {
                await stream.WriteAsync("x"u8.ToArray());
                await Task.Delay(50);
            }
        }
    }
}
