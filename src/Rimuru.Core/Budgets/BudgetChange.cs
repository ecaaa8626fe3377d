using Rimuru.Core.Errors;

namespace Rimuru.Core.Budgets;

/// <summary>What a person sets of a budget. Null keeps what the budget has, or is the usual of a new one.</summary>
internal sealed record BudgetChange(string Name)
{
    public decimal? Amount { get; init; }

    public BudgetUnit? Unit { get; init; }

    public BudgetWindow? Window { get; init; }

    public IReadOnlyList<string>? Agent { get; init; }

    public IReadOnlyList<string>? Project { get; init; }

    public IReadOnlyList<string>? Branch { get; init; }

    public IReadOnlyList<string>? Model { get; init; }

    public IReadOnlyList<string>? Provider { get; init; }

    public IReadOnlyList<string>? Machine { get; init; }

    public IReadOnlyList<string>? User { get; init; }

    public int? SoftPercent { get; init; }

    public int? HardPercent { get; init; }

    public int? ForecastSoftPercent { get; init; }

    public int? ForecastHardPercent { get; init; }

    /// <summary>The budget with the change. E9001: a new budget or another unit has no amount.</summary>
    public Budget Of(Budget? before)
    {
        if (Amount is null && before is null)
            throw new RimuruException(ErrorCodes.InvalidArgument, $"The new budget {Name} needs an amount.", Name);
        if (Amount is null && Unit is { } unit && unit != before!.Unit)
            throw new RimuruException(ErrorCodes.InvalidArgument, $"With another unit the budget {Name} needs another amount.", Name);
        Budget budget = before ?? new Budget { Name = Name };
        return budget with
        {
            Amount = Amount ?? budget.Amount,
            Unit = Unit ?? budget.Unit,
            Window = Window ?? budget.Window,
            Agent = Agent ?? budget.Agent,
            Project = Project ?? budget.Project,
            Branch = Branch ?? budget.Branch,
            Model = Model ?? budget.Model,
            Provider = Provider ?? budget.Provider,
            Machine = Machine ?? budget.Machine,
            User = User ?? budget.User,
            SoftPercent = SoftPercent ?? budget.SoftPercent,
            HardPercent = HardPercent ?? budget.HardPercent,
            ForecastSoftPercent = ForecastSoftPercent ?? budget.ForecastSoftPercent,
            ForecastHardPercent = ForecastHardPercent ?? budget.ForecastHardPercent,
        };
    }
}
