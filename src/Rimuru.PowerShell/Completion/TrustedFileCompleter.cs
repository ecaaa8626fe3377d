using System.Collections;

namespace Rimuru.Completion;

/// <summary>Completes the files of budgets that are trusted.</summary>
public sealed class TrustedFileCompleter : NameCompleter
{
    private protected override IEnumerable<string> Names(IDictionary bound) =>
        LedgerNames.With(new Hashtable(), engine => engine.Budgets.Files.Trusted);
}
