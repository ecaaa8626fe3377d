using System.Text.Json.Serialization;

namespace Rimuru;

/// <summary>A budget reached its soft threshold, or costs reached that of a CostAlert hook.</summary>
public sealed record CostThresholdEvent : ThresholdFacts
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override EventKind Kind => EventKind.CostThreshold;
}
