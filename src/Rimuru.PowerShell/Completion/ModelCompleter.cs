using System.Collections;

namespace Rimuru.Completion;

/// <summary>Completes the names of models that the ledger has.</summary>
public sealed class ModelCompleter : NameCompleter
{
    private protected override IEnumerable<string> Names(IDictionary bound) => LedgerNames.Of(CostGrouping.Model, bound);
}
