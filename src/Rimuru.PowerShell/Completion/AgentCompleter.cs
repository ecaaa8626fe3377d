using System.Collections;
using Rimuru.Core;

namespace Rimuru.Completion;

/// <summary>Completes the names of agents.</summary>
public sealed class AgentCompleter : NameCompleter
{
    private protected override IEnumerable<string> Names(IDictionary bound) => RimuruEngine.AgentNames();
}
