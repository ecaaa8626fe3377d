using Rimuru.Core.Pricing;
using Rimuru.Core.Views;

namespace Rimuru.Cli.Output;

internal static class PriceAnswerTable
{
    private static readonly Column<PriceAnswer>[] Columns =
    [
        new("Id", "Id", ColumnKind.Name, 12, answer => answer.Id),
        new("Cost", "Cost (USD)", ColumnKind.Money, 10, answer => answer.Cost),
        new("Status", "Status", ColumnKind.Text, 10, answer => answer.Status)
        {
            Marks = [new(Emphasis.Doubtful, "Status", answer => answer.Status, nameof(CostStatus.Unpriced))],
        },
        new("Matched", "Price of", ColumnKind.Name, 19, answer => answer.Matched),
        new("Reason", "Remark", ColumnKind.Name, 20, answer => answer.Reason),
    ];

    public static void Print(IEnumerable<PriceAnswer> answers) => Table.Print(Columns, answers);
}
