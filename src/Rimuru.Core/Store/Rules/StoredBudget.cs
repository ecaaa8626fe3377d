using Rimuru.Core.Errors;
using Rimuru.Core.Records;

namespace Rimuru.Core.Store.Rules;

/// <summary>The columns of a budget, the same in both stores: whole numbers, and lists of names as JSON arrays.</summary>
internal static class StoredBudget
{
    /// <summary>The columns after the name that are numbers.</summary>
    public const string Numbers = "amount, unit, span, soft, hard, forecast_soft, forecast_hard";

    /// <summary>The columns after those that are lists of names.</summary>
    public const string Lists = "agent, project, branch, model, provider, machine, login";

    public static long[] NumbersOf(Budget budget) =>
        [
            budget.Unit == BudgetUnit.Tokens ? (long)budget.Amount : NanoUsd.FromUsd(budget.Amount).Value,
            (int)budget.Unit,
            (int)budget.Window,
            budget.SoftPercent,
            budget.HardPercent,
            budget.ForecastSoftPercent,
            budget.ForecastHardPercent,
        ];

    public static string[] ListsOf(Budget budget) =>
        Array.ConvertAll(
            (IReadOnlyList<string>[])
                [budget.Agent, budget.Project, budget.Branch, budget.Model, budget.Provider, budget.Machine, budget.User],
            TextArray.Write
        );

    /// <summary>The budget of a row. E1004: a shared ledger may have what no Rimuru writes.</summary>
    public static Budget Read(string name, Func<int, long> number, Func<int, string> list)
    {
        (BudgetUnit unit, BudgetWindow window) = ((BudgetUnit)number(1), (BudgetWindow)number(2));
        if (!Enum.IsDefined(unit) || !Enum.IsDefined(window))
            throw new RimuruException(ErrorCodes.DatabaseCorrupt, $"The ledger's budget '{name}' has an unknown unit or window.", name);
        return new Budget
        {
            Name = name,
            Amount = unit == BudgetUnit.Tokens ? number(0) : new NanoUsd(number(0)).Usd,
            Unit = unit,
            Window = window,
            SoftPercent = (int)number(3),
            HardPercent = (int)number(4),
            ForecastSoftPercent = (int)number(5),
            ForecastHardPercent = (int)number(6),
            Agent = TextArray.Read(list(0)),
            Project = TextArray.Read(list(1)),
            Branch = TextArray.Read(list(2)),
            Model = TextArray.Read(list(3)),
            Provider = TextArray.Read(list(4)),
            Machine = TextArray.Read(list(5)),
            User = TextArray.Read(list(6)),
        };
    }
}
