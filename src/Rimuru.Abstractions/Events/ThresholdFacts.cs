using System.Text.Json.Serialization;

namespace Rimuru;

/// <summary>What events of thresholds tell. A threshold is told once in a window.</summary>
public abstract record ThresholdFacts : RimuruEvent
{
    /// <summary>The name of the budget, or of the CostAlert hook.</summary>
    public required string Name { get; init; }

    /// <summary>What was spent, in the unit.</summary>
    public decimal Spent { get; init; }

    /// <summary>The amount of the budget or alert, in the unit.</summary>
    public decimal Limit { get; init; }

    /// <summary>The unit.</summary>
    public BudgetUnit Unit { get; init; }

    /// <summary>What was spent, in percent of the limit.</summary>
    public decimal Percent { get; init; }

    /// <summary>The threshold that was reached, in percent of the limit.</summary>
    public int Threshold { get; init; }

    /// <summary>The window.</summary>
    public BudgetWindow Window { get; init; }

    /// <summary>The start of the window; null if it has none.</summary>
    public DateTimeOffset? WindowStart { get; init; }

    /// <summary>The end of the window; null if it has none.</summary>
    public DateTimeOffset? WindowEnd { get; init; }

    /// <summary>The agent, of an alert for each agent.</summary>
    public string? Agent { get; init; }

    /// <summary>The model, of an alert for each model.</summary>
    public string? Model { get; init; }

    /// <summary>The project, of an alert for each project.</summary>
    public string? Project { get; init; }

    /// <summary>The session, of a budget or alert for each session.</summary>
    public string? SessionId { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Subject => Name;
}
