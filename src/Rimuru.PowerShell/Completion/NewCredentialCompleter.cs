using System.Collections;
using Rimuru.Core;
using Rimuru.Core.ModelCatalog;

namespace Rimuru.Completion;

/// <summary>Completes the names of stored credentials, and of those that Rimuru looks for.</summary>
public sealed class NewCredentialCompleter : NameCompleter
{
    private protected override IEnumerable<string> Names(IDictionary bound) =>
        RimuruEngine.OwnCredentials().Names.Union(PriceService.CredentialNames);
}
