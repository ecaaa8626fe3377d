using Rimuru.Core;
using Rimuru.Core.Reports;

namespace Rimuru.Cli.Output;

/// <summary>What today, this week and this month cost so far.</summary>
internal static class Overview
{
    public static void Print(RimuruEngine engine, CostQuery query, CancellationToken stop)
    {
        Table table = new(("Period", false), ("From", false), ("Requests", true), ("Tokens", true), ("Cost", true));
        DateTimeOffset now = engine.Time.GetUtcNow();
        foreach ((string title, string word) in ((string, string)[])[("Today", "today"), ("This week", "thisweek"), ("This month", "thismonth")])
        {
            DateTimeOffset since = TimeExpression.Parse(word, "--since", now, query.Zone ?? TimeZoneInfo.Local);
            CostRecord[] records = [.. engine.Reports.Costs(query with { Filter = query.Filter with { Since = since } }).Run(stop)];
            CostRecord total = CostTable.Total(records);
            table.Add(
                title, since.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), Numbers.Count(total.Requests), Numbers.Count(total.TotalTokens),
                records.Length == 0 ? "$0.00" : Numbers.Money(total));
        }

        table.Print();
        Console.Out.WriteLine();
    }
}
