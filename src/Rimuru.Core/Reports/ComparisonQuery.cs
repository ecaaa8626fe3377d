using Rimuru.Core.Errors;

namespace Rimuru.Core.Reports;

/// <summary>A query that compares two time ranges.</summary>
internal sealed record ComparisonQuery
{
    /// <summary>The default length of a range without a start.</summary>
    private static readonly TimeSpan Usual = TimeSpan.FromDays(7);

    /// <summary>What to group by: any grouping except times and sessions. One group for everything if empty.</summary>
    public IReadOnlyList<CostGrouping> By { get; init; } = [];

    /// <summary>The filter with the later range.</summary>
    public required ReportFilter Filter { get; init; }

    /// <summary>The filter with the earlier range.</summary>
    public required ReportFilter Previous { get; init; }

    /// <summary>Which costs are used.</summary>
    public CostSource Source { get; init; }

    /// <summary>
    /// Compares the filter's range (the last week if it has none) with the range of the same length that starts at <paramref name="with"/>,
    /// or directly precedes it. The ranges never overlap. E9001: the earlier range does not start earlier, or the grouping is by time or
    /// session.
    /// </summary>
    public static ComparisonQuery Of(
        ReportFilter filter,
        DateTimeOffset? with,
        IReadOnlyList<CostGrouping> by,
        CostSource source,
        DateTimeOffset now
    )
    {
        DateTimeOffset until = filter.Until ?? now,
            since = filter.Since ?? until - Usual;
        if (since >= until)
            throw Wrong($"-Since {since:O} is not before {until:O}: the range is empty.", "-Since");
        DateTimeOffset before =
            with
            ?? ReportFilter.StartBefore(since, until)
            ?? throw Wrong($"-Since {since:O} has no range of the same length before it: the calendar begins in between.", "-Since");
        if (before >= since)
            throw Wrong($"-With {before:O} is not before {since:O}, the start of the later range.", "-With");
        foreach (CostGrouping grouping in by)
        {
            if (Groupings.Of(grouping).ComparedValueOf is null)
                throw Wrong(
                    $"-By {grouping} cannot be compared: hours, days, weeks, months, years and sessions do not occur in both ranges.",
                    "-By"
                );
        }

        DateTimeOffset end = before + (until - since);
        return new ComparisonQuery
        {
            By = by,
            Filter = filter with { Since = since, Until = until },
            Previous = filter with { Since = before, Until = end < since ? end : since },
            Source = source,
        };
    }

    private static RimuruException Wrong(string message, string parameter) => new(ErrorCodes.InvalidArgument, message, parameter);
}
