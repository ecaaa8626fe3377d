using Rimuru.Core.Views;

namespace Rimuru.Core.Dashboards.Pages;

/// <summary>Models with their prices of today, and where those come from.</summary>
internal static class ModelPage
{
    public static IEnumerable<Section> Sections(PageRequest request)
    {
        yield return new TableSection<ModelInfo>(
            "unpriced",
            "Used without a price",
            ModelViews.Unpriced.InCommand,
            request.Engine.Reports.UnpricedModels(request.Stop)
        )
        {
            Empty = "Every request in the ledger has a price.",
        };
        yield return new TableSection<ModelInfo>("models", "Models", ModelViews.Model.InCommand, request.Engine.Prices.Models(request.Now))
        {
            Detail = "USD per million tokens, today",
        };
    }
}
