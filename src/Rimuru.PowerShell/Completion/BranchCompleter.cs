using System.Collections;

namespace Rimuru.Completion;

/// <summary>Completes the names of git branches in the ledger.</summary>
public sealed class BranchCompleter : NameCompleter
{
    private protected override IEnumerable<string> Names(IDictionary bound) => LedgerNames.Of(CostGrouping.Branch, bound);
}
