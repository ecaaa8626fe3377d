namespace Rimuru.Core.Store.Contracts;

/// <summary>The ledger's budgets. Their names are ASCII and ignore case.</summary>
internal interface IBudgetStore
{
    /// <summary>All budgets, by name.</summary>
    List<Budget> All();

    /// <summary>Adds a budget, or replaces the one with its name.</summary>
    void Save(Budget budget, long nowMs, CancellationToken stop);

    /// <summary>Removes the budget with a name, if there is one.</summary>
    void Remove(string name, CancellationToken stop);
}
