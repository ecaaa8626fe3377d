using System.CommandLine;
using Rimuru.Cli.Output;
using Rimuru.Core;
using Rimuru.Core.Models;
using Rimuru.Core.Reports;

namespace Rimuru.Cli.Commands;

/// <summary><c>rimuru models</c>: what is known of models; <c>rimuru models sync</c>: asks their sources.</summary>
internal static class ModelsCommand
{
    public static Command Create()
    {
        CommonOptions common = new();
        Option<string?> at = new("--at") { Description = "The time of the prices; now otherwise.", HelpName = "TIME" };
        Option<bool> unpriced = new("--unpriced") { Description = "The models of the ledger that have requests without a price." };
        Option<string[]> provider = new("--provider") { Description = "Only models of these sellers; * and ? are wildcards.", HelpName = "NAMES", AllowMultipleArgumentsPerToken = true };
        Command command = new("models", "Models with their limits and prices.") { common.Model, provider, at, unpriced, common.Home, common.Database, common.Json, CreateSync() };
        command.SetAction((parsed, stop) =>
        {
            using RimuruEngine engine = common.Open(parsed);
            DateTimeOffset now = engine.Time.GetUtcNow();
            DateTimeOffset time = parsed.GetValue(at) is { } text ? TimeExpression.Parse(text, "--at", now, TimeZoneInfo.Local) : now;
            string[] names = common.Models(parsed);
            IEnumerable<ModelInfo> models = (parsed.GetValue(unpriced) ? engine.UnpricedModels(stop) : engine.Models(time))
                .Where(model => ReportFilter.Matches(parsed.GetValue(provider) ?? [], model.Provider) && (names.Length == 0 || model.Alias.Append(model.Model).Any(name => ReportFilter.Matches(names, name))));
            if (parsed.GetValue(common.Json)) JsonRows.Write(models);
            else if (parsed.GetValue(unpriced)) ModelTable.PrintUnpriced(models);
            else ModelTable.Print(models);
            if (engine.StalePrices() is { } stale) Terminal.Warn(stale + " 'rimuru models sync' fetches them.");
            return Task.FromResult(0);
        });
        return command;
    }

    private static Command CreateSync()
    {
        CommonOptions common = new();
        Option<string[]> provider = new("--provider") { Description = $"Only these sources: {string.Join(", ", RimuruEngine.ModelSources)}.", HelpName = "NAMES", AllowMultipleArgumentsPerToken = true };
        Option<bool> force = new("--force") { Description = "Take an answer that lost most of its models or moved a price tenfold." };
        Option<bool> preview = new("--what-if") { Description = "Show what would change, and keep nothing." };
        Command command = new("sync", "Fetch models and prices from their sources, and price again what changes.") { provider, force, preview, common.Home, common.Database, common.Json };
        command.SetAction((parsed, stop) =>
        {
            using RimuruEngine engine = common.Open(parsed);
            ModelSyncReport report = engine.SyncModels(
                [.. (parsed.GetValue(provider) ?? []).SelectMany(list => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))],
                parsed.GetValue(force), parsed.GetValue(preview), stop);
            if (parsed.GetValue(common.Json)) JsonRows.Write(report.Results);
            else ModelTable.Print(report);
            foreach (RimuruException error in report.Errors) Terminal.Warn(error.Message);
            return Task.FromResult(report.Errors.Count > 0 ? 1 : 0);
        });
        return command;
    }
}
