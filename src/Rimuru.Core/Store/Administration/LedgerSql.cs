using System.Globalization;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Store.Administration;

/// <summary>SQL queries on a ledger that both kinds of database accept.</summary>
internal static class LedgerSql
{
    /// <summary>The number of counted records, and the times of the first and the last.</summary>
    public const string Records = "SELECT count(*), min(at), max(at) FROM usage WHERE withdrawn = 0";

    /// <summary>The numbers of sessions, machines and users.</summary>
    /// <param name="user">The column of users.</param>
    public static string Sessions(string user) => $"SELECT count(*), count(DISTINCT machine), count(DISTINCT {user}) FROM session";

    /// <summary>
    /// The numbers of rows without a session, rows without a dimension, sums without a session, and dimensions without a name.
    /// </summary>
    public const string Orphans = """
        SELECT (SELECT count(*) FROM usage u WHERE NOT EXISTS (SELECT 1 FROM session s WHERE s.id = u.session)),
               (SELECT count(*) FROM usage u WHERE NOT EXISTS (SELECT 1 FROM dimension d WHERE d.id = u.dimension)),
               (SELECT count(*) FROM rollup_session r WHERE NOT EXISTS (SELECT 1 FROM session s WHERE s.id = r.session)),
               (SELECT count(*) FROM dimension d WHERE NOT EXISTS (SELECT 1 FROM name n WHERE n.id = d.agent) OR (d.model <> 0
                   AND NOT EXISTS (SELECT 1 FROM name n WHERE n.id = d.model)))
        """;

    /// <summary>How many counted rows lie outside of the time that contains all of their session.</summary>
    public const string OutsideOfSpans = """
        SELECT count(*) FROM usage u LEFT JOIN session_span s ON s.session = u.session AND u.at >= s.first_at AND u.at <= s.last_at
        WHERE u.withdrawn = 0 AND s.session IS NULL
        """;

    /// <summary>How many cells of a rollup differ from the sums of the rows, and how many there should be.</summary>
    public static string Differences(RollupKind kind, string user)
    {
        string any = $"({RollupTables.Each(" OR ", column => $"{column} <> 0")})";
        return $"""
            WITH kept AS (SELECT {RollupTables.Key(kind)} AS k, dimension, {RollupTables.Columns} FROM {RollupTables.Table(
                kind
            )} WHERE {any}),
                 due AS (SELECT * FROM ({SumsOf(kind, user, "withdrawn = 0")}) sums WHERE {any})
            SELECT (SELECT count(*) FROM (
                        SELECT k, dimension FROM (SELECT * FROM kept EXCEPT SELECT * FROM due) more UNION SELECT k, dimension FROM (SELECT *
                            FROM due EXCEPT SELECT * FROM kept) less) wrong),
                   (SELECT count(*) FROM due)
            """;
    }

    /// <summary>
    /// The cells as added up from the rows: key, dimension, and the sums in the order of <see cref="RollupTables.Columns"/>.
    /// </summary>
    public static string SumsOf(RollupKind kind, string user, string which)
    {
        string key = kind == RollupKind.Session ? "u.session" : Floor(RollupTables.UnitMs(kind)),
            dimension = kind == RollupKind.Hour ? "h.id" : "u.dimension";
        return $"SELECT {key} AS k, {dimension} AS dimension, {Counted} FROM usage u {(kind == RollupKind.Hour ? Reduced(user) : "")} "
            + $"WHERE {which} GROUP BY 1, 2";
    }

    // Division rounds toward zero, but a cell begins at the time below.
    private static string Floor(long unit) =>
        string.Create(CultureInfo.InvariantCulture, $"(u.at - ((u.at % {unit}) + {unit}) % {unit}) / {unit}");

    private static string Counted => string.Join(", ", RollupTables.Sums.Select(sum => $"CAST({sum.OfRows} AS bigint) AS {sum.Name}"));

    /// <summary>Joins a row to the dimension with only the fields of the hourly sums.</summary>
    private static string Reduced(string user) =>
        $"""
            JOIN dimension d ON d.id = u.dimension
            JOIN dimension h ON h.agent = d.agent AND h.provider = d.provider AND h.model = d.model AND h.evidence = d.evidence
                AND h.credit_unit = d.credit_unit AND h.project = 0 AND h.branch = 0 AND h.sub_agent = 0 AND h.machine = 0 AND h.{user} = 0
            """;
}
