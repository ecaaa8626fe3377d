using System.Text;
using Rimuru.Core.Records;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Store.Rules;

/// <summary>What was said about limits of plans, in a store of any kind.</summary>
internal sealed class LimitTable(IPlainStore store)
{
    private const decimal Thousandths = 1000;
    private const decimal Billionths = 1_000_000_000;
    private const long Unsaid = -1;

    /// <summary>No limit or plan has a longer name.</summary>
    private const int LongestName = 100;

    private const string Columns =
        "agent, account, place, name, at, seen_at, minutes, percent, used, most, remaining, resets_at, unit, plan, source";

    /// <summary>Everything that was still said at a time or later, the oldest first.</summary>
    public List<StoredLimit> Since(long unixMs) =>
        store.Read(sql => sql.Read($"SELECT {Columns} FROM plan_limit WHERE seen_at >= $1 ORDER BY at", Read, unixMs));

    /// <summary>Adds readings, or replaces those of the same limit and time, and removes what was said last before a time.</summary>
    public void Save(IReadOnlyList<StoredLimit> limits, long removeBeforeMs, CancellationToken stop) =>
        store.Change(
            sql =>
            {
                foreach (StoredLimit limit in limits)
                    Save(sql, limit);
                return sql.Run("DELETE FROM plan_limit WHERE seen_at < $1", removeBeforeMs);
            },
            stop
        );

    /// <summary>
    /// A reading as it comes back from the table: the same said again must be the same, or each time would be one more row.
    /// </summary>
    public static LimitReading AsKept(LimitReading reading) =>
        reading with
        {
            Name = NameOf(reading.Name),
            Percent = Unscaled(Scaled(reading.Percent, Thousandths), Thousandths),
            Used = Unscaled(Scaled(reading.Used, Billionths), Billionths),
            Limit = Unscaled(Scaled(reading.Limit, Billionths), Billionths),
            Remaining = Unscaled(Scaled(reading.Remaining, Billionths), Billionths),
            ResetsMs = reading.ResetsMs is >= 0 and var resets ? resets : null,
            Unit = NameOf(reading.Unit),
            Plan = NameOf(reading.Plan),
        };

    private static void Save(IPlainSql sql, StoredLimit limit)
    {
        LimitReading reading = limit.Reading;
        sql.Run(
            "DELETE FROM plan_limit WHERE agent = $1 AND account = $2 AND place = $3 AND name = $4 AND at = $5",
            limit.Agent,
            reading.Account,
            limit.Place,
            reading.Name,
            reading.AtMs
        );
        sql.Run(
            $"INSERT INTO plan_limit ({Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
            limit.Agent,
            reading.Account,
            limit.Place,
            reading.Name,
            reading.AtMs,
            limit.SeenMs,
            reading.Minutes ?? Unsaid,
            Scaled(reading.Percent, Thousandths),
            Scaled(reading.Used, Billionths),
            Scaled(reading.Limit, Billionths),
            Scaled(reading.Remaining, Billionths),
            reading.ResetsMs ?? Unsaid,
            reading.Unit,
            reading.Plan,
            reading.Source
        );
    }

    private static StoredLimit Read(PlainRow row) =>
        new(
            row.Text(0),
            row.Text(2),
            row.Number(5),
            new LimitReading(row.Text(3), row.Number(4))
            {
                Account = row.Text(1),
                Minutes = row.Number(6) is > 0 and < int.MaxValue and var minutes ? (int)minutes : null,
                Percent = Unscaled(row.Number(7), Thousandths),
                Used = Unscaled(row.Number(8), Billionths),
                Limit = Unscaled(row.Number(9), Billionths),
                Remaining = Unscaled(row.Number(10), Billionths),
                ResetsMs = row.Number(11) is >= 0 and var resets ? resets : null,
                Unit = row.Text(12),
                Plan = row.Text(13),
                Source = row.Text(14),
            }
        );

    private static long Scaled(decimal? value, decimal unit) => value is { } known ? (long)(Math.Max(0, known) * unit) : Unsaid;

    private static decimal? Unscaled(long value, decimal unit) => value < 0 ? null : value / unit;

    /// <summary>A name without control characters, such as a server refuses in texts.</summary>
    private static string NameOf(string text) =>
        string.Concat(text.EnumerateRunes().Where(rune => !Rune.IsControl(rune)).Take(LongestName));
}
