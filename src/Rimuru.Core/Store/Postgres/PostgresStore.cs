using Rimuru.Core.Config;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Store.Postgres;

/// <summary>Ledgers on a PostgreSQL server.</summary>
internal sealed class PostgresStore : IStoreProvider
{
    public StoreKind Kind => StoreKind.PostgreSql;

    public string UrlForm => "postgres://USER@HOST/DATABASE";

    public string BackupForm => "an archive of pg_dump";

    public DatabaseUrl? Read(string text, HostEnvironment environment) => PostgresUrl.Read(text, environment);

    public bool IsBackup(ReadOnlySpan<byte> head) => head.StartsWith("PGDMP"u8);

    public bool Exists(DatabaseUrl url, LedgerOptions options, CancellationToken stop) =>
        PostgresLedger.Exists((PostgresUrl)url, options, stop);

    public ILedger Open(DatabaseUrl url, LedgerOptions options, CancellationToken stop) =>
        PostgresLedger.Open((PostgresUrl)url, options, stop);

    public IStoreAdministration Administration(DatabaseUrl url, LedgerOptions options, HostEnvironment environment) =>
        new PostgresAdministration((PostgresUrl)url, options, environment);
}
