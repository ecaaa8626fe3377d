using System.Collections;

namespace Rimuru.Completion;

/// <summary>Completes the ids of sessions in the ledger.</summary>
public sealed class SessionCompleter : NameCompleter
{
    private protected override IEnumerable<string> Names(IDictionary bound) => LedgerNames.Of(CostGrouping.Session, bound);
}
