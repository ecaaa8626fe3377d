namespace Rimuru;

/// <summary>A line about the day and the budgets of a folder, and what it is made from. As a text it is the line.</summary>
public sealed record StatusLine
{
    /// <summary>The line; empty if nothing of it is known.</summary>
    public required string Line { get; init; }

    /// <summary>What all sessions cost today, in USD; null if there is no ledger.</summary>
    public decimal? Today { get; init; }

    /// <summary>The budget that is closest to its end, of those that count in the folder.</summary>
    public string? Budget { get; init; }

    /// <summary>What of that budget is spent, in percent.</summary>
    public decimal? BudgetPercent { get; init; }

    /// <summary>The project of the folder.</summary>
    public string? Project { get; init; }

    /// <summary>The git branch of the folder.</summary>
    public string? Branch { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Line;
}
