using System.Collections;
using Rimuru.Core;

namespace Rimuru.Completion;

/// <summary>Completes the names of stored credentials.</summary>
public sealed class CredentialCompleter : NameCompleter
{
    private protected override IEnumerable<string> Names(IDictionary bound) => RimuruEngine.OwnCredentials().Names;
}
