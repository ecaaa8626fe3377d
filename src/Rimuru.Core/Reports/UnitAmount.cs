using Rimuru.Core.Records;

namespace Rimuru.Core.Reports;

/// <summary>What a sum comes to in money or in tokens, as budgets, forecasts and charts measure it.</summary>
internal static class UnitAmount
{
    /// <summary>The amount of a sum; what has no price is no money.</summary>
    public static decimal Of(CostRecord sum, BudgetUnit unit) => unit == BudgetUnit.Tokens ? sum.TotalTokens : sum.Cost ?? 0;

    /// <summary>True if an amount is at least so many percent of a limit; no amount reaches 0 percent, which stands for none.</summary>
    public static bool Reaches(decimal amount, decimal limit, int percent) => percent > 0 && amount * 100 >= limit * percent;

    /// <summary>An amount in percent of a whole, to a tenth and rounded down: 100 is reached only when all is.</summary>
    public static decimal PercentOf(decimal amount, decimal whole) => decimal.Floor(amount * 1000 / whole) / 10;

    /// <summary>An amount that was calculated, to the digits that the unit has.</summary>
    public static decimal? Rounded(decimal? amount, BudgetUnit unit)
    {
        if (unit == BudgetUnit.USD)
            return NanoUsd.Rounded(amount);
        return amount is { } tokens ? decimal.Round(tokens) : null;
    }
}
