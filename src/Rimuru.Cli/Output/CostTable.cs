using Rimuru.Core.Reports;
using Rimuru.Core.Views;

namespace Rimuru.Cli.Output;

/// <summary>Cost records as a table with a total, unless they overlap.</summary>
internal static class CostTable
{
    /// <summary>Prints the records, or only the dearest ones with the sum of the others in a line of its own.</summary>
    public static void Print(IReadOnlyList<CostRecord> records, IReadOnlyList<CostGrouping> by, int top, string? currency = null)
    {
        if (records.Count == 0)
        {
            Console.Out.WriteLine("No requests.");
            return;
        }

        CostRecord total = Total(records);
        View<CostRecord> view = CostViews.Grouped(by);
        if (currency is not null)
            view = ConvertedViews.InCommand(view, currency);
        Column<CostRecord>[] columns = view.InCommand;
        if (total.UnpricedRequests == 0)
            columns = Array.FindAll(columns, column => column.Property != nameof(CostRecord.UnpricedRequests));
        IReadOnlyList<CostRecord> shown = top > 0 ? Selection.Top(records, top) : records;
        List<(string Name, CostRecord Sum)> sums = [];
        bool isOverlapping = Groupings.Overlap(by);
        if (shown.Count < records.Count && !isOverlapping)
            sums.Add(
                (
                    $"{records.Count - shown.Count} others",
                    Total([.. records.Except(shown, ReferenceEqualityComparer.Instance).Cast<CostRecord>()])
                )
            );
        if (records.Count > 1 && !isOverlapping)
            sums.Add(("Total", total));
        Table.Print(columns, shown, sums: sums);
    }

    public static CostRecord Total(IReadOnlyList<CostRecord> records)
    {
        CreditSum credits = new();
        foreach (CostRecord record in records)
            credits.Add(record.ReportedCredits, record.CreditUnit);
        return new()
        {
            Requests = records.Sum(record => record.Requests),
            InputTokens = records.Sum(record => record.InputTokens),
            CacheReadTokens = records.Sum(record => record.CacheReadTokens),
            CacheWrite5mTokens = records.Sum(record => record.CacheWrite5mTokens),
            CacheWrite1hTokens = records.Sum(record => record.CacheWrite1hTokens),
            OutputTokens = records.Sum(record => record.OutputTokens),
            Cost = records.All(record => record.Cost is null) ? null : records.Sum(record => record.Cost ?? 0),
            // A sum of a part would stand beside the whole in US dollars.
            DisplayCost = records.Any(record => record is { Cost: not null, DisplayCost: null })
                ? null
                : records.Sum(record => record.DisplayCost ?? 0),
            UnpricedRequests = records.Sum(record => record.UnpricedRequests),
            ReportedCredits = credits.Amount,
            CreditUnit = credits.Unit,
        };
    }
}
