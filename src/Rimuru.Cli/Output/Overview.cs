using System.Globalization;
using Rimuru.Core;
using Rimuru.Core.Reports;
using Rimuru.Core.Views;

namespace Rimuru.Cli.Output;

/// <summary>The cost of today, this week and this month so far.</summary>
internal static class Overview
{
    private static readonly Column<Period>[] Columns =
    [
        new("Title", "Period", ColumnKind.Text, 10, period => period.Title),
        new("Since", "From", ColumnKind.Text, 10, period => period.Since.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        new("Cost", "Cost (USD)", ColumnKind.Money, 10, period => period.Sum.Cost)
        {
            Marks = [new(Emphasis.Doubtful, "UnpricedRequests", period => period.Sum.UnpricedRequests)],
        },
        new("Requests", "Requests", ColumnKind.Count, 9, period => period.Sum.Requests),
        new("TotalTokens", "Tokens", ColumnKind.Count, 15, period => period.Sum.TotalTokens),
    ];

    public static void Print(RimuruEngine engine, CostQuery query, CancellationToken stop)
    {
        List<Period> periods = [];
        DateTimeOffset now = engine.Time.GetUtcNow();
        foreach (
            (string title, string word) in ((string, string)[])[("Today", "today"), ("This week", "thisweek"), ("This month", "thismonth")]
        )
        {
            DateTimeOffset since = TimeExpression.Parse(word, "--since", now, DisplayZone.Current.Value);
            CostRecord[] records = [.. engine.Reports.Costs(query with { Filter = query.Filter with { Since = since } }).Run(stop)];
            periods.Add(new Period(title, since, records.Length == 0 ? new CostRecord { Cost = 0 } : CostTable.Total(records)));
        }

        Table.Print(Columns, periods);
        Console.Out.WriteLine();
    }

    private sealed record Period(string Title, DateTimeOffset Since, CostRecord Sum);
}
