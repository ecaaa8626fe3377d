using System.CommandLine;
using System.CommandLine.Completions;
using Rimuru.Cli.Output;
using Rimuru.Core;
using Rimuru.Core.ModelCatalog;
using Rimuru.Core.Parameters;
using Rimuru.Core.Reports;
using Rimuru.Core.Views;
using Rimuru.Core.Wording;

namespace Rimuru.Cli.Commands;

/// <summary><c>rimuru models</c>: models and prices; <c>rimuru models sync</c>: fetches them from their sources.</summary>
internal static class ModelsCommand
{
    public static Command Create()
    {
        CommonOptions common = new();
        Option<string?> at = CommonOptions.Of<string?>(SharedParameters.At);
        Option<bool> unpriced = CommonOptions.Of<bool>(SharedParameters.Unpriced);
        Option<string[]> provider = CommonOptions
            .List("--provider", "Only models of these providers. Wildcards (* and ?) are allowed.", "NAME,...")
            .Offering(context => Known(context, common, model => [model.Provider]));
        Argument<string[]> named = new Argument<string[]>("model")
        {
            Description = "Only these models, by the names in the logs; as with --model.",
            Arity = ArgumentArity.ZeroOrMore,
        }.Offering(context => Known(context, common, model => model.Aliases.Append(model.Model)));
        at.Offering(_ => TimeExpression.Words);
        Command command = new("models", "Models with their limits and prices.")
        {
            named,
            common.Model,
            provider,
            at,
            unpriced,
            common.Home,
            common.Database,
            common.Json,
            CreateSync(),
        };
        command.SetAction(
            (parsed, stop) =>
            {
                using RimuruEngine engine = common.Open(parsed, stop);
                DateTimeOffset now = engine.Time.GetUtcNow();
                DateTimeOffset time = parsed.GetValue(at) is { } text
                    ? TimeExpression.Parse(text, at.Name, now, DisplayZone.Current.Value)
                    : now;
                string[] names = [.. CommonOptions.Names(parsed, common.Model), .. CommonOptions.Split(parsed.GetValue(named))],
                    providers = CommonOptions.Names(parsed, provider);
                List<ModelInfo> all = [.. parsed.GetValue(unpriced) ? engine.Reports.UnpricedModels(stop) : engine.Prices.Models(time)];
                if (parsed.GetValue(unpriced))
                    engine.Reports.NameCheck().Check(new ReportFilter { Model = names });
                else
                {
                    Array.ForEach(names, name => ModelFilter.CheckName(all, name));
                    Array.ForEach(providers, name => ModelFilter.CheckProvider(all, name));
                }

                List<ModelInfo> models = all.FindAll(model =>
                    ReportFilter.Matches(providers, model.Provider) && (names.Length == 0 || ModelFilter.IsNamed(model, names))
                );
                if (parsed.GetValue(common.Json))
                    JsonRows.Write(models);
                else if (parsed.GetValue(unpriced) && models.Count == 0)
                    Console.Out.WriteLine(
                        names.Length + providers.Length == 0
                            ? "Every request in the ledger has a price."
                            : "Every such request in the ledger has a price."
                    );
                else if (parsed.GetValue(unpriced))
                    Table.Print(ModelViews.Unpriced, models);
                else
                    Table.Print(ModelViews.Model, models);
                if (engine.Prices.ExplainAge() is { } stale)
                    Terminal.Warn(stale);
                return Task.FromResult(0);
            }
        );
        return command;
    }

    private static IEnumerable<string> Known(CompletionContext context, CommonOptions common, Func<ModelInfo, IEnumerable<string?>> namesOf)
    {
        using RimuruEngine engine = common.Open(context.ParseResult, CancellationToken.None);
        return [.. engine.Prices.Models(engine.Time.GetUtcNow()).SelectMany(namesOf).OfType<string>()];
    }

    private static Command CreateSync()
    {
        CommonOptions common = new();
        Option<string[]> provider = CommonOptions
            .List("--provider", $"Only these sources: {string.Join(", ", PriceService.Sources)}.", "NAME,...")
            .Offering(_ => PriceService.Sources);
        Option<bool> force = new(Terms.Force.Option)
        {
            Description = "Accept an answer that lost most of its models or changed a price tenfold.",
        };
        Option<bool> preview = CommonOptions.Of<bool>(SharedParameters.WhatIf);
        Command command = new("sync", "Fetch models and prices from their sources, and reprice the records whose price changed.")
        {
            provider,
            force,
            preview,
            common.Home,
            common.Database,
            common.Json,
        };
        command.SetAction(
            (parsed, stop) =>
            {
                using RimuruEngine engine = common.Open(parsed, stop);
                ModelSyncReport report = engine.Prices.Sync(
                    CommonOptions.Names(parsed, provider),
                    parsed.GetValue(force),
                    parsed.GetValue(preview),
                    stop
                );
                if (parsed.GetValue(common.Json))
                    JsonRows.Write(report);
                else
                    ModelTable.Print(report);
                foreach (RimuruException error in report.Errors)
                    Terminal.Warn(error.Message);
                return Task.FromResult(report.Errors.Count > 0 ? 1 : 0);
            }
        );
        return command;
    }
}
