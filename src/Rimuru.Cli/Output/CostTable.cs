namespace Rimuru.Cli.Output;

/// <summary>Cost records as a table with a sum.</summary>
internal static class CostTable
{
    public static void Print(IReadOnlyList<CostRecord> records, IReadOnlyList<CostGrouping> by)
    {
        if (records.Count == 0)
        {
            Console.Out.WriteLine("No requests.");
            return;
        }

        Table table = new(
        [
            .. by.Select(grouping => (grouping.ToString(), false)),
            ("Requests", true), ("Input", true), ("Cache read", true), ("Cache write", true), ("Output", true), ("Cost", true),
        ]);
        foreach (CostRecord record in records) table.Add([.. by.Select(grouping => CostColumns.ValueOf(record, grouping)), .. Figures(record)]);
        if (records.Count > 1) table.Footer(["Total", .. Enumerable.Repeat("", by.Count - 1), .. Figures(Total(records))]);
        table.Print();
    }

    public static CostRecord Total(IReadOnlyList<CostRecord> records) => new()
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

    private static string[] Figures(CostRecord record) =>
    [
        Numbers.Count(record.Requests), Numbers.Count(record.InputTokens), Numbers.Count(record.CacheReadTokens),
        Numbers.Count(record.CacheWrite5mTokens + record.CacheWrite1hTokens), Numbers.Count(record.OutputTokens), Numbers.Money(record),
    ];
}
