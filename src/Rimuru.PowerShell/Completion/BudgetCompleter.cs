using System.Collections;

namespace Rimuru.Completion;

/// <summary>Completes the names of the ledger's budgets.</summary>
public sealed class BudgetCompleter : NameCompleter
{
    private protected override IEnumerable<string> Names(IDictionary bound) =>
        LedgerNames.With(bound, engine => engine.Budgets.All().Select(budget => budget.Name));
}
