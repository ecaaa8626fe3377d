using System.Collections;

namespace Rimuru.Completion;

/// <summary>Completes the names of the ledger's hooks.</summary>
public sealed class HookCompleter : NameCompleter
{
    private protected override IEnumerable<string> Names(IDictionary bound) =>
        LedgerNames.With(bound, engine => engine.Hooks.All().Select(hook => hook.Name));
}
