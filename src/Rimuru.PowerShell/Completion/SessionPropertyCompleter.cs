using System.Collections;

namespace Rimuru.Completion;

/// <summary>Completes the properties of sessions.</summary>
public sealed class SessionPropertyCompleter : NameCompleter
{
    private protected override IEnumerable<string> Names(IDictionary bound) => PropertyCompleter.Of([typeof(Session)]);
}
