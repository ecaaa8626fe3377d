using System.Collections;
using Rimuru.Core;

namespace Rimuru.Completion;

/// <summary>Completes the keys of the configuration.</summary>
public sealed class ConfigurationKeyCompleter : NameCompleter
{
    private protected override IEnumerable<string> Names(IDictionary bound) => RimuruEngine.Configuration().Names;
}
