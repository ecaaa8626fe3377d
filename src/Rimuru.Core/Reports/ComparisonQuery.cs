using Rimuru.Core.Errors;

namespace Rimuru.Core.Reports;

/// <summary>A question for a comparison of two spans of time.</summary>
internal sealed record ComparisonQuery
{
    /// <summary>How long the span is where nobody says when it begins.</summary>
    private static readonly TimeSpan Usual = TimeSpan.FromDays(7);

    /// <summary>What to group by: names, no spans of time and no sessions. One group of everything where nothing is named.</summary>
    public IReadOnlyList<CostGrouping> By { get; init; } = [];

    /// <summary>The part of the ledger in the later span.</summary>
    public required ReportFilter Filter { get; init; }

    /// <summary>The same in the span that it is compared with.</summary>
    public required ReportFilter Previous { get; init; }

    /// <summary>Whose figures the costs are.</summary>
    public CostSource Source { get; init; }

    /// <summary>
    /// The span of the filter, a week up to now where it has none, beside the span of the same length from <paramref name="with"/> on, or right before it.
    /// The one before never reaches into the later one. E9001 where it would begin no earlier, or where the grouping is one of time or session.
    /// </summary>
    public static ComparisonQuery Of(ReportFilter filter, DateTimeOffset? with, IReadOnlyList<CostGrouping> by, CostSource source, DateTimeOffset now)
    {
        DateTimeOffset until = filter.Until ?? now, since = filter.Since ?? until - Usual;
        if (since >= until) throw Wrong($"-Since {since:O} is not before {until:O}: there is no span to compare.", "-Since");
        DateTimeOffset before = with ?? since - (until - since);
        if (before >= since) throw Wrong($"-With {before:O} is not before {since:O}, where the later span begins.", "-With");
        foreach (CostGrouping grouping in by)
        {
            if (Groupings.Of(grouping).ComparedValueOf is null) throw Wrong($"-By {grouping} cannot be compared: hours, days, weeks, months, years and sessions are not in both spans.", "-By");
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
