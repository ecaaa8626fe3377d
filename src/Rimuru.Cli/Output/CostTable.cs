using Rimuru.Core.Views;

namespace Rimuru.Cli.Output;

/// <summary>Cost records as a table with a total.</summary>
internal static class CostTable
{
    public static void Print(IReadOnlyList<CostRecord> records, IReadOnlyList<CostGrouping> by)
    {
        if (records.Count == 0)
        {
            Console.Out.WriteLine("No requests.");
            return;
        }

        CostRecord total = Total(records);
        Column<CostRecord>[] columns = CostViews.Grouped(by).InCommand;
        if (total.UnpricedRequests == 0)
            columns = Array.FindAll(columns, column => column.Property != nameof(CostRecord.UnpricedRequests));
        Table.Print(columns, records, total: records.Count > 1 ? total : null);
    }

    public static CostRecord Total(IReadOnlyList<CostRecord> records) =>
        new()
        {
            Requests = records.Sum(record => record.Requests),
            InputTokens = records.Sum(record => record.InputTokens),
            CacheReadTokens = records.Sum(record => record.CacheReadTokens),
            CacheWrite5mTokens = records.Sum(record => record.CacheWrite5mTokens),
            CacheWrite1hTokens = records.Sum(record => record.CacheWrite1hTokens),
            OutputTokens = records.Sum(record => record.OutputTokens),
            Cost = records.All(record => record.Cost is null) ? null : records.Sum(record => record.Cost ?? 0),
            UnpricedRequests = records.Sum(record => record.UnpricedRequests),
        };
}
