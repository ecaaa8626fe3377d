using System.Collections;

namespace Rimuru.Completion;

/// <summary>Completes the names of MCP servers in the ledger.</summary>
public sealed class McpServerCompleter : NameCompleter
{
    private protected override IEnumerable<string> Names(IDictionary bound) => LedgerNames.Of(CostGrouping.McpServer, bound);
}
