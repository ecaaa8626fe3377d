using System.Collections;

namespace Rimuru.Completion;

/// <summary>Completes the names of models in the ledger or the price table.</summary>
public sealed class KnownModelCompleter : NameCompleter
{
    private protected override IEnumerable<string> Names(IDictionary bound) =>
        LedgerNames.With(
            bound,
            engine =>
                engine
                    .Reports.NamesOf(CostGrouping.Model)
                    .Union(engine.Prices.Models(engine.Time.GetUtcNow()).Select(model => model.Model), StringComparer.OrdinalIgnoreCase)
        );
}
