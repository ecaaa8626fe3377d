namespace Rimuru;

/// <summary>
/// How much a skill was used. Tokens and cost are those of the requests that used it, as a whole: no log tells which part of them the skill
/// caused, and a request that used two skills is in both.
/// </summary>
public sealed record SkillUsage
{
    /// <summary>Its name, as agents call it.</summary>
    public required string Name { get; init; }

    /// <summary>The agents that used it.</summary>
    public IReadOnlyList<string> Agents
    {
        get;
        init => field = NameList.Of(value);
    } = NameList.Of([]);

    /// <summary>True if it is installed, for the user or the project, and was not moved aside.</summary>
    public bool Installed { get; init; }

    /// <summary>How often it was used.</summary>
    public long Uses { get; init; }

    /// <summary>In how many sessions.</summary>
    public long Sessions { get; init; }

    /// <summary>The requests that used it.</summary>
    public long Requests { get; init; }

    /// <summary>All tokens of these requests.</summary>
    public long TotalTokens { get; init; }

    /// <summary>The cost of these requests; null if none of them has a price.</summary>
    public decimal? Cost { get; init; }

    /// <summary>The currency of the cost.</summary>
    public string Currency { get; init; } = "USD";

    /// <summary>How many of the requests have no price.</summary>
    public long UnpricedRequests { get; init; }

    /// <summary>When it was used last; null if it never was.</summary>
    public DateTimeOffset? LastUse { get; init; }

    /// <summary>
    /// An estimate of the tokens that its name and description take in every session of an agent that reads it, used or not: one for four
    /// characters. Null if it is not installed.
    /// </summary>
    public long? EstimatedListingTokens { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Uses} uses";
}
