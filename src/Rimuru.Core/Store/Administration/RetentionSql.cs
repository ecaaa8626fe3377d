using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Store.Administration;

/// <summary>
/// The statements that remove old records, for both kinds of database. Their only parameter is the time in Unix milliseconds.
/// </summary>
/// <param name="user">The column of users.</param>
/// <param name="total">The column that identifies totals.</param>
/// <param name="isOutside">
/// Returns the condition that a column is in no row of a set of sessions, in the fastest form for the database.
/// </param>
internal sealed class RetentionSql(string user, string total, Func<string, string, string> isOutside)
{
    /// <summary>Stores the retention limit, for logs that are read later.</summary>
    public const string Keep =
        "INSERT INTO retention (id, before_at) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET before_at = excluded.before_at WHERE "
        + "retention.before_at < excluded.before_at";

    public const string Kept = "SELECT before_at FROM retention";

    /// <summary>True if a statement has the parameter.</summary>
    public static bool IsOfTime(string sql) => sql.Contains("$1", StringComparison.Ordinal);

    // A running total covers the usage of its family of sessions since it began. If a part of that were removed, the rest would seem to be
    // missing. So such families are removed only as a whole.
    private string Sets { get; } =
        $"""
            WITH recent AS (SELECT DISTINCT session FROM usage WHERE at >= $1),
            early AS (SELECT DISTINCT session FROM usage WHERE at < $1),
            totals AS (
                SELECT t.session, t.parent FROM session_total t WHERE t.origin IN (
                    SELECT o.origin FROM session_total o JOIN session s ON s.id = o.session LEFT JOIN recent r ON r.session = o.session
                    WHERE o.at >= $1 OR o.until >= $1 OR s.last_at >= $1 OR r.session IS NOT NULL)),
            family AS (SELECT DISTINCT session FROM totals),
            held AS (SELECT session FROM recent UNION SELECT session FROM totals UNION SELECT parent FROM totals),
            old AS (
                SELECT s.id FROM session s LEFT JOIN early e ON e.session = s.id
                WHERE {isOutside("s.id", "held")} AND (s.last_at < $1 OR (s.last_at IS NULL AND e.session IS NOT NULL)))

            """;

    private string Old { get; } = $"u.at < $1 AND {isOutside("u.session", "family")}";

    /// <summary>The numbers of counted records and sessions, and the times of the first and the last record.</summary>
    public string Count =>
        $"{Sets}SELECT count(*), (SELECT count(*) FROM old), min(u.at), max(u.at) FROM usage u WHERE u.withdrawn = 0 AND {Old}";

    /// <summary>The statements to run, in this order, in one transaction.</summary>
    public IEnumerable<string> Remove()
    {
        foreach (RollupKind kind in Enum.GetValues<RollupKind>())
        {
            string table = RollupTables.Table(kind),
                key = RollupTables.Key(kind);
            yield return $"""
                {Sets}UPDATE {table} SET {RollupTables.Each(", ", column => $"{column} = {table}.{column} - g.{column}")}
                FROM ({LedgerSql.SumsOf(
                    kind,
                    user,
                    $"u.withdrawn = 0 AND {Old}"
                )}) g WHERE {table}.{key} = g.k AND {table}.dimension = g.dimension
                """;
            yield return $"DELETE FROM {table} WHERE {RollupTables.Each(" AND ", column => $"{column} = 0")}";
        }

        yield return $"{Sets}DELETE FROM session_total_model WHERE total IN (SELECT t.{total} FROM session_total t WHERE t.session IN "
            + "(SELECT id FROM old))";
        yield return $"{Sets}DELETE FROM session_total WHERE session IN (SELECT id FROM old)";
        yield return $"{Sets}DELETE FROM session WHERE id IN (SELECT id FROM old)";
        yield return $"{Sets}DELETE FROM usage AS u WHERE {Old}";
        yield return "DELETE FROM tool_use WHERE NOT EXISTS (SELECT 1 FROM usage u WHERE u.key = tool_use.record)";
        yield return "DELETE FROM session_span WHERE NOT EXISTS (SELECT 1 FROM session s WHERE s.id = session_span.session)";
        yield return "DELETE FROM session_mark WHERE NOT EXISTS (SELECT 1 FROM session s WHERE s.id = session_mark.session)";
    }
}
