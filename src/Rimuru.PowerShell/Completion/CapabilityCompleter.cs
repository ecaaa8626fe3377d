using System.Collections;

namespace Rimuru.Completion;

/// <summary>Completes what models are capable of.</summary>
public sealed class CapabilityCompleter : NameCompleter
{
    private protected override IEnumerable<string> Names(IDictionary bound) =>
        LedgerNames.With(
            bound,
            engine =>
                engine
                    .Prices.Models(engine.Time.GetUtcNow())
                    .SelectMany(model => model.Capabilities)
                    .Distinct(StringComparer.OrdinalIgnoreCase)
        );
}
