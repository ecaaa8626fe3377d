using Rimuru.Core.Errors;
using Rimuru.Core.Records;
using Rimuru.Core.Reports;

namespace Rimuru.Core.Budgets;

/// <summary>What a budget must be, whether a person sets it or a file has it.</summary>
internal static class BudgetRules
{
    public const int MostPercent = 1000;
    private const decimal MostTokens = 1e18m;

    public static bool IsMoney(decimal amount) => amount > 0 && NanoUsd.TryFromUsd(amount) is { Value: > 0 };

    public static bool IsTokens(decimal amount) => amount is > 0 and <= MostTokens && decimal.Truncate(amount) == amount;

    /// <summary>Throws E9001 for what no budget may be, E2002 for an agent that does not exist.</summary>
    public static Budget Check(Budget budget, IReadOnlyList<string> agents)
    {
        if (!AsciiName.IsValid(budget.Name))
            throw Wrong(budget, $"'{budget.Name}' is not the name of a budget: it must be {AsciiName.Form}.");
        if (budget.Unit == BudgetUnit.USD ? !IsMoney(budget.Amount) : !IsTokens(budget.Amount))
            throw Wrong(budget, $"The budget {budget.Name} needs an amount above zero: of US dollars, or a whole number of tokens.");
        if (budget.HardPercent is < 1 or > MostPercent)
            throw Wrong(budget, $"The hard threshold of the budget {budget.Name} must be from 1 to {MostPercent} percent.");
        foreach (int percent in (int[])[budget.SoftPercent, budget.ForecastSoftPercent, budget.ForecastHardPercent])
        {
            if (percent is < 0 or > MostPercent)
                throw Wrong(budget, $"A threshold of the budget {budget.Name} must be from 1 to {MostPercent} percent, or 0 for none.");
        }

        if (budget.SoftPercent > budget.HardPercent)
            throw Wrong(
                budget,
                $"The soft threshold of the budget {budget.Name}, {budget.SoftPercent} percent, is above the hard one, "
                    + $"{budget.HardPercent} percent."
            );
        new ReportFilter { Agent = budget.Agent }.Check("", "", agents);
        return budget;
    }

    /// <summary>The message of an error without its code, for a text that is another error or none.</summary>
    public static string Plain(RimuruException error) => error.Message[(error.Code.Length + "[] ".Length)..];

    private static RimuruException Wrong(Budget budget, string message) => new(ErrorCodes.InvalidArgument, message, budget.Name);
}
