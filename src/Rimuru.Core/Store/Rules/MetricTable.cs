using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Store.Rules;

/// <summary>What was measured of machines and agents, by minute, hour and day, in a store of any kind.</summary>
internal sealed class MetricTable(IPlainStore store)
{
    private const string Columns = "step, at, machine, agent, name, samples, total, low, high, buckets";

    /// <summary>The spans of a length that begin in a window, [from, to) in Unix milliseconds, oldest first.</summary>
    public List<StoredMetric> Find(long stepMs, long fromMs, long toMs) =>
        Read($"WHERE step = $1 AND at >= $2 AND at < $3 ORDER BY at, machine, agent, name", stepMs, fromMs, toMs);

    /// <summary>Adds samples of a machine to its minutes, hours and days, and removes what is too old.</summary>
    public void Add(string machine, IReadOnlyList<MetricSample> samples, MetricRetention keep, long nowMs, CancellationToken stop) =>
        store.Change(
            sql =>
            {
                foreach ((long step, int days) in keep.Steps)
                {
                    foreach (IGrouping<long, MetricSample> span in samples.GroupBy(sample => sample.AtMs - sample.AtMs % step))
                        Add(sql, step, span.Key, machine, span);
                    sql.Run(
                        "DELETE FROM metric WHERE step = $1 AND at < $2 AND machine = $3",
                        step,
                        nowMs - days * MetricRetention.DayMs,
                        machine
                    );
                }

                return samples.Count;
            },
            stop
        );

    /// <summary>Adds the spans of another ledger, and replaces those that have more samples there.</summary>
    public void CopyFrom(MetricTable other, CancellationToken stop)
    {
        foreach ((long step, long day) in other.Days())
        {
            Dictionary<(long, string, string, MetricName), long> known = Find(step, day, day + MetricRetention.DayMs)
                .ToDictionary(span => (span.AtMs, span.Machine, span.Agent, span.Name), span => span.Sum.Count);
            StoredMetric[] better =
            [
                .. other
                    .Find(step, day, day + MetricRetention.DayMs)
                    .Where(span => span.Sum.Count > known.GetValueOrDefault((span.AtMs, span.Machine, span.Agent, span.Name))),
            ];
            store.Change(
                sql =>
                {
                    foreach (StoredMetric span in better)
                        Write(sql, span);
                    return better.Length;
                },
                stop
            );
        }
    }

    /// <summary>The days that have spans of a length: a part that memory can hold.</summary>
    private List<(long Step, long Day)> Days() =>
        store.Read(sql =>
            sql.Read(
                $"SELECT DISTINCT step, at - at % {MetricRetention.DayMs} FROM metric ORDER BY 1, 2",
                row => (row.Number(0), row.Number(1))
            )
        );

    private static void Add(IPlainSql sql, long stepMs, long atMs, string machine, IEnumerable<MetricSample> samples)
    {
        Dictionary<(string Agent, MetricName Name), StoredMetric> spans = Read(
                sql,
                "WHERE step = $1 AND at = $2 AND machine = $3",
                stepMs,
                atMs,
                machine
            )
            .ToDictionary(span => (span.Agent, span.Name));
        foreach (IGrouping<(string Agent, MetricName Name), MetricSample> same in samples.GroupBy(sample => (sample.Agent, sample.Name)))
        {
            StoredMetric span =
                spans.GetValueOrDefault(same.Key)
                ?? new StoredMetric(stepMs, atMs, machine, same.Key.Agent, same.Key.Name, new MetricSum());
            foreach (MetricSample sample in same)
                span.Sum.Add(sample.Value);
            Write(sql, span);
        }
    }

    private static void Write(IPlainSql sql, StoredMetric span) =>
        sql.Run(
            $"""
            INSERT INTO metric ({Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            ON CONFLICT (step, at, machine, agent, name) DO UPDATE SET samples = excluded.samples, total = excluded.total,
                low = excluded.low, high = excluded.high, buckets = excluded.buckets
            """,
            span.StepMs,
            span.AtMs,
            span.Machine,
            span.Agent,
            span.Name.ToString(),
            span.Sum.Count,
            span.Sum.Sum,
            span.Sum.Low,
            span.Sum.High,
            span.Sum.Buckets
        );

    private List<StoredMetric> Read(string which, params object[] values) => store.Read(sql => Read(sql, which, values));

    // A newer Rimuru may measure what this one has no name for.
    private static List<StoredMetric> Read(IPlainSql sql, string which, params object[] values) =>
        [
            .. sql.Read($"SELECT {Columns} FROM metric {which}", Of, values)
                .Where(span => span is { Sum.Count: > 0 } && Enum.IsDefined(span.Name)),
        ];

    private static StoredMetric Of(PlainRow row) =>
        new(
            row.Number(0),
            row.Number(1),
            row.Text(2),
            row.Text(3),
            Enum.TryParse(row.Text(4), out MetricName name) ? name : (MetricName)(-1),
            MetricSum.Of(row.Number(5), row.Number(6), row.Number(7), row.Number(8), row.Text(9))
        );
}
