using Rimuru.Core.Formats;
using Rimuru.Core.Sqlite;

namespace Rimuru.Core.Tests.Ingest;

/// <summary>Other programs' databases: nothing is left beside them, and what stands in their -wal is seen.</summary>
public sealed class ForeignSqliteTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("rimuru-foreign-").FullName;

    private string File => Path.Combine(folder, "agent.db");

    [Fact]
    public void Leaves_nothing_beside_a_closed_wal_database()
    {
        using (SqliteDatabase writer = Make(File))
            Insert(writer, 3);
        string[] before = Listing();
        Count(File).ShouldBe(3);
        Listing().ShouldBe(before);
        before.Length.ShouldBe(1);
    }

    [Fact]
    public void Sees_the_wal_of_an_open_database_and_disturbs_nobody()
    {
        using SqliteDatabase writer = Make(File);
        Insert(writer, 3);
        new FileInfo(File + "-wal").Length.ShouldBeGreaterThan(0);
        string[] before = Listing();
        using (ForeignSqlite reader = ForeignSqlite.Open(File, CancellationToken.None))
        {
            reader.Database.Number("SELECT count(*) FROM t").ShouldBe(3);
            Insert(writer, 2);
        }

        Count(File).ShouldBe(5);
        Listing().Select(entry => entry.Split(' ')[0]).ShouldBe(before.Select(entry => entry.Split(' ')[0]));
        writer.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        Count(File).ShouldBe(5);
    }

    [Fact]
    public void Reads_a_wal_without_shm_from_a_copy()
    {
        string left = Leave(withShm: false);
        string[] before = Listing();
        string[] temporary = TemporaryCopies.Now();
        Count(left).ShouldBe(3);
        Listing().ShouldBe(before);
        TemporaryCopies.LeftSince(temporary).ShouldBeEmpty();
    }

    [Fact]
    public void Reads_what_a_killed_process_left()
    {
        string left = Leave(withShm: true);
        string[] before = Listing();
        Count(left).ShouldBe(3);
        Listing().ShouldBe(before);
    }

    [Fact]
    public void An_empty_wal_is_none()
    {
        using (SqliteDatabase writer = Make(File))
            Insert(writer, 3);
        System.IO.File.WriteAllBytes(File + "-wal", []);
        string[] before = Listing();
        Count(File).ShouldBe(3);
        Listing().ShouldBe(before);
    }

    [Fact]
    public void A_changed_wal_is_a_changed_file()
    {
        using SqliteDatabase writer = Make(File);
        Insert(writer, 1);
        LogFile before = ForeignSqlite.Describe(File)!;
        Insert(writer, 1);
        ForeignSqlite.Describe(File)!.ShouldNotBe(before);
    }

    [Theory]
    [InlineData("with space.db")]
    [InlineData("50%25 #1.db")]
    [InlineData("ümläut.db")]
    public void Opens_any_name(string name)
    {
        string path = Path.Combine(folder, name);
        using (SqliteDatabase writer = Make(path))
            Insert(writer, 2);
        Count(path).ShouldBe(2);
    }

    [Fact]
    public void What_is_no_database_is_an_error()
    {
        System.IO.File.WriteAllText(
            File,
            "this is not a database, but long enough to look like a header of one ....................................................."
        );
        Should.Throw<SqliteException>(() => Count(File)).IsNotADatabase.ShouldBeTrue();
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static SqliteDatabase Make(string path)
    {
        SqliteDatabase database = SqliteDatabase.Open(path);
        database.Execute("PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; CREATE TABLE t (n INTEGER)");
        return database;
    }

    private static void Insert(SqliteDatabase database, int rows)
    {
        for (int i = 0; i < rows; i++)
            database.Execute("INSERT INTO t VALUES (1)");
    }

    private static long? Count(string path)
    {
        using ForeignSqlite reader = ForeignSqlite.Open(path, CancellationToken.None);
        return reader.Database.Number("SELECT count(*) FROM t");
    }

    /// <summary>The files of a process that was killed: a copy that was made while it ran.</summary>
    private string Leave(bool withShm)
    {
        string path = Path.Combine(folder, "left", "agent.db");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using SqliteDatabase writer = Make(File);
        Insert(writer, 3);
        foreach (string ending in withShm ? new[] { "", "-wal", "-shm" } : ["", "-wal"])
            System.IO.File.Copy(File + ending, path + ending);
        return path;
    }

    private string[] Listing() =>
        [
            .. Directory
                .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .Select(path => $"{path} {new FileInfo(path).Length}"),
        ];
}
