namespace Rimuru.Core.Store.Postgres;

/// <summary>
/// The schemas in which a restore keeps the former ledger until the new one has answered. A process that is killed in between leaves one
/// behind. Whoever holds the ledger's lock knows that no restore runs, so that every one that is there is left over.
/// </summary>
internal sealed class PostgresLeftovers(PostgresServer server)
{
    private const string Prefix = "rimuru_former_";

    private PostgresUrl Url => server.Url;

    /// <summary>Says whose former tables they are: a database may hold several ledgers.</summary>
    private string Mark => $"Rimuru: the former tables of the ledger in the schema '{Url.Schema}', kept until its restore is complete";

    /// <summary>Creates an empty one.</summary>
    /// <param name="connection">The connection of the restore.</param>
    /// <param name="id">Twelve hexadecimal digits.</param>
    /// <returns>Its name.</returns>
    public string Create(PostgresConnection connection, string id)
    {
        string name = Prefix + id;
        connection.Execute($"CREATE SCHEMA {name}");
        connection.Execute($"COMMENT ON SCHEMA {name} IS '{Mark.Replace("'", "''", StringComparison.Ordinal)}'");
        return name;
    }

    /// <summary>Those of this ledger, if nobody is writing to it and so no restore is running.</summary>
    public List<string> Find(PostgresConnection connection) =>
        PostgresLock.IsFree(connection, Url) ? [.. All(connection).Select(found => found.Name)] : [];

    /// <summary>
    /// Removes those of this ledger that this login owns. The ledger must have answered: they may be all that is left of it.
    /// </summary>
    public void Remove(CancellationToken stop) =>
        server.Retry(
            connection =>
            {
                // Without anything to remove, nobody is waited for.
                if (!All(connection).Exists(found => found.IsOwn))
                    return 0;
                connection.Begin();
                PostgresLock.Take(connection, Url);
                RemoveLocked(connection);
                connection.Commit();
                return 0;
            },
            stop
        );

    /// <summary>The same for whoever holds the lock.</summary>
    public void RemoveLocked(PostgresConnection connection)
    {
        foreach ((string name, _) in All(connection).Where(found => found.IsOwn))
            connection.Execute($"DROP SCHEMA {name} CASCADE");
    }

    private List<(string Name, bool IsOwn)> All(PostgresConnection connection) =>
        [
            .. connection.Read(
                $"""
                SELECT nspname::text, pg_has_role(nspowner, 'USAGE') FROM pg_namespace
                WHERE nspname ~ '^{Prefix}[0-9a-f]+$' AND obj_description(oid, 'pg_namespace') = $1 ORDER BY 1
                """,
                row => (row.GetString(0), row.GetBoolean(1)),
                PostgresValue.Of(Mark)
            ),
        ];
}
