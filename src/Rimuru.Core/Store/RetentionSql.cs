namespace Rimuru.Core.Store;

/// <summary>The statements that remove old records, for both kinds of database. Each has one parameter, the time in Unix milliseconds.</summary>
internal static class RetentionSql
{
    // A running total says what its family of sessions used since it began: a part of that cannot be taken away without the rest seeming to be missing. Such families go as a whole.
    private const string Families =
        """
        WITH family AS (
            SELECT t.session, t.parent FROM session_total t WHERE t.origin IN (
                SELECT o.origin FROM session_total o JOIN session s ON s.id = o.session
                WHERE o.at >= $1 OR o.until >= $1 OR s.last_at >= $1 OR o.session IN (SELECT r.session FROM usage r WHERE r.at >= $1))),
        old AS (
            SELECT s.id FROM session s
            WHERE s.id NOT IN (SELECT session FROM family) AND s.id NOT IN (SELECT parent FROM family) AND s.id NOT IN (SELECT r.session FROM usage r WHERE r.at >= $1)
                AND (s.last_at < $1 OR (s.last_at IS NULL AND s.id IN (SELECT r.session FROM usage r WHERE r.at < $1))))

        """;

    private const string Old = "u.at < $1 AND u.session NOT IN (SELECT session FROM family)";

    /// <summary>How many records that count, and how many sessions.</summary>
    public static string Count { get; } = $"{Families}SELECT (SELECT count(*) FROM usage u WHERE u.withdrawn = 0 AND {Old}), (SELECT count(*) FROM old)";

    /// <summary>What is run, in this order, within one transaction.</summary>
    /// <param name="user">The column of users.</param>
    /// <param name="total">The column by which totals are told apart.</param>
    public static IEnumerable<string> Remove(string user, string total)
    {
        foreach (RollupKind kind in Enum.GetValues<RollupKind>())
        {
            string table = RollupTables.Table(kind), key = RollupTables.Key(kind);
            string[] columns = RollupTables.Columns.Split(", ");
            yield return $"""
                {Families}UPDATE {table} SET {string.Join(", ", columns.Select(column => $"{column} = {table}.{column} - g.{column}"))}
                FROM ({LedgerSql.SumsOf(kind, user, $"u.withdrawn = 0 AND {Old}")}) g WHERE {table}.{key} = g.k AND {table}.dimension = g.dimension
                """;
            yield return $"DELETE FROM {table} WHERE {string.Join(" AND ", columns.Select(column => column + " = 0"))}";
        }

        yield return $"{Families}DELETE FROM session_total_model WHERE total IN (SELECT t.{total} FROM session_total t WHERE t.session IN (SELECT id FROM old))";
        yield return $"{Families}DELETE FROM session_total WHERE session IN (SELECT id FROM old)";
        yield return $"{Families}DELETE FROM session WHERE id IN (SELECT id FROM old)";
        yield return $"{Families}DELETE FROM usage AS u WHERE {Old}";
    }

    /// <summary>Keeps the time, for what is read later.</summary>
    public const string Keep = "INSERT INTO retention (id, before_at) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET before_at = excluded.before_at WHERE retention.before_at < excluded.before_at";

    public const string Kept = "SELECT before_at FROM retention";
}
