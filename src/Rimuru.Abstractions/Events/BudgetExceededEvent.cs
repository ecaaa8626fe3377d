using System.Text.Json.Serialization;

namespace Rimuru;

/// <summary>A budget reached its hard threshold.</summary>
public sealed record BudgetExceededEvent : ThresholdFacts
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override EventKind Kind => EventKind.BudgetExceeded;
}
