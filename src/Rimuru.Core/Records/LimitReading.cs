namespace Rimuru.Core.Records;

/// <summary>What an agent or its service said about a limit at a time.</summary>
/// <param name="Name">The limit as the vendor names it.</param>
/// <param name="AtMs">When it was said, in Unix milliseconds.</param>
internal sealed record LimitReading(string Name, long AtMs)
{
    /// <summary>The length of the window in minutes; null if it was not said.</summary>
    public int? Minutes { get; init; }

    /// <summary>The part that is used, in percent.</summary>
    public decimal? Percent { get; init; }

    public decimal? Used { get; init; }

    public decimal? Limit { get; init; }

    public decimal? Remaining { get; init; }

    /// <summary>What the amounts are; empty without amounts.</summary>
    public string Unit { get; init; } = "";

    /// <summary>When the limit is reset, in Unix milliseconds, to the second; null if it was not said.</summary>
    public long? ResetsMs { get; init; }

    public string Plan { get; init; } = "";

    /// <summary>The beginning of a hash of the account; empty if it was not said.</summary>
    public string Account { get; init; } = "";

    public string Source { get; init; } = "";

    /// <summary>True if another reading says the same.</summary>
    public bool SaysSame(LimitReading other) =>
        (Minutes, Percent, Used, Limit, Remaining, Unit, ResetsMs, Plan)
        == (other.Minutes, other.Percent, other.Used, other.Limit, other.Remaining, other.Unit, other.ResetsMs, other.Plan);
}
