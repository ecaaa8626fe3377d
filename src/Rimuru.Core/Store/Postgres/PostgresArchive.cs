using System.Globalization;
using System.Text.RegularExpressions;
using Rimuru.Core.Errors;
using Rimuru.Core.Files;
using Rimuru.Core.Processes;
using Rimuru.Core.Store.Administration;

namespace Rimuru.Core.Store.Postgres;

/// <summary>
/// The rows of a ledger in a <c>pg_dump</c> archive. An archive contains SQL, none of which is run: <c>pg_restore</c> converts it to text,
/// and only the rows of the ledger's own tables are read from that.
/// </summary>
internal sealed partial class PostgresArchive : IDisposable
{
    private readonly TemporaryFolder folder;

    private PostgresArchive(TemporaryFolder folder, string path, int version)
    {
        this.folder = folder;
        Path = path;
        Version = version;
    }

    public string Path { get; }

    public int Version { get; }

    private string Rows => System.IO.Path.Combine(folder.Path, "rows");

    /// <summary>Opens an archive. E1009: it is not a ledger of this schema. E1002: a newer Rimuru made it.</summary>
    public static PostgresArchive Read(PostgresProgram programs, string path, string schema, CancellationToken stop)
    {
        string contents = programs.RunOffline("pg_restore", ["--list", path], stop);
        if (
            Regex.Match(contents, " SCHEMA - (.+) [^ ]+\r?$", RegexOptions.Multiline) is { Success: true } found
            && found.Groups[1].Value != schema
        )
            throw BackupFile.Invalid(
                path,
                $"it contains the schema '{found.Groups[1].Value}', but this ledger is in '{schema}'. Select the other schema with "
                    + $"?schema={found.Groups[1].Value}"
            );
        if (
            !contents.Contains($" TABLE {schema} migration ", StringComparison.Ordinal)
            || !contents.Contains($" TABLE {schema} usage ", StringComparison.Ordinal)
        )
            throw BackupFile.Invalid(path, "it is a pg_dump archive, but not of a Rimuru ledger");
        TemporaryFolder folder = TemporaryFolder.Make();
        try
        {
            PostgresArchive archive = new(folder, path, 0);
            Unpack(programs, path, archive.Rows, stop);
            return new PostgresArchive(folder, path, VersionOf(archive, stop));
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    private static void Unpack(PostgresProgram programs, string path, string rows, CancellationToken stop)
    {
        long most = BackupFile.MostUnpacked(new FileInfo(path).Length);
        using FileStream file = PrivateFile.Open(rows);
        programs.SaveOffline(
            "pg_restore",
            ["--data-only", "--file=-", path],
            new ChildFile(file, most),
            () => BackupFile.Invalid(path, string.Create(CultureInfo.InvariantCulture, $"its rows need more than {most / 1e6:N0} MB")),
            stop
        );
    }

    /// <summary>
    /// The tables with their rows in COPY format, one after the other; each must be read before the next. E1009: there is something else in
    /// between.
    /// </summary>
    public IEnumerable<PostgresRows> Tables()
    {
        using ArchiveLines text = new(Rows, Path);
        while (text.Next() is { } line)
        {
            if (CopyStatement().Match(line) is not { Success: true } copy)
                continue;
            PostgresRows rows = new(Name(copy.Groups["table"].Value), [.. copy.Groups["columns"].Value.Split(", ").Select(Name)], text);
            yield return rows;
            rows.Skip();
        }
    }

    public void Dispose() => folder.Dispose();

    private static int VersionOf(PostgresArchive archive, CancellationToken stop)
    {
        int version = 0;
        foreach (PostgresRows rows in archive.Tables())
        {
            if (rows.Table != "migration")
                continue;
            int at = rows.Columns.ToList().IndexOf("version");
            while (at >= 0 && rows.Next() is { } row)
            {
                stop.ThrowIfCancellationRequested();
                if (int.TryParse(row.Split('\t').ElementAtOrDefault(at), NumberStyles.None, CultureInfo.InvariantCulture, out int number))
                    version = Math.Max(version, number);
            }
        }

        return version switch
        {
            0 => throw BackupFile.Invalid(archive.Path, "it has no version"),
            > PostgresMigrations.Latest => throw new RimuruException(
                ErrorCodes.DatabaseNewer,
                $"The backup {archive.Path} has version {version}; this Rimuru supports versions up to {PostgresMigrations.Latest}. "
                    + "Use a newer Rimuru.",
                archive.Path
            ),
            _ => version,
        };
    }

    private static string Name(string identifier) => identifier.Trim().Trim('"');

    /// <summary>The only kind of statement that is parsed; it is not run either.</summary>
    [GeneratedRegex(
        """^COPY (?:[^ ."]+|"(?:[^"]|"")+")\.(?<table>[a-z_0-9]+|"[a-z_0-9]+") \((?<columns>[a-z_0-9", ]+)\) FROM stdin;$""",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex CopyStatement();
}

/// <summary>The lines of an unpacked archive.</summary>
/// <param name="file">The unpacked archive.</param>
/// <param name="archive">The backup, for errors.</param>
internal sealed class ArchiveLines(string file, string archive) : IDisposable
{
    /// <summary>In characters; the longest row holds what a reader has to remember about a log.</summary>
    private const int Longest = 128 << 20;

    private readonly IEnumerator<string> lines = RegularFile.ReadLines(file, Longest).GetEnumerator();

    /// <summary>The next line; null after the last. E1009: it is too long.</summary>
    public string? Next()
    {
        try
        {
            return lines.MoveNext() ? lines.Current : null;
        }
        catch (FileTooLargeException e)
        {
            throw BackupFile.Invalid(
                archive,
                string.Create(CultureInfo.InvariantCulture, $"it has a row of more than {Longest / 1e6:N0} MB"),
                e
            );
        }
    }

    public RimuruException Invalid(string reason) => BackupFile.Invalid(archive, reason);

    public void Dispose() => lines.Dispose();
}

/// <summary>The rows of one table in COPY format, read in order.</summary>
/// <param name="table">Its name.</param>
/// <param name="columns">The columns that each row has.</param>
/// <param name="text">The text with the rows, up to the end marker.</param>
internal sealed class PostgresRows(string table, IReadOnlyList<string> columns, ArchiveLines text)
{
    private bool isOver;

    public string Table { get; } = table;

    public IReadOnlyList<string> Columns { get; } = columns;

    /// <summary>The next row; null after the last.</summary>
    public string? Next()
    {
        if (isOver)
            return null;
        string line = text.Next() ?? throw text.Invalid($"the rows of {Table} have no end");
        if (line != "\\.")
            return line;
        isOver = true;
        return null;
    }

    public void Skip()
    {
        while (Next() is not null) { }
    }
}
