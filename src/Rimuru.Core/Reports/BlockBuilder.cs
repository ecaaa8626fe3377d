using Rimuru.Core.Records;

namespace Rimuru.Core.Reports;

/// <summary>Puts the requests of one agent, oldest first, into blocks of five hours.</summary>
internal sealed class BlockBuilder(string agent, DateTimeOffset now)
{
    public const long HourMs = 3_600_000;

    /// <summary>The length of a block. A pause that is longer ends it.</summary>
    public const long LengthMs = 5 * HourMs;

    private const decimal MinuteMs = 60_000;

    private readonly List<UsageBlock> blocks = [];
    private readonly SortedSet<string> models = new(StringComparer.Ordinal);
    private Sums sums;
    private long start;
    private long first;
    private long last;
    private bool isOpen;

    public void Add(long atMs, string? model, in Sums added)
    {
        if (isOpen && (atMs - start > LengthMs || atMs - last > LengthMs))
        {
            Close();
            if (atMs - last > LengthMs)
                blocks.Add(Empty(last + LengthMs, atMs) with { IsGap = true, Cost = 0 });
        }

        if (!isOpen)
        {
            isOpen = true;
            start = HourOf(atMs);
            first = atMs;
        }

        last = atMs;
        sums.Add(added);
        if (model is not null)
            models.Add(model);
    }

    public IReadOnlyList<UsageBlock> Finish()
    {
        if (isOpen)
            Close();
        return blocks;
    }

    private void Close()
    {
        long nowMs = now.ToUnixTimeMilliseconds(),
            end = start + LengthMs;

        // A clock that was wrong may have logged a block of the future: that is not the one of now.
        bool isActive = start <= nowMs && nowMs < end;
        decimal minutes = ((isActive ? Math.Max(nowMs, last) : last) - first) / MinuteMs,
            left = isActive ? (end - nowMs) / MinuteMs : 0;
        decimal? tokens = minutes >= 1 ? sums.Tokens.Total / minutes : null,
            cost = minutes >= 1 ? sums.Cost / minutes : null;
        blocks.Add(
            Empty(start, end) with
            {
                IsActive = isActive,
                FirstActivity = Moment.Of(first),
                LastActivity = Moment.Of(last),
                Models = [.. models],
                Requests = sums.Requests,
                InputTokens = sums.Tokens.Input,
                CacheReadTokens = sums.Tokens.CacheRead,
                CacheWrite5mTokens = sums.Tokens.CacheWrite5m,
                CacheWrite1hTokens = sums.Tokens.CacheWrite1h,
                OutputTokens = sums.Tokens.Output,
                Cost = sums.Cost,
                CacheSavings = sums.CacheSavings,
                UnpricedRequests = sums.UnpricedRequests,
                UnpricedTokens = sums.UnpricedTokens,
                TokensPerMinute = tokens is { } rate ? decimal.Round(rate, 1) : null,
                CostPerHour = NanoUsd.Rounded(cost * 60),
                ProjectedTokens = isActive && tokens is { } pace ? (long)decimal.Round(sums.Tokens.Total + pace * left) : null,
                ProjectedCost = isActive ? NanoUsd.Rounded(sums.Cost + cost * left) : null,
            }
        );
        sums = default;
        models.Clear();
        isOpen = false;
    }

    private UsageBlock Empty(long from, long to) =>
        new()
        {
            Agent = agent,
            Start = Moment.Of(from),
            End = Moment.Of(to),
        };

    /// <summary>The beginning of the full hour of a time.</summary>
    public static long HourOf(long unixMs) => unixMs - Modulo(unixMs, HourMs);

    /// <summary>The remainder for times before 1970, too.</summary>
    private static long Modulo(long value, long divisor) => (value % divisor + divisor) % divisor;
}
