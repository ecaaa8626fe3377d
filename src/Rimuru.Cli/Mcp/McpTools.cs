using System.Text.Json.Nodes;
using Rimuru.Cli.Output;
using Rimuru.Core.Parameters;
using Rimuru.Core.Reports;

namespace Rimuru.Cli.Mcp;

/// <summary>All questions that agents may ask. They read, and change nothing but the ledger's own state of the logs.</summary>
internal static class McpTools
{
    public const string Limit = "limit";

    /// <summary>So many rows are given without a limit.</summary>
    public const int Usual = 50;

    public const int Most = 1000;

    private static readonly McpParameter RowLimit = new(
        Limit,
        McpParameter.Number,
        $"Only so many rows, at most {Most}. Default: {Usual}. 'left' says how many there are beyond it."
    );

    private static readonly McpParameter CostSourceName = McpParameter.Of(SharedParameters.CostSource, Enum.GetNames<CostSource>());

    private static readonly McpParameter Zone = McpParameter.Of(SharedParameters.TimeZone);

    private static readonly McpParameter[] Filter =
    [
        McpParameter.Of(SharedParameters.Agent),
        McpParameter.Of(SharedParameters.Model),
        McpParameter.Of(SharedParameters.Project),
        McpParameter.Of(SharedParameters.Machine),
        McpParameter.Of(SharedParameters.User),
        McpParameter.Of(SharedParameters.Session),
        McpParameter.Of(SharedParameters.Since),
        McpParameter.Of(SharedParameters.Until),
        Zone,
    ];

    public static IReadOnlyList<McpTool> All { get; } =
    [
        new(
            "cost",
            "Cost and tokens",
            "Tokens and cost of AI coding agents, in US dollars by the price on the day of each request. Groups of a time come in order of "
                + "time, others the most expensive first.",
            [McpParameter.Of(SharedParameters.By, Enum.GetNames<CostGrouping>()), .. Filter, CostSourceName, RowLimit],
            Cost
        ),
        new(
            "sessions",
            "Sessions",
            "Sessions of AI coding agents with project, models, tokens and cost, the newest first.",
            [
                McpParameter.Of(SharedParameters.Active),
                McpParameter.Of(SharedParameters.Status, Enum.GetNames<SessionStatus>()),
                .. Filter,
                CostSourceName,
                RowLimit,
            ],
            Sessions
        ),
        new(
            "blocks",
            "Five-hour windows",
            "The five-hour windows in which agents were used, the newest first, with their rate and what an active one comes to.",
            [McpParameter.Of(ForecastParameters.ActiveBlock), .. Filter, CostSourceName, RowLimit],
            Blocks
        ),
        new(
            "limits",
            "Limits of plans",
            "How much of the limits of plans is used, as agents have said last. A percentage is null once its limit was reset.",
            [McpParameter.Of(SharedParameters.Agent), Zone, RowLimit],
            call => Nodes(call.Engine.Limits.Find(call.Filter().Agent, call.Stop))
        )
        {
            NeedsNoLogs = true,
        },
        new(
            "budgets",
            "Budgets",
            "How the user's budgets stand: what was spent, the limit, the forecast, and whether one is exceeded.",
            [Zone, RowLimit],
            Budgets
        ),
        new(
            "forecast",
            "Forecast",
            "What the day, the week and the month will have cost at their ends, with a range, and the error of such forecasts on the past.",
            [
                McpParameter.Of(ForecastParameters.Period, Enum.GetNames<ForecastPeriod>()),
                McpParameter.Of(ForecastParameters.Unit, Enum.GetNames<BudgetUnit>()),
                .. Filter,
                CostSourceName,
                RowLimit,
            ],
            Forecast
        ),
        new(
            "prices",
            "Prices of models",
            "Models with their limits and their prices per million tokens on a day.",
            [McpParameter.Of(SharedParameters.Model), McpParameter.Of(SharedParameters.At), Zone, RowLimit],
            Prices
        )
        {
            NeedsNoLogs = true,
        },
        new(
            "duplicates",
            "Duplicates",
            "What the logs contain more than once and is counted once. Reads all logs again, which may take seconds.",
            [.. Filter, RowLimit],
            Duplicates
        ),
    ];

