using System.Collections;
using Rimuru.Core.Reports;

namespace Rimuru.Completion;

/// <summary>Completes the names of models in the ledger or the price table, of the providers that are named already.</summary>
public sealed class KnownModelCompleter : NameCompleter
{
    private protected override IEnumerable<string> Names(IDictionary bound) =>
        LedgerNames.With(
            bound,
            engine =>
            {
                string[] providers = LedgerNames.Texts(bound, "Provider");
                IEnumerable<string> listed = engine
                    .Prices.Models(engine.Time.GetUtcNow())
                    .Where(model => ReportFilter.Matches(providers, model.Provider))
                    .Select(model => model.Model);
                return providers.Length > 0
                    ? listed.Distinct(StringComparer.OrdinalIgnoreCase)
                    : engine.Reports.NamesOf(CostGrouping.Model).Union(listed, StringComparer.OrdinalIgnoreCase);
            }
        );
}
