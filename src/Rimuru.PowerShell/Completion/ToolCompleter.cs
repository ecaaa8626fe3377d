using System.Collections;

namespace Rimuru.Completion;

/// <summary>Completes the names of tools in the ledger.</summary>
public sealed class ToolCompleter : NameCompleter
{
    private protected override IEnumerable<string> Names(IDictionary bound) => LedgerNames.Of(CostGrouping.Tool, bound);
}