    private static IEnumerable<Func<JsonNode>> Cost(McpCall call)
    {
        CostQuery query = new()
        {
            Filter = call.Filter(),
            Zone = DisplayZone.Current.Value,
            Source = call.Word<CostSource>("costSource"),
        };
        CostGrouping[] by = [.. call.Words<CostGrouping>("by").Distinct()];
        if (by.Length > 0)
            query = query with { By = by };
        CostReport report = call.Engine.Reports.Costs(query);
        List<CostRecord> records = [.. report.Run(call.Stop)];
        call.NoteUnpriced(report.UnpricedModels.Values);
        return records.Select<CostRecord, Func<JsonNode>>(record => () => JsonRows.NodeOf(record, query.By));
    }

    private static IEnumerable<Func<JsonNode>> Sessions(McpCall call)
    {
        SessionStatus[] statuses = call.Words<SessionStatus>("status");
        IEnumerable<Session> sessions = call.Engine.Reports.Sessions(
            call.Filter(),
            call.Flag("active"),
            call.Stop,
            call.Word<CostSource>("costSource")
        );
        return Nodes(Selection.OfStatus(sessions, statuses).Reverse());
    }

    private static IEnumerable<Func<JsonNode>> Blocks(McpCall call)
    {
        CostSource source = call.Word<CostSource>("costSource");
        BlockReport report = call.Engine.Reports.Blocks(call.Filter(), call.Flag("active"), source, call.Stop);
        IEnumerable<UsageBlock> blocks = report.Run(call.Stop).Reverse();
        call.NoteUnpriced(report.UnpricedModels.Values);
        return Nodes(blocks);
    }

    private static IEnumerable<Func<JsonNode>> Budgets(McpCall call)
    {
        IReadOnlyList<Budget> budgets = call.Engine.Budgets.Counting(null, Environment.CurrentDirectory, call.Notes.Add);
        return Nodes(call.Engine.Budgets.Check(budgets, DisplayZone.Current.Value, call.Stop));
    }

    private static IEnumerable<Func<JsonNode>> Forecast(McpCall call)
    {
        CostQuery query = new()
        {
            Filter = call.Filter(),
            Zone = DisplayZone.Current.Value,
            Source = call.Word<CostSource>("costSource"),
        };
        ForecastPeriod[] periods = call.Words<ForecastPeriod>("period");
        BudgetUnit unit = call.Word<BudgetUnit>("unit");
        ForecastReport report = call.Engine.Reports.Forecasts(query, unit);
        List<CostForecast> forecasts = [.. report.Run(periods.Length > 0 ? periods : Enum.GetValues<ForecastPeriod>(), call.Stop)];
        if (unit == BudgetUnit.USD)
            call.NoteUnpriced(report.UnpricedModels.Values);
        return Nodes(forecasts);
    }

    private static IEnumerable<Func<JsonNode>> Prices(McpCall call)
    {
        string[] names = call.List("model");
        List<ModelInfo> all = [.. call.Engine.Prices.Models(call.Time("at") ?? call.Now)];
        Array.ForEach(names, name => ModelFilter.CheckName(all, name));
        if (call.Engine.Prices.ExplainAge() is { } stale)
            call.Notes.Add(stale);
        return Nodes(all.Where(model => names.Length == 0 || ModelFilter.IsNamed(model, names)));
    }

    private static IEnumerable<Func<JsonNode>> Duplicates(McpCall call)
    {
        ReportFilter filter = call.Filter();
        DuplicateReport report = call.Engine.Reports.Duplicates(filter, call.Notes.Add, call.Stop);
        return Nodes(DuplicateReport.Summarize([.. report.Run(filter, call.Stop)]));
    }

    private static IEnumerable<Func<JsonNode>> Nodes<T>(IEnumerable<T> rows) =>
        rows.Select<T, Func<JsonNode>>(row => () => JsonRows.NodeOf(row));
}
