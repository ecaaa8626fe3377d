namespace Rimuru.Core.Reports;

/// <summary>What a grouping is a name of.</summary>
internal enum GroupingKind
{
    /// <summary>A span of time.</summary>
    Time,

    /// <summary>A session.</summary>
    Session,

    /// <summary>A name of a dimension.</summary>
    Name,
}
