using Rimuru.Core.Pricing;

namespace Rimuru.Cli.Output;

internal static class PriceAnswerTable
{
    public static void Print(IEnumerable<PriceAnswer> answers)
    {
        Table table = new(("Id", false), ("Cost", true), ("Status", false), ("Price of", false), ("Remark", false));
        foreach (PriceAnswer answer in answers) table.Add(answer.Id, Numbers.Money(answer.Cost), answer.Status.ToString(), answer.Matched, answer.Reason);
        table.Print();
    }
}
