using System.Collections;

namespace Rimuru.Completion;

/// <summary>Completes the names of providers.</summary>
public sealed class ProviderCompleter : NameCompleter
{
    private protected override IEnumerable<string> Names(IDictionary bound) =>
        LedgerNames.With(
            bound,
            engine =>
                engine
                    .Prices.Models(engine.Time.GetUtcNow())
                    .Select(model => model.Provider)
                    .OfType<string>()
                    .Distinct(StringComparer.OrdinalIgnoreCase)
        );
}
