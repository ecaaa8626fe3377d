using System.Globalization;
using System.Text.RegularExpressions;
using Rimuru.Core.Errors;
using Rimuru.Core.Store.Administration;

namespace Rimuru.Core.Store.Postgres;

/// <summary>A <c>pg_dump</c> archive of a ledger with a supported version.</summary>
internal sealed class PostgresArchive
{
    private readonly string path;
    private readonly string contents;

    private PostgresArchive(string path, string contents)
    {
        this.path = path;
        this.contents = contents;
    }

    /// <summary>Opens an archive. E1009: it is not a ledger of this schema. E1002: a newer Rimuru made it.</summary>
    public static PostgresArchive Read(PostgresProgram programs, string path, string schema, CancellationToken stop)
    {
        string contents = programs.RunOffline("pg_restore", ["--list", path], stop);
        if (Regex.Match(contents, " SCHEMA - (.+) [^ ]+\r?$", RegexOptions.Multiline) is { Success: true } found && found.Groups[1].Value != schema)
            throw BackupFile.Invalid(path, $"it contains the schema '{found.Groups[1].Value}', but this ledger is in '{schema}'. Select the other schema with ?schema={found.Groups[1].Value}");
        if (!contents.Contains($" TABLE {schema} migration ", StringComparison.Ordinal) || !contents.Contains($" TABLE {schema} usage ", StringComparison.Ordinal))
            throw BackupFile.Invalid(path, "it is a pg_dump archive, but not of a Rimuru ledger");
        string migrations = programs.RunOffline("pg_restore", ["--data-only", "--table=migration", "--file=-", path], stop);
        int version = Regex.Matches(migrations, @"(?m)^(\d+)\t").Select(row => int.Parse(row.Groups[1].ValueSpan, CultureInfo.InvariantCulture)).DefaultIfEmpty().Max();
        return version switch
        {
            0 => throw BackupFile.Invalid(path, "it has no version"),
            > PostgresMigrations.Latest => throw new RimuruException(
                ErrorCodes.DatabaseNewer, $"The backup {path} has version {version}; this Rimuru supports versions up to {PostgresMigrations.Latest}. Use a newer Rimuru.", path),
            _ => new PostgresArchive(path, contents),
        };
    }

    /// <summary>
    /// Drops the ledger's tables and creates those of the archive, in one transaction on the server. <c>pg_restore --clean</c> would not do: it drops neither the keys of partitions
    /// nor tables that are newer than the archive.
    /// </summary>
    public void Restore(PostgresProgram programs, string schema, CancellationToken stop)
    {
        string folder = Directory.CreateTempSubdirectory("rimuru-restore-").FullName;
        try
        {
            string list = Path.Combine(folder, "list"), drop = Path.Combine(folder, "drop.sql"), make = Path.Combine(folder, "make.sql");

            // The schema itself exists, and this login may not be allowed to create one.
            File.WriteAllLines(list, contents.Split('\n').Where(line => !line.Contains(" SCHEMA - ", StringComparison.Ordinal) || line.Contains(" ACL ", StringComparison.Ordinal)));
            File.WriteAllLines(drop, Known.Select(relation => $"DROP {relation.Kind} IF EXISTS {schema}.{relation.Name};"));
            programs.RunOffline("pg_restore", ["--no-owner", "--use-list=" + list, "--file=" + make, path], stop);
            programs.Run("psql", ["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--single-transaction", "--output=" + Path.Combine(folder, "said"), "--file=" + drop, "--file=" + make], stop);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>All tables and views of every version of the ledger, views first.</summary>
    private static IEnumerable<(string Kind, string Name)> Known =>
        PostgresMigrations.Scripts.SelectMany(script => Regex.Matches(script.Sql, @"(?m)^CREATE (TABLE|VIEW) (\w+)").Select(made => (Kind: made.Groups[1].Value, Name: made.Groups[2].Value)))
            .Append((Kind: "TABLE", Name: "migration")).OrderByDescending(made => made.Kind, StringComparer.Ordinal);
}
