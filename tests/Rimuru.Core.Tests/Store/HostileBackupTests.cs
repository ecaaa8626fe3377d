using System.Runtime.Versioning;
using Rimuru.Core.Store.Administration;
using Rimuru.Core.Tests.Adapters;

namespace Rimuru.Core.Tests.Store;

/// <summary>Backups and programs that are made to fill a disk end with a message, and leave the ledger and the disk as they were.</summary>
public sealed class HostileBackupTests
{
    private const string List = "; 1; 1259 1 TABLE SCHEMA migration me\\n; 2; 1259 2 TABLE SCHEMA usage me\\n";
    private const string Rows = "COPY x.migration (version, name, checksum, applied_at) FROM stdin;";

    [Theory]
    [InlineData($"echo '{Rows}'; yes 1", "need more than 268 MB")]
    [InlineData($"echo '{Rows}'; yes | tr -d '\\n' | head -c 140000000", "has a row of more than 134 MB")]
    [InlineData($"echo '{Rows}'; echo 1", "the rows of migration have no end")]
    [InlineData("yes", "need more than 268 MB")]
    [InlineData("echo no >&2; exit 1", "failed with exit code 1: no")]
    [InlineData("yes >&2", "too much output")]
    [UnsupportedOSPlatform("windows")]
    public void An_archive_that_unpacks_to_too_much_is_refused(string unpacking, string message)
    {
        using TestHome home = Home();
        Program(home, "pg_restore", unpacking);
        home.Write("hostile.backup", "PGDMP");
        string[] before = TemporaryCopies.Now();
        using RimuruEngine engine = home.Open();
        RimuruException error = Should.Throw<RimuruException>(() =>
            engine.Store.Restore(home.In("hostile.backup"), isForced: true, CancellationToken.None)
        );
        error.Code.ShouldBeOneOf("E1009", "E1008");
        error.Message.ShouldContain(message);
        engine.Store.Describe(CancellationToken.None).Records.ShouldBe(1);
        TemporaryCopies.LeftSince(before).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("yes >&2")]
    [InlineData("echo x; exit 1")]
    [UnsupportedOSPlatform("windows")]
    public void A_backup_that_fails_leaves_nothing(string dump)
    {
        using TestHome home = Home();
        Program(home, "pg_dump", dump);
        using RimuruEngine engine = home.Open();
        Should
            .Throw<RimuruException>(() => engine.Store.BackUp(home.In("out/my.backup"), isForced: true, CancellationToken.None))
            .Code.ShouldBe("E1008");
        Directory.EnumerateFileSystemEntries(home.In("out")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10_000_000)]
    [InlineData(long.MaxValue)]
    public void The_room_of_a_backup_grows_with_it_between_two_limits(long packed)
    {
        long most = BackupFile.MostUnpacked(packed);
        most.ShouldBeInRange(250_000_000, 70_000_000_000);
        if (packed is > 0 and < long.MaxValue)
            most.ShouldBe(packed * 100);
    }

    [Fact]
    public void A_sparse_backup_that_does_not_fit_on_the_disk_is_refused_before_it_is_copied()
    {
        Assert.SkipWhen(!OperatingSystem.IsLinux(), "The file has to be sparse.");
        using TestHome home = new(TestStore.Sqlite);
        home.Write(ClaudeCodeLines.Log, ClaudeCodeLines.Assistant());
        home.Sync();
        using RimuruEngine engine = home.Open();
        engine.Store.BackUp(home.In("sparse.backup"), isForced: false, CancellationToken.None);
        const long Size = 8L << 40;
        using (FileStream file = File.OpenWrite(home.In("sparse.backup")))
            file.SetLength(Size);
        Assert.SkipWhen(new DriveInfo(home.Folder).AvailableFreeSpace > Size, "The disk is too large.");
        Should
            .Throw<RimuruException>(() => engine.Store.Restore(home.In("sparse.backup"), isForced: true, CancellationToken.None))
            .Message.ShouldContain("MB of the disk are free");
        engine.Store.Describe(CancellationToken.None).Records.ShouldBe(1);
        Directory.EnumerateFiles(home.Folder, "*.restoring*").ShouldBeEmpty();
    }

    [Fact]
    public void What_a_restore_left_is_named_and_goes_with_the_next_optimization_or_restore()
    {
        using TestHome home = Home();
        string schema = home.Database.Split("schema=")[1];
        string[] names = ["rimuru_former_" + Guid.NewGuid().ToString("N")[..12], "rimuru_former_" + Guid.NewGuid().ToString("N")[..12]];
        using RimuruEngine engine = home.Open();
        engine.Store.BackUp(home.In("my.backup"), isForced: false, CancellationToken.None);
        Action[] cures =
        [
            () => engine.Store.Optimize(null, isPreview: false, CancellationToken.None),
            () => engine.Store.Restore(home.In("my.backup"), isForced: true, CancellationToken.None),
        ];
        foreach (Action cure in cures)
        {
            // One of this ledger, one of another ledger of the database.
            PostgresCluster.Required.Execute($"CREATE SCHEMA {names[0]}; CREATE TABLE {names[0]}.usage (x int)");
            PostgresCluster.Required.Execute($"COMMENT ON SCHEMA {names[0]} IS '{Mark(schema)}'");
            PostgresCluster.Required.Execute($"CREATE SCHEMA {names[1]}; COMMENT ON SCHEMA {names[1]} IS '{Mark("another")}'");
            Size(engine)
                .ShouldSatisfyAllConditions(
                    size => size.Status.ShouldBe(CheckStatus.Warning),
                    size => size.Detail.ShouldContain(names[0]),
                    size => size.Detail.ShouldNotContain(names[1]),
                    size => size.Advice.ShouldNotBeNull().ShouldContain("Optimize-RimuruStore")
                );
            cure();
            Size(engine).Detail.ShouldNotContain("rimuru_former_");
            engine.Store.Describe(CancellationToken.None).Records.ShouldBe(1);
            PostgresCluster.Required.Execute($"CREATE SCHEMA {names[0]}; DROP SCHEMA {names[0]}; DROP SCHEMA {names[1]}");
        }
    }

    private static string Mark(string schema) =>
        $"Rimuru: the former tables of the ledger in the schema ''{schema}'', kept until its restore is complete";

    private static StoreCheck Size(RimuruEngine engine) => engine.Store.Check(CancellationToken.None).Single(check => check.Name == "Size");

    /// <summary>A ledger on the server, with one record.</summary>
    private static TestHome Home()
    {
        TestStores.Require(TestStore.Postgres);
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The programs are shell scripts.");
        TestHome home = new(TestStore.Postgres);
        home.With("PATH", $"{home.In("bin")}:{Environment.GetEnvironmentVariable("PATH")}");
        home.Write(ClaudeCodeLines.Log, ClaudeCodeLines.Assistant());
        home.Sync();
        return home;
    }

    [UnsupportedOSPlatform("windows")]
    private static void Program(TestHome home, string name, string script)
    {
        string list = List.Replace("SCHEMA", home.Database.Split("schema=")[1], StringComparison.Ordinal);
        home.Write(
            "bin/" + name,
            "#!/bin/sh",
            $"case \"$1\" in --version) echo '{name} (PostgreSQL) 99.1';; --list) printf '{list}';; *) {script};; esac"
        );
        File.SetUnixFileMode(home.In("bin/" + name), UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
    }
}
