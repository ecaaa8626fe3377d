namespace Rimuru.Core.Reports;

/// <summary>A range of time: its start is in it, its end is not.</summary>
internal sealed record Period(DateTimeOffset Start, DateTimeOffset End)
{
    public static Period Always { get; } = new(DateTimeOffset.MinValue, DateTimeOffset.MaxValue);

    /// <summary>What both have in common.</summary>
    public Period Within(Period other) => new(Start > other.Start ? Start : other.Start, End < other.End ? End : other.End);
}
