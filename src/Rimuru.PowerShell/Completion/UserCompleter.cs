using System.Collections;

namespace Rimuru.Completion;

/// <summary>Completes the names of users in the ledger.</summary>
public sealed class UserCompleter : NameCompleter
{
    private protected override IEnumerable<string> Names(IDictionary bound) => LedgerNames.Of(CostGrouping.User, bound);
}
