namespace Rimuru.Core.Reports;

/// <summary>The kind of a grouping.</summary>
internal enum GroupingKind
{
    /// <summary>A period of time.</summary>
    Time,

    /// <summary>A session.</summary>
    Session,

    /// <summary>A name of a dimension.</summary>
    Name,

    /// <summary>A name that a request may have several of, or none: sums overlap.</summary>
    Use,
}
