using System.Globalization;
using Rimuru.Core.ModelCatalog;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Cli.Output;

internal static class ModelTable
{
    public static void Print(IEnumerable<ModelInfo> models)
    {
        Table table = new(("Provider", false), ("Model", false), ("Context", true), ("Input", true), ("Output", true), ("Cache read", true), ("Price of", false));
        foreach (ModelInfo model in models)
        {
            table.Add(
                model.Provider, model.Model, model.ContextWindow is { } window ? Numbers.Count(window) : null, Rate(model.InputPrice), Rate(model.OutputPrice), Rate(model.CacheReadPrice),
                model.PriceSource is null ? null : $"{model.PriceSource} {model.PriceAsOf}".TrimEnd());
        }

        table.Print();
    }

    public static void PrintUnpriced(IEnumerable<ModelInfo> models)
    {
        Table table = new(("Provider", false), ("Model", false), ("Requests", true), ("Tokens", true));
        foreach (ModelInfo model in models) table.Add(model.Provider, model.Model, Numbers.Count(model.Requests ?? 0), Numbers.Count(model.Tokens ?? 0));
        table.Print();
    }

    public static void Print(ModelSyncReport report)
    {
        Table sources = new(("Source", false), ("Status", false), ("Models", true), ("New", true), ("Changed", true), ("Gone", true), ("Rejected", true), ("Remark", false));
        foreach (ModelSyncResult result in report.Results)
        {
            sources.Add(
                result.Provider, result.Status.ToString(), Numbers.Count(result.Models), Numbers.Count(result.Added), Numbers.Count(result.Updated), Numbers.Count(result.Removed),
                Numbers.Count(result.Rejected), result.Status == ModelSyncStatus.Skipped ? result.Message : null);
        }

        sources.Print();
        if (report.Changes.Count == 0) return;
        Console.Out.WriteLine();
        Table changes = new(("Model", false), ("Records", true), ("Tokens", true), ("Old cost", true), ("New cost", true), ("Why", false));
        foreach (PriceChange change in report.Changes)
            changes.Add(change.Model, Numbers.Count(change.Records), Numbers.Count(change.Tokens), Numbers.Money(change.OldCost), Numbers.Money(change.NewCost), change.Reason);
        changes.Print();
    }

    private static string? Rate(decimal? perMillion) => perMillion?.ToString("0.####", CultureInfo.InvariantCulture);
}
