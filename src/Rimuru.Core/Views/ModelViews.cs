using static Rimuru.Core.Views.ColumnKind;

namespace Rimuru.Core.Views;

/// <summary>The tables of models and their prices per million tokens.</summary>
internal static class ModelViews
{
    public static View<ModelInfo> Model { get; } =
        new(
            new("Model", "Model", Name, 23, m => m.Model),
            new("InputPrice", "In ($/M)", Price, 8, m => m.InputPrice),
            new("OutputPrice", "Out ($/M)", Price, 9, m => m.OutputPrice),
            new("CacheReadPrice", "Read ($/M)", Price, 10, m => m.CacheReadPrice),
            new("Provider", "Provider", Name, 12, m => m.Provider),
            new("ContextWindow", "Context", Count, 10, m => m.ContextWindow) { Shown = Places.Command },
            new("PriceSource", "Price of", Name, 12, m => $"{m.PriceSource} {m.PriceAsOf}".Trim())
            {
                Expression = "($_.PriceSource, $_.PriceAsOf -ne $null) -join ' '",
            }
        );

    public static View<ModelInfo> Unpriced { get; } =
        new(
            new("Model", "Model", Name, 23, m => m.Model),
            new("Provider", "Provider", Name, 12, m => m.Provider),
            new("Requests", "Requests", Count, 9, m => m.Requests ?? 0),
            new("Tokens", "Tokens", Count, 15, m => m.Tokens ?? 0)
        );

    public static View<ModelSyncResult> Sync { get; } =
        new(
            new("Provider", "Source", Name, 10, r => r.Provider),
            new("Status", "Status", Text, 11, r => r.Status)
            {
                Marks = [new(Emphasis.Bad, "Status", r => r.Status, nameof(ModelSyncStatus.Failed))],
            },
            new("Models", "Models", Count, 6, r => r.Models),
            new("Added", "New", Count, 6, r => r.Added),
            new("Updated", "Changed", Count, 7, r => r.Updated),
            new("Removed", "Gone", Count, 5, r => r.Removed),
            new("Rejected", "Rejected", Count, 8, r => r.Rejected),
            new("Message", "Remark", Name, 20, r => r.Message)
        );

    public static View<PriceChange> Change { get; } =
        new(
            new("Records", "Records", Count, 9, c => c.Records),
            new("Tokens", "Tokens", Count, 15, c => c.Tokens),
            new("OldCost", "Old (USD)", Money, 10, c => c.OldCost),
            new("NewCost", "New (USD)", Money, 10, c => c.NewCost),
            new("Model", "Model", Name, 31, c => c.Model),
            new("Reason", "Reason", Name, 20, c => c.Reason)
        );

    public static View<ModelComparison> Comparison { get; } =
        new(
            new("ActualCost", "Actual (USD)", Money, 12, c => c.ActualCost),
            new("Cost", "Cost (USD)", Money, 10, c => c.Cost),
            new("Difference", "Change (USD)", MoneyChange, 12, c => c.Difference),
            new("Requests", "Requests", Count, 9, c => c.Requests),
            new("UncomparedRequests", "Left out", Count, 8, c => c.UncomparedRequests),
            new("Model", "Model", Name, 32, c => c.Model),
            new("ServiceTier", "Tier", Text, 8, c => c.ServiceTier),
            new("CacheLife", "Cache life", Text, 10, c => c.CacheLife)
        );
}
