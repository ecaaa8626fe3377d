using Rimuru.Core.Config;
using Rimuru.Core.Records;
using Rimuru.Core.Reports;
using Rimuru.Core.Store;
using Rimuru.Core.Store.Contracts;
using Rimuru.Core.Tests.Store;

namespace Rimuru.Core.Tests;

/// <summary>
/// What must be true of a ledger at any time: the rollups are the sums of the rows, and every way to ask gives the same answer.
/// </summary>
internal static class LedgerAudit
{
    private static readonly string[] Sums =
    [
        "requests",
        "input",
        "cache_read",
        "cache_write_5m",
        "cache_write_1h",
        "output",
        "reasoning",
        "web_searches",
    ];

    /// <param name="url">The ledger's URL.</param>
    /// <param name="seed">Chooses the windows that are asked for.</param>
    public static void Check(string url, int seed = 0)
    {
        using AuditQuery sql = AuditQuery.Of(url);
        sql.CheckIntegrity();
        Cells(sql, "rollup_time", "quarter").ShouldBe(RowSums(sql, "at / 900000"));
        Cells(sql, "rollup_hour", "hour").ShouldBe(HourSums(sql));
        Cells(sql, "rollup_day", "day").ShouldBe(RowSums(sql, "at / 86400000"));
        Cells(sql, "rollup_session", "session").ShouldBe(RowSums(sql, "session"));
        sql.Read(
                $"SELECT u.session, u.at{string.Concat(Enumerable.Repeat(", 0", 13))} FROM usage u LEFT JOIN session_span s "
                    + "ON s.session = u.session AND u.at >= s.first_at AND u.at <= s.last_at WHERE u.withdrawn = 0 AND s.session IS NULL"
            )
            .ShouldBeEmpty("counted records outside of the time of their sessions");
        using ILedger ledger = LedgerStore.Open(
            LedgerStore.Parse(url, HostEnvironment.Current()),
            new LedgerOptions("auditor", "auditor", 10, TimeProvider.System),
            CancellationToken.None
        );
        CheckReports(ledger.Read(CancellationToken.None), new Random(seed));
    }

    private static void CheckReports(ILedgerQueries queries, Random random)
    {
        List<UsageRecord> rows = [.. UsageReport.Run(queries, new ReportFilter(), CancellationToken.None)];
        Figures all = Figures.Of(rows);
        foreach (CostGrouping grouping in Enum.GetValues<CostGrouping>().Where(key => !Groupings.Overlap([key])))
            Of(queries, new CostQuery { By = [grouping], Zone = TimeZoneInfo.Utc }).ShouldBe(all, $"by {grouping}");
        Of(queries, new CostQuery { By = [CostGrouping.Session, CostGrouping.Model], Zone = TimeZoneInfo.Utc })
            .ShouldBe(all, "by session and model");
        if (rows.Count == 0)
            return;
        long first = rows[0].Timestamp.ToUnixTimeMilliseconds(),
            last = rows[^1].Timestamp.ToUnixTimeMilliseconds();
        for (int i = 0; i < 6; i++)
        {
            DateTimeOffset? since = random.Next(4) == 0 ? null : Edge(),
                until = random.Next(4) == 0 ? null : Edge();
            if (since >= until)
                (since, until) = (until, since);
            ReportFilter filter = new() { Since = since, Until = until };
            Figures wanted = Figures.Of(
                rows.Where(row => (since is null || row.Timestamp >= since) && (until is null || row.Timestamp < until))
            );
            CostGrouping grouping = (CostGrouping)random.Next((int)CostGrouping.Evidence + 1);
            Of(
                    queries,
                    new CostQuery
                    {
                        By = [grouping],
                        Filter = filter,
                        Zone = TimeZoneInfo.Utc,
                    }
                )
                .ShouldBe(wanted, $"by {grouping} from {since:O} to {until:O}");
            Figures.Of(UsageReport.Run(queries, filter, CancellationToken.None)).ShouldBe(wanted);
            BySession(queries.BySession(filter.SinceMs, filter.UntilMs))
                .ShouldBe(BySession(queries.Rows(filter.SinceMs, filter.UntilMs)), $"by session from {since:O} to {until:O}");
            queries
                .AmountsBySession(filter.SinceMs, filter.UntilMs)
                .ShouldBe(
                    queries.BySession(filter.SinceMs, filter.UntilMs).Select(cell => SessionAmounts.Of(cell)),
                    ignoreOrder: true,
                    $"amounts from {since:O} to {until:O}"
                );
        }

        // Edges on quarter hours, on rows and between.
        DateTimeOffset Edge()
        {
            long at = random.NextInt64(first - 3_600_000, last + 3_600_000);
            at = random.Next(3) switch
            {
                0 => at / 900_000 * 900_000,
                1 => rows[random.Next(rows.Count)].Timestamp.ToUnixTimeMilliseconds(),
                _ => at,
            };
            return DateTimeOffset.FromUnixTimeMilliseconds(at);
        }
    }

