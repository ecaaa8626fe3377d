namespace Rimuru;

/// <summary>What a budget limits.</summary>
public enum BudgetUnit
{
    /// <summary>Money, in US dollars.</summary>
    USD,

    /// <summary>Tokens, those without a price included.</summary>
    Tokens,
}
