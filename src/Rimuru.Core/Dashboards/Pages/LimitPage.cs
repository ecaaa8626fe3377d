using Rimuru.Core.Currencies;
using Rimuru.Core.Reports;
using Rimuru.Core.Views;

namespace Rimuru.Core.Dashboards.Pages;

/// <summary>How much of budgets and of plans is used, and what the day, the week and the month will come to.</summary>
internal static class LimitPage
{
    private static readonly TimeSpan Blocks = TimeSpan.FromDays(7);

    public static IEnumerable<Section> Sections(PageRequest request)
    {
        RimuruEngine engine = request.Engine;
        yield return new TableSection<BudgetStatus>(
            "budgets",
            "Budgets",
            BudgetViews.Status.InCommand,
            engine.Budgets.Check(engine.Budgets.All(), request.Zone, request.Stop)
        )
        {
            Empty = "There are no budgets.",
        };
        yield return new TableSection<UsageLimit>(
            "limits",
            "Limits of plans",
            CostViews.Limit.InCommand,
            engine.Limits.Find([], request.Stop)
        )
        {
            Detail = "as agents have said last",
            Empty = "No agent has said anything about limits here.",
        };
        CostConverter? converter = request.Converter;
        IEnumerable<CostForecast> forecasts = engine.Reports.HasSessions
            ? engine
                .Reports.Forecasts(new CostQuery { Zone = request.Zone }, BudgetUnit.USD)
                .Run(Enum.GetValues<ForecastPeriod>(), request.Stop)
            : [];
        yield return new TableSection<CostForecast>(
            "forecast",
            "Forecast",
            (converter is null ? CostViews.Forecast : ConvertedViews.Forecast).InCommand,
            converter is null ? forecasts : forecasts.Select(converter.Convert)
        );
        IEnumerable<UsageBlock> blocks = engine.Reports.HasSessions
            ? engine
                .Reports.Blocks(new ReportFilter { Since = request.Now - Blocks }, onlyActive: false, CostSource.Auto, request.Stop)
                .Run(request.Stop)
                .Reverse()
            : [];
        yield return new TableSection<UsageBlock>(
            "blocks",
            "Windows of five hours",
            (converter is null ? CostViews.Block : ConvertedViews.InCommand(CostViews.Block, converter.Currency)).InCommand,
            converter is null ? blocks : blocks.Select(converter.Convert)
        )
        {
            Detail = "of the last seven days",
            Empty = "No agent was used.",
        };
    }
}
