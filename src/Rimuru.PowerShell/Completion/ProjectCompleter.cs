using System.Collections;

namespace Rimuru.Completion;

/// <summary>Completes the names of projects in the ledger.</summary>
public sealed class ProjectCompleter : NameCompleter
{
    private protected override IEnumerable<string> Names(IDictionary bound) => LedgerNames.Of(CostGrouping.Project, bound);
}
