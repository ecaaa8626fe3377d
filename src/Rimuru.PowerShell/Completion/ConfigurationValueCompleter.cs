using System.Collections;
using Rimuru.Core;

namespace Rimuru.Completion;

/// <summary>Completes the values of the configuration key in -Name, if it has only a few.</summary>
public sealed class ConfigurationValueCompleter : NameCompleter
{
    private protected override IEnumerable<string> Names(IDictionary bound) =>
        bound["Name"] is string key ? RimuruEngine.Configuration().ChoicesOf(key) : [];
}