    private static IEnumerable<string> BySession(IEnumerable<LedgerCell> cells) =>
        cells
            .GroupBy(cell => (cell.Session, cell.Dimension))
            .Select(group =>
                $"{group.Key} {group.Sum(cell => cell.Sums.Requests)} {group.Sum(cell => cell.Sums.Tokens.Total)} "
                + $"{group.Sum(cell => cell.Sums.CostNano.Value)} {group.Sum(cell => cell.Sums.UnpricedRequests)}"
            )
            .Where(line => !line.EndsWith(" 0 0 0 0", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    private static Figures Of(ILedgerQueries queries, CostQuery query) =>
        Figures.Of(new CostReport(_ => queries, query).Run(CancellationToken.None));

    private static readonly string Counted = $"""
        {string.Join(", ", Sums.Select(column => $"sum({column}) AS {column}"))}, sum(coalesce(cost, 0)), count(cost) AS priced,
            sum(CASE WHEN cost IS NULL THEN requests ELSE 0 END), sum(CASE WHEN cost IS NULL THEN input + cache_read + cache_write_5m + cache_write_1h + output ELSE 0 END),
            sum(CASE WHEN cost_status = {(int)
            CostStatus.Included} THEN requests ELSE 0 END), sum(coalesce(reported_credits, 0)) AS credits, sum(coalesce(cache_saving, 0)), count(cache_saving) AS saving
        """;

    private static readonly string IsAny = $"priced <> 0 OR credits <> 0 OR {string.Join(" OR ", Sums.Select(column => column + " <> 0"))}";

    private static List<string> Cells(AuditQuery sql, string table, string key) =>
        sql.Read(
            $"SELECT {key}, dimension, {string.Join(", ", Sums)}, cost, priced_rows, unpriced_requests, unpriced_tokens, included_requests, credits, cache_saving, saving_rows FROM {table} "
                + $"WHERE {string.Join(" OR ", Sums.Select(column => column + " <> 0"))} OR cost <> 0 OR priced_rows <> 0 OR unpriced_requests <> 0 OR unpriced_tokens <> 0 OR included_requests <> 0 OR credits <> 0 OR cache_saving <> 0 OR saving_rows <> 0 ORDER BY 1, 2"
        );

    private static List<string> RowSums(AuditQuery sql, string key) =>
        sql.Read(
            $"SELECT * FROM (SELECT {key} AS k, dimension, {Counted} FROM usage WHERE withdrawn = 0 GROUP BY 1, 2) sums WHERE {IsAny} ORDER BY 1, 2"
        );

    /// <summary>By the dimension that has only agent, provider, model and evidence.</summary>
    private static List<string> HourSums(AuditQuery sql) =>
        sql.Read(
            $"""
            SELECT * FROM (SELECT at / 3600000 AS k, h.id, {Counted}
            FROM usage u JOIN dimension d ON d.id = u.dimension
                JOIN dimension h ON (h.agent, h.provider, h.model, h.evidence, h.credit_unit) = (d.agent, d.provider, d.model, d.evidence, d.credit_unit)
                    AND (h.project, h.branch, h.sub_agent, h.machine, h.{sql.User}) = (0, 0, 0, 0, 0)
            WHERE withdrawn = 0 GROUP BY 1, 2) sums WHERE {IsAny} ORDER BY 1, 2
            """
        );

    private readonly record struct Figures(
        long Requests,
        TokenUsage Tokens,
        long Searches,
        decimal Cost,
        bool IsPriced,
        long Unpriced,
        string Units
    )
    {
        private static string Joined(string? known, string? more) =>
            string.Join(
                ", ",
                $"{known}, {more}".Split(", ", StringSplitOptions.RemoveEmptyEntries).Distinct().Order(StringComparer.Ordinal)
            );

        public static Figures Of(IEnumerable<UsageRecord> rows) =>
            rows.Aggregate(
                default(Figures),
                (sum, row) =>
                    new Figures(
                        sum.Requests + row.Requests,
                        sum.Tokens
                            + new TokenUsage(
                                row.InputTokens,
                                row.CacheReadTokens,
                                row.CacheWrite5mTokens,
                                row.CacheWrite1hTokens,
                                row.OutputTokens,
                                row.ReasoningTokens
                            ),
                        sum.Searches + row.WebSearches,
                        sum.Cost + (row.Cost ?? 0),
                        sum.IsPriced || row.Cost is not null,
                        sum.Unpriced + (row.Cost is null ? row.Requests : 0),
                        Joined(sum.Units, row.CreditUnit)
                    )
            );

        public static Figures Of(IEnumerable<CostRecord> rows) =>
            rows.Aggregate(
                default(Figures),
                (sum, row) =>
                    new Figures(
                        sum.Requests + row.Requests,
                        sum.Tokens
                            + new TokenUsage(
                                row.InputTokens,
                                row.CacheReadTokens,
                                row.CacheWrite5mTokens,
                                row.CacheWrite1hTokens,
                                row.OutputTokens,
                                row.ReasoningTokens
                            ),
                        sum.Searches + row.WebSearches,
                        sum.Cost + (row.Cost ?? 0),
                        sum.IsPriced || row.Cost is not null,
                        sum.Unpriced + row.UnpricedRequests,
                        Joined(sum.Units, row.CreditUnit)
                    )
            );
    }
}
