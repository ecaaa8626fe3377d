using System.Globalization;
using Rimuru.Core.Errors;
using Rimuru.Core.Files;
using Rimuru.Core.Sqlite;
using Rimuru.Core.Store.Administration;
using Rimuru.Core.Store.Contracts;
using Rimuru.Core.Wording;

namespace Rimuru.Core.Store.Sqlite;

/// <summary>Restores a backup: copies it beside the ledger, checks the copy, then replaces the ledger in one step.</summary>
internal sealed class SqliteRestore : IDisposable
{
    private const string SizeOfPages = "PRAGMA page_size";

    private readonly string ledger;
    private readonly string backup;
    private readonly string next;
    private readonly string former;
    private readonly CancellationToken stop;

    private SqliteRestore(string ledger, string backup, CancellationToken stop)
    {
        (this.ledger, this.backup, this.stop) = (ledger, backup, stop);
        (next, former) = (UnfinishedFile.Beside(ledger, "restoring"), UnfinishedFile.Beside(ledger, "former"));
    }

    /// <summary>The contents of the backup, after it was migrated to this version.</summary>
    public BackupContent Content { get; private set; } = new(0, 0, 0);

    /// <summary>
    /// Copies the backup and checks the copy. E1009: it is damaged, or not a ledger of this kind. E1002: a newer Rimuru made it. The ledger
    /// is not changed.
    /// </summary>
    public static SqliteRestore Prepare(string ledger, string backup, CancellationToken stop)
    {
        if (BackupFile.KindOf(backup) != StoreKind.Sqlite)
            throw BackupFile.Invalid(
                backup,
                "it is a backup of a PostgreSQL ledger, but this ledger is a SQLite file. Restore it there, then copy that ledger "
                    + $"with {Terms.CopyStore}"
            );
        if (BackupFile.IsOfLedger(backup, ledger))
            throw BackupFile.Invalid(backup, "it is the ledger itself");
        SqliteRestore restore = new(ledger, backup, stop);
        try
        {
            SqliteIdentity.RefuseForeign(ledger, stop);
            restore.RequireRoom();
            PrivateFile.Create(restore.next);
            restore.Copy();
            restore.Check();
            return restore;
        }
        catch (Exception e)
        {
            restore.Dispose();
            throw e is IOException or UnauthorizedAccessException ? FixedErrors.DatabaseConnection($"{ledger}: {e.Message}", ledger, e) : e;
        }
    }

    /// <summary>
    /// Replaces the ledger with the checked copy, in one transaction for other processes. The former ledger is kept until the new one has
    /// been verified.
    /// </summary>
    /// <param name="answer">Verifies the new ledger; if it throws, the former ledger is restored.</param>
    public void Swap(Action answer)
    {
        bool isNew = !File.Exists(ledger) || new FileInfo(ledger).Length == 0;
        if (!isNew)
        {
            Save();
            MatchPages();
        }

        try
        {
            Put(next);
            answer();
        }
        catch
        {
            if (!isNew)
                Put(former, CancellationToken.None);
            throw;
        }
    }

    public void Dispose()
    {
        UnfinishedFile.Remove(next);
        UnfinishedFile.Remove(former);
    }

    /// <summary>A sparse file needs much more room for its copy than it has itself.</summary>
    private void RequireRoom()
    {
        long size = new FileInfo(FinalPath.Of(backup)).Length;
        if (BackupFile.FreeSpace(ledger) is { } free && size > free)
            throw FixedErrors.DatabaseConnection(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{ledger}: the backup {backup} has {size / 1e6:N0} MB, but only {free / 1e6:N0} MB of the disk are free"
                ),
                ledger
            );
    }

    private void Copy()
    {
        try
        {
            using UntouchedSqlite from = UntouchedSqlite.Open(backup, stop);
            using SqliteDatabase to = SqliteDatabase.Open(next);
            to.ReplaceBy(from.Database, stop);
        }
        catch (SqliteException e)
        {
            throw BackupFile.Invalid(backup, e.Message, e);
        }
    }

    private void Check()
    {
        using SqliteDatabase copy = SqliteDatabase.Open(next);
        copy.StopWith(stop);
        copy.Explain = e => BackupFile.Invalid(backup, e.Message, e);
        copy.Distrust();
        copy.Execute("PRAGMA journal_mode = DELETE");
        int version = (int)Math.Clamp(copy.Number("PRAGMA user_version") ?? 0, int.MinValue, int.MaxValue);
        if (version == 0 && SqliteIdentity.IsLedger(copy, 0))
            throw BackupFile.Invalid(backup, "it is empty");
        if (version <= 0 || !SqliteIdentity.IsLedger(copy, version))
            throw BackupFile.Invalid(backup, "it is a SQLite database, but not a Rimuru ledger");
        if (version > SqliteMigrations.Latest)
            throw new RimuruException(
                ErrorCodes.DatabaseNewer,
                $"The backup {backup} has version {version}; this Rimuru supports versions up to {SqliteMigrations.Latest}. Use a "
                    + "newer Rimuru.",
                backup
            );
        if (SqliteAdministration.WhyDamaged(copy) is { } damage)
            throw BackupFile.Invalid(backup, damage);
        if (SqliteIdentity.Difference(copy, version) is { } difference)
            throw BackupFile.Invalid(backup, difference);
        Refuse(StoreAudit.Version(version, SqliteMigrations.Scripts, SqliteAdministration.Checksums(copy)));
        SqliteMigrations.Apply(copy, stop);
        StoreAudit audit = new(sql => SqliteAdministration.Row(copy, sql), SqliteAdministration.User);
        Refuse(audit.Whole(""));
        Content = new BackupContent(
            version,
            SqliteAdministration.Row(copy, LedgerSql.Records)[0] ?? 0,
            SqliteAdministration.Row(copy, LedgerSql.Sessions(SqliteAdministration.User))[0] ?? 0
        );
    }

    private void Refuse(StoreCheck check)
    {
        if (check.Status == CheckStatus.Failed)
            throw BackupFile.Invalid(backup, check.Detail.TrimEnd('.'));
    }

    private void Save()
    {
        PrivateFile.Create(former);
        using SqliteDatabase to = SqliteDatabase.Open(former),
            from = SqliteDatabase.OpenAsAllowed(ledger);
        from.Explain = to.Explain = e => SqliteLedger.Explain(e, ledger);
        to.ReplaceBy(from, stop);
    }

    /// <summary>Pages are only copied between files whose pages are of one size, which depends on the version that made the file.</summary>
    private void MatchPages()
    {
        using SqliteDatabase from = SqliteDatabase.Open(next),
            to = SqliteDatabase.OpenAsAllowed(ledger);
        long? size = to.Number(SizeOfPages);
        if (from.Number(SizeOfPages) != size)
            from.Execute($"PRAGMA page_size = {size}; VACUUM");
    }

    private void Put(string file) => Put(file, stop);

    private void Put(string file, CancellationToken token)
    {
        PrivateFile.Create(ledger);
        using SqliteDatabase from = SqliteDatabase.OpenReadOnly(file, isImmutable: true),
            to = SqliteDatabase.Open(ledger);
        to.Explain = e => SqliteLedger.Explain(e, ledger);
        to.Execute($"PRAGMA page_size = {from.Number(SizeOfPages)}; PRAGMA journal_mode = WAL");
        to.ReplaceBy(from, token);
    }
}
