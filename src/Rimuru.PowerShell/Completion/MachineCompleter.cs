using System.Collections;

namespace Rimuru.Completion;

/// <summary>Completes the names of machines in the ledger.</summary>
public sealed class MachineCompleter : NameCompleter
{
    private protected override IEnumerable<string> Names(IDictionary bound) => LedgerNames.Of(CostGrouping.Machine, bound);
}
