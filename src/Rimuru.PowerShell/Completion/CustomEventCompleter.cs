using System.Collections;
using Rimuru.Core.Reports;

namespace Rimuru.Completion;

/// <summary>Completes the names of custom events that hooks want.</summary>
public sealed class CustomEventCompleter : NameCompleter
{
    private protected override IEnumerable<string> Names(IDictionary bound) =>
        LedgerNames.With(
            bound,
            engine => engine.Hooks.All().SelectMany(hook => hook.CustomName).Where(name => !ReportFilter.IsPattern(name)).Distinct()
        );
}
