using System.Globalization;
using System.Text.RegularExpressions;
using Rimuru.Core.Errors;
using Rimuru.Core.Store.Administration;

namespace Rimuru.Core.Store.Postgres;

/// <summary>An archive of <c>pg_dump</c> that holds a ledger which this Rimuru understands.</summary>
internal sealed class PostgresArchive
{
    private readonly string path;
    private readonly string contents;

    private PostgresArchive(string path, string contents)
    {
        this.path = path;
        this.contents = contents;
    }

    /// <summary>E1009 where it is no ledger of this schema, E1002 where a newer Rimuru made it.</summary>
    public static PostgresArchive Read(PostgresProgram programs, string path, string schema, CancellationToken stop)
    {
        string contents = programs.RunOffline("pg_restore", ["--list", path], stop);
        if (Regex.Match(contents, " SCHEMA - (.+) [^ ]+\r?$", RegexOptions.Multiline) is { Success: true } found && found.Groups[1].Value != schema)
            throw BackupFile.Invalid(path, $"it holds the schema '{found.Groups[1].Value}', and the ledger here is in '{schema}'. Name the other one with ?schema={found.Groups[1].Value}");
        if (!contents.Contains($" TABLE {schema} migration ", StringComparison.Ordinal) || !contents.Contains($" TABLE {schema} usage ", StringComparison.Ordinal))
            throw BackupFile.Invalid(path, "it is an archive of pg_dump, but holds no Rimuru ledger");
        string migrations = programs.RunOffline("pg_restore", ["--data-only", "--table=migration", "--file=-", path], stop);
        int version = Regex.Matches(migrations, @"(?m)^(\d+)\t").Select(row => int.Parse(row.Groups[1].ValueSpan, CultureInfo.InvariantCulture)).DefaultIfEmpty().Max();
        return version switch
        {
            0 => throw BackupFile.Invalid(path, "it does not tell its version"),
            > PostgresMigrations.Latest => throw new RimuruException(
                ErrorCodes.DatabaseNewer, $"The backup {path} has version {version}; this Rimuru knows versions up to {PostgresMigrations.Latest}. Use a newer Rimuru.", path),
            _ => new PostgresArchive(path, contents),
        };
    }

    /// <summary>
    /// Drops the ledger's tables and makes those of the archive, all in one transaction of the server. Not by <c>pg_restore --clean</c>: that drops neither the keys of partitions,
    /// nor tables that came after the archive was made.
    /// </summary>
    public void Restore(PostgresProgram programs, string schema, CancellationToken stop)
    {
        string folder = Directory.CreateTempSubdirectory("rimuru-restore-").FullName;
        try
        {
            string list = Path.Combine(folder, "list"), drop = Path.Combine(folder, "drop.sql"), make = Path.Combine(folder, "make.sql");

            // The schema itself is there, and may be somebody else's to make.
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

    /// <summary>Everything that any version of the ledger has in its schema, views first.</summary>
    private static IEnumerable<(string Kind, string Name)> Known =>
        PostgresMigrations.Scripts.SelectMany(script => Regex.Matches(script.Sql, @"(?m)^CREATE (TABLE|VIEW) (\w+)").Select(made => (Kind: made.Groups[1].Value, Name: made.Groups[2].Value)))
            .Append((Kind: "TABLE", Name: "migration")).OrderByDescending(made => made.Kind, StringComparer.Ordinal);
}
