using Rimuru.Core.Config;
using Rimuru.Core.Errors;
using Rimuru.Core.Reports;
using Rimuru.Core.Store;
using Rimuru.Core.Store.Contracts;
using Rimuru.Core.Store.Rules;
using Rimuru.Core.Wording;

namespace Rimuru.Core.Metrics;

/// <summary>
/// What machine and agents do: measured now, and as it was. What is measured while sessions are watched is written once a minute, so that
/// the ledger is seldom locked. Not thread-safe.
/// </summary>
/// <param name="ledger">The ledger.</param>
/// <param name="collect">Makes what measures.</param>
/// <param name="config">What is kept, and for how long.</param>
internal sealed class MetricService(LedgerConnection ledger, Func<MetricCollector> collect, RimuruConfig config)
{
    /// <summary>Between two looks: the system counts processor time in hundredths of a second.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(500);

    /// <summary>The shortest time between two measurements of a watch.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly List<MetricSample> pending = [];
    private MetricCollector? watching;
    private DateTimeOffset measuredAt;

    private DateTimeOffset Now => ledger.Options.Time.GetUtcNow();

    /// <summary>Measures now, which takes half a second, and keeps it if there is a ledger that may be written.</summary>
    public SystemMetrics Measure(CancellationToken stop)
    {
        MetricCollector collector = collect();
        collector.Measure(stop);
        Wait(stop);
        SystemMetrics metrics = collector.Measure(stop)!;
        if (config.MetricsEnabled && ledger.Exists && !ledger.IsReadOnly(stop))
            Write([.. MetricAggregator.SamplesOf(metrics)], stop);
        return metrics;
    }

    /// <summary>
    /// Measures if the last time is long enough ago, and writes what was measured once the minute is over, if there is a ledger that may be
    /// written. Null if it is too early, the first time, and where it is turned off.
    /// </summary>
    public SystemMetrics? Observe(CancellationToken stop)
    {
        DateTimeOffset now = Now;
        if (!config.MetricsEnabled || now - measuredAt < Interval)
            return null;
        measuredAt = now;
        watching ??= collect();
        if (watching.Measure(stop) is not { } metrics)
            return null;
        if (ledger.Exists && !ledger.IsReadOnly(stop))
        {
            bool isNext = pending.Count > 0 && MinuteOf(pending[0].AtMs) != MinuteOf(metrics.Time.ToUnixTimeMilliseconds());
            if (isNext)
                Flush(stop);
            pending.AddRange(MetricAggregator.SamplesOf(metrics));
        }

        return metrics;
    }

    /// <summary>Writes what a watch has measured and not yet written.</summary>
    public void Flush(CancellationToken stop)
    {
        if (pending.Count == 0)
            return;
        MetricSample[] samples = [.. pending];
        pending.Clear();
        Write(samples, stop);
    }

    /// <summary>What was measured, oldest first; nothing without a ledger. E9001: the step or the range is impossible.</summary>
    public IEnumerable<MetricRecord> Find(MetricQuery query, CancellationToken stop)
    {
        DateTimeOffset until = query.Until ?? Now,
            since = query.Since ?? until.AddHours(-1);
        if (query.Step is { } wanted && (wanted < TimeSpan.FromMinutes(1) || wanted.Ticks % TimeSpan.TicksPerMinute != 0))
            throw new RimuruException(ErrorCodes.InvalidArgument, $"{Terms.Step} must be whole minutes.", Terms.Step.ToString());
        if (!ledger.Exists)
            return [];
        long unit = UnitOf(query.Step, since);
        long? stepMs = query.Step is { } step ? (long)step.TotalMilliseconds : null;
        long sinceMs = Floor(since.ToUnixTimeMilliseconds(), stepMs ?? unit);
        List<StoredMetric> spans = Table(stop).Find(unit, sinceMs, until.ToUnixTimeMilliseconds());
        return MetricAggregator.Sum(
            spans.Where(span =>
                (query.Names.Count == 0 || query.Names.Contains(span.Name))
                && (query.Agents.Count == 0 || (span.Agent.Length > 0 && ReportFilter.Matches(query.Agents, span.Agent)))
                && ReportFilter.Matches(query.Machines, span.Machine)
            ),
            stepMs
        );
    }

    /// <summary>What the ledger keeps.</summary>
    public MetricTable Table(CancellationToken stop) => ledger.Open(stop).Metrics;

    /// <summary>Copies what was measured to another ledger.</summary>
    public static void Copy(ILedger from, ILedger to, CancellationToken stop) => to.Metrics.CopyFrom(from.Metrics, stop);

    /// <summary>
    /// With a step the longest kept span that divides it; without, the shortest that is still kept at the start of the range.
    /// </summary>
    private long UnitOf(TimeSpan? step, DateTimeOffset since)
    {
        (long StepMs, int Days)[] kept = [.. Retention.Steps];
        return step is { } length
            ? kept.Last(unit => (long)length.TotalMilliseconds % unit.StepMs == 0).StepMs
            : kept.FirstOrDefault(unit => since >= Now.AddDays(-unit.Days), kept[^1]).StepMs;
    }

    private MetricRetention Retention { get; } = new(config.MetricDays.Minutes, config.MetricDays.Hours, config.MetricDays.Days);

    private void Write(IReadOnlyList<MetricSample> samples, CancellationToken stop) =>
        Table(stop).Add(ledger.Options.Machine, samples, Retention, Now.ToUnixTimeMilliseconds(), stop);

    private static void Wait(CancellationToken stop)
    {
        stop.WaitHandle.WaitOne(Moment);
        stop.ThrowIfCancellationRequested();
    }

    private static long MinuteOf(long unixMs) => Floor(unixMs, MetricRetention.MinuteMs);

    private static long Floor(long unixMs, long unit) => unixMs - unixMs % unit;
}
