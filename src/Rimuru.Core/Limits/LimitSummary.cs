using Rimuru.Core.Records;
using Rimuru.Core.Reports;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Limits;

/// <summary>How limits stand by what was said about them: of each the newest, with the rate of its window.</summary>
internal static class LimitSummary
{
    private const int Digits = 1;

    /// <summary>What was said longer ago is stale.</summary>
    private static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(15);

    /// <summary>What was said last so long ago is not shown.</summary>
    private static readonly TimeSpan ShownFor = TimeSpan.FromDays(31);

    /// <summary>A rate over less time says nothing.</summary>
    private const decimal LeastHours = 5m / 60;

    private const decimal HourMs = 3_600_000;

    public static IReadOnlyList<UsageLimit> Of(List<StoredLimit> said, IReadOnlyList<string> agents, DateTimeOffset now)
    {
        List<StoredLimit> named = WithAccounts(said);
        List<(StoredLimit Last, UsageLimit Limit)> limits = [];
        foreach (StoredLimit limit in named.OrderByDescending(limit => limit.SeenMs))
        {
            if (!limits.Exists(known => known.Last.IsOfSame(limit)) && now - Moment.Of(limit.SeenMs) <= ShownFor)
                limits.Add((limit, Of(limit, [.. named.Where(limit.IsOfSame)], now)));
        }

        return
        [
            .. limits
                .Select(known => known.Limit)
                .Where(limit => ReportFilter.Matches(agents, limit.Agent))
                .OrderBy(limit => limit.Agent, StringComparer.Ordinal)
                .ThenBy(limit => limit.Account, StringComparer.Ordinal)
                .ThenBy(limit => limit.Window ?? TimeSpan.MaxValue)
                .ThenBy(limit => limit.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>A status line does not tell the account: where only one is known of the agent at that place, it is that one.</summary>
    private static List<StoredLimit> WithAccounts(List<StoredLimit> said)
    {
        ILookup<(string Agent, string Place), string> accounts = said.Where(limit => limit.Reading.Account.Length > 0)
            .Select(limit => (Key: (limit.Agent, limit.Place), limit.Reading.Account))
            .Distinct()
            .ToLookup(known => known.Key, known => known.Account);
        return said.ConvertAll(limit =>
            limit.Reading.Account.Length == 0 && accounts[(limit.Agent, limit.Place)].ToArray() is [string only]
                ? limit with
                {
                    Reading = limit.Reading with { Account = only },
                }
                : limit
        );
    }

    private static UsageLimit Of(StoredLimit last, IReadOnlyList<StoredLimit> all, DateTimeOffset now)
    {
        LimitReading reading = last.Reading;
        DateTimeOffset seen = Moment.Of(last.SeenMs);
        DateTimeOffset? resets = Moment.Of(reading.ResetsMs);
        bool isOver = resets <= now;
        decimal? rate = isOver ? null : RateOf(last, all);
        decimal? left = resets is { } end ? (decimal)(end - seen).TotalHours : null;
        return new UsageLimit
        {
            Agent = last.Agent,
            Name = reading.Name,
            State = StateOf(isOver, now - seen),
            UsedPercent = isOver ? null : reading.Percent,
            ResetsAt = resets,
            ObservedAt = seen,
            Age = now > seen ? now - seen : TimeSpan.Zero,
            Window = reading.Minutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null,
            Used = isOver ? null : reading.Used,
            Limit = reading.Limit,
            Remaining = isOver ? null : reading.Remaining,
            Unit = reading.Unit.Length > 0 ? reading.Unit : null,
            PercentPerHour = Rounded(rate),
            PercentAtReset = Rounded(reading.Percent + rate * left),
            Plan = reading.Plan.Length > 0 ? reading.Plan : all.LastOrDefault(one => one.Reading.Plan.Length > 0)?.Reading.Plan,
            Account = reading.Account.Length > 0 ? reading.Account : null,
            Source = reading.Source,
        };
    }

    private static LimitState StateOf(bool isOver, TimeSpan age)
    {
        if (isOver)
            return LimitState.Expired;
        return age <= FreshFor ? LimitState.Fresh : LimitState.Stale;
    }

    /// <summary>How fast the window is used up, from the first time that it was said to the last.</summary>
    private static decimal? RateOf(StoredLimit last, IReadOnlyList<StoredLimit> all)
    {
        StoredLimit[] window = [.. all.Where(one => one.Reading.ResetsMs == last.Reading.ResetsMs && one.Reading.Percent is not null)];
        if (last.Reading is not { ResetsMs: not null, Percent: { } percent } || window.Length == 0)
            return null;
        StoredLimit first = window.MinBy(one => one.Reading.AtMs)!;
        decimal hours = (last.SeenMs - first.Reading.AtMs) / HourMs;
        return hours >= LeastHours ? Math.Max(0, percent - first.Reading.Percent!.Value) / hours : null;
    }

    private static decimal? Rounded(decimal? value) => value is { } known ? decimal.Round(known, Digits) : null;
}
