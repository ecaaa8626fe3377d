using System.Collections;

namespace Rimuru.Completion;

/// <summary>Completes the names of models with prices that the user set.</summary>
public sealed class OwnPriceCompleter : NameCompleter
{
    private protected override IEnumerable<string> Names(IDictionary bound) =>
        LedgerNames.With(bound, engine => engine.Prices.Overrides().Select(set => set.Model).Distinct(StringComparer.OrdinalIgnoreCase));
}
