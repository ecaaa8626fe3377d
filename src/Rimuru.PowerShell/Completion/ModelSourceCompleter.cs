using System.Collections;
using Rimuru.Core.ModelCatalog;

namespace Rimuru.Completion;

/// <summary>Completes the sources of models and prices.</summary>
public sealed class ModelSourceCompleter : NameCompleter
{
    private protected override IEnumerable<string> Names(IDictionary bound) => PriceService.Sources;
}
