using System.Collections;

namespace Rimuru.Completion;

/// <summary>Completes the names of models in the ledger.</summary>
public sealed class ModelCompleter : NameCompleter
{
    private protected override IEnumerable<string> Names(IDictionary bound) => LedgerNames.Of(CostGrouping.Model, bound);
}
